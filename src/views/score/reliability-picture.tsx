import { scaleLinear } from 'd3-scale'
import { counted } from '../names.ts'
import { paths } from '../paths.ts'
import { AsTable } from '../table.tsx'

/** Clients who stated a probability between two bounds and what they did; shares are 0..1, the range one of 95 %. */
export type SaidBin = {
  from: number
  to: number
  n: number
  called: number
  meanStated: number
  observed: number
  low: number
  high: number
}

const HEIGHT = 340
const TOP = 48
const BOTTOM = HEIGHT - 52
const x = scaleLinear([0, 1], [12, 96])
const y = scaleLinear([0, 1], [BOTTOM, TOP])
const at = (share: number): string => `${x(share).toFixed(2)}%`
const inHundred = (share: number): number => Math.round(100 * share)

const sentenceOf = (bin: SaidBin): string =>
  `Of those who said ${inHundred(bin.from)} to ${inHundred(bin.to)} in 100, ${inHundred(bin.meanStated)} on average, ` +
  `${bin.called} of ${bin.n} called us first, likely between ${inHundred(bin.low)} and ${inHundred(bin.high)} in 100.`

/** Where the figures stand: above each range, and above the neighbour's where they would meet it on a phone. */
export function labelHeights(bins: readonly SaidBin[]): number[] {
  const heights: number[] = []
  for (const [index, bin] of bins.entries()) {
    const [before, last] = [bins[index - 1], heights.at(-1)]
    const height = y(bin.high) - 9
    const meets =
      before && last !== undefined && bin.meanStated - before.meanStated < 0.21 && Math.abs(height - last) < 16
    heights.push(meets ? last - 16 : height)
  }
  return heights
}

const TICKS = [0, 0.5, 1]

function Axes() {
  return (
    <g class="axis">
      {TICKS.map((tick) => (
        <>
          <line class="rail" x1={at(0)} x2={at(1)} y1={y(tick)} y2={y(tick)} />
          <text x={`${x(0) - 2}%`} y={y(tick) + 4} text-anchor="end">
            {inHundred(tick)}
          </text>
          <text x={at(tick)} y={BOTTOM + 22} text-anchor="middle">
            {inHundred(tick)}
          </text>
        </>
      ))}
      <text x={at(0)} y="14">
        Called us first, in 100
      </text>
      <text x={at(1)} y={HEIGHT - 8} text-anchor="end">
        Said they would, in 100
      </text>
    </g>
  )
}

/** What clients said against what they did: a dot and its range for each fifth of the scale, and the line of keeping one’s word. */
export function ReliabilityPicture({ bins }: { bins: readonly SaidBin[] }) {
  const heights = labelHeights(bins)
  return (
    <figure class="chart reliability">
      <svg role="img" width="100%" height={HEIGHT}>
        <title>{`What clients said and what they did. ${bins.map(sentenceOf).join(' ')}`}</title>
        <Axes />
        <line class="firm" x1={at(0)} x2={at(1)} y1={y(0)} y2={y(1)} />
        {bins.map((bin, index) => (
          <g>
            <line class="whisker" x1={at(bin.meanStated)} x2={at(bin.meanStated)} y1={y(bin.low)} y2={y(bin.high)} />
            <circle class="dot" cx={at(bin.meanStated)} cy={y(bin.observed)} r="6" />
            <text class="beside" x={at(bin.meanStated)} y={heights[index]} text-anchor="middle">
              {`${bin.called} of ${bin.n}`}
            </text>
          </g>
        ))}
      </svg>
      <figcaption>
        Dashed: they do as often as they say. A dot above it: they call us more often than they say. Bars: the range in
        which the true share lies 19 times out of 20.
      </figcaption>
      <AsTable
        caption="What clients said and what they did"
        columns={[
          {
            label: 'Said, in 100',
            kind: 'name',
            cell: (bin: SaidBin) => `${inHundred(bin.from)} to ${inHundred(bin.to)}`,
          },
          { label: 'On average', kind: 'number', cell: (bin) => inHundred(bin.meanStated) },
          { label: 'Called us first', kind: 'number', cell: (bin) => `${bin.called} of ${counted(bin.n, 'need')}` },
          { label: 'In 100', kind: 'number', cell: (bin) => inHundred(bin.observed) },
          { label: 'Range', kind: 'number', cell: (bin) => `${inHundred(bin.low)}–${inHundred(bin.high)}` },
        ]}
        rows={bins}
        file={paths.saidTable}
      />
    </figure>
  )
}
