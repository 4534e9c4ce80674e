import { scaleLinear, scaleUtc } from 'd3-scale'
import { area, line } from 'd3-shape'
import { day, monthName, type DateSetting } from '../dates.ts'
import { estimateOf, points, rangeWords, type Estimate, type ScorePoint } from './score.ts'
import { AsTable } from '../table.tsx'

type TrendProps = {
  history: readonly ScorePoint[]
  firmAverage: number | null
  of: string
  setting: DateSetting
  /** Where the same is a CSV file. */
  file?: string
}
type Dated = Estimate & { at: Date; asOf: string }

const HEIGHT = 176
const TOP = 10
const BOTTOM = HEIGHT - 26
/** Leaves room for '100' beside the line on a phone of 360 px. */
const LEFT = 10
const RIGHT = 97

/** The score over time with its range as a band, always from 0 to 100. */
export function Trend({ history, firmAverage, of, setting, file }: TrendProps) {
  const known = history.flatMap((point): Dated[] => {
    const estimate = estimateOf(point)
    return estimate ? [{ ...estimate, at: new Date(`${point.asOf}T00:00:00Z`), asOf: point.asOf }] : []
  })
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined)
    return <p class="quiet">Nothing to draw yet: it was too early to say so far.</p>
  if (known.length === 1) {
    return (
      <p>
        One score so far: {points(last.value)} in 100 on {day(last.asOf, setting)}, {rangeWords(last)}. The next ones
        are drawn beside it.
      </p>
    )
  }
  const x = scaleUtc([first.at, last.at], [LEFT, RIGHT])
  const y = scaleLinear([0, 100], [BOTTOM, TOP])
  const band =
    area<Dated>(
      (d) => x(d.at),
      (d) => y(d.low),
      (d) => y(d.high),
    )(known) ?? ''
  const middle =
    line<Dated>(
      (d) => x(d.at),
      (d) => y(d.value),
    )(known) ?? ''
  const monthOf = (at: Date): string => monthName(at, setting.locale)
  const inside = x.ticks(4).filter((tick) => x(tick) < RIGHT - 4)
  // A few weeks lie within one month, which is named once.
  const ticks = inside.filter((tick, index) => index === 0 || monthOf(tick) !== monthOf(inside[index - 1] ?? tick))
  const sentence = `${of} over time: ${points(first.value)} in 100 on ${day(first.asOf, setting)}, ${points(last.value)} in 100 on ${day(last.asOf, setting)}, ${rangeWords(last)}.`
  return (
    <figure class="chart trend">
      <svg role="img" width="100%" height={HEIGHT}>
        <title>{sentence}</title>
        {[0, 50, 100].map((value) => (
          <g class="axis">
            <line class="rail" x1={`${LEFT - 1}%`} x2={`${RIGHT + 1}%`} y1={y(value)} y2={y(value)} />
            <text x={`${LEFT - 2.5}%`} y={y(value) + 4} text-anchor="end">
              {value}
            </text>
          </g>
        ))}
        {firmAverage !== null && (
          <line class="firm" x1={`${LEFT - 1}%`} x2={`${RIGHT + 1}%`} y1={y(firmAverage)} y2={y(firmAverage)} />
        )}
        <svg viewBox={`0 0 100 ${HEIGHT}`} width="100%" height={HEIGHT} preserveAspectRatio="none">
          <path class="band" d={band} />
          <path class="line" d={middle} vector-effect="non-scaling-stroke" />
        </svg>
        <circle class="dot" cx={`${x(last.at)}%`} cy={y(last.value)} r="5" />
        <g class="axis">
          {ticks.map((tick) => (
            <text x={`${x(tick)}%`} y={HEIGHT - 6} text-anchor="middle">
              {monthOf(tick)}
            </text>
          ))}
        </g>
      </svg>
      <figcaption>
        {'Band: the range. '}
        {firmAverage !== null && `Dashed: the firm, ${points(firmAverage)} today.`}
      </figcaption>
      <AsTable
        caption={`${of} over time, points of 100`}
        columns={[
          { label: 'As of', kind: 'name', cell: (point: ScorePoint) => day(point.asOf, setting) },
          {
            label: 'Score',
            kind: 'number',
            cell: (point) => (point.value === null ? 'too early to say' : points(point.value)),
          },
          {
            label: 'Range',
            kind: 'number',
            cell: (point) =>
              point.low === null || point.high === null ? '—' : `${points(point.low)}–${points(point.high)}`,
          },
        ]}
        rows={history}
        file={file}
      />
    </figure>
  )
}
