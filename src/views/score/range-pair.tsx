import { scaleLinear } from 'd3-scale'
import { ScoreFigure } from './range-dot.tsx'
import { estimateOf, points, rangeWords, standingOf, STANDING_WORDS, type Score } from './score.ts'
import { StandingDot } from './standing-dot.tsx'
import { paths } from '../paths.ts'
import { AsTable } from '../table.tsx'

/** Whose range it is. */
export type Ranged = { id: number; name: string; score: Score | null }

const at = scaleLinear([0, 100], [2, 98])
const percent = (value: number): string => `${at(value).toFixed(2)}%`
const ROW = 76
const NAME = 24
const LINE = 36
/** Below the line, the figures. */
const FIGURES = 60
/** The firm’s line crosses each PM’s so far above and below, and no words. */
const REACH = 11
/** So near an end of the line, in points, words would run over it. */
const NEAR = 14

/** Words that stand at a place of the line keep within it. */
const anchorAt = (value: number): 'start' | 'middle' | 'end' =>
  value < NEAR ? 'start' : value > 100 - NEAR ? 'end' : 'middle'

const said = ({ name, score }: Ranged): string => {
  const estimate = estimateOf(score)
  return estimate ? `${name} ${points(estimate.value)} in 100, ${rangeWords(estimate)}` : `${name}: too early to say`
}

function Row({ ranged, y }: { ranged: Ranged; y: number }) {
  const estimate = estimateOf(ranged.score)
  return (
    <g class={`range-dot ${standingOf(ranged.score)}`}>
      <foreignObject x="0" y={y} width="100%" height={NAME}>
        <span class="of">{estimate ? ranged.name : `${ranged.name}: too early to say`}</span>
      </foreignObject>
      <line class="rail" x1={percent(0)} x2={percent(100)} y1={y + LINE} y2={y + LINE} />
      {estimate && (
        <>
          <line class="range" x1={percent(estimate.low)} x2={percent(estimate.high)} y1={y + LINE} y2={y + LINE} />
          <StandingDot standing={standingOf(ranged.score)} x={percent(estimate.value)} y={y + LINE} size={7} />
          <text class="figures-of" x={percent(estimate.value)} y={y + FIGURES} text-anchor={anchorAt(estimate.value)}>
            <tspan class="value">{points(estimate.value)}</tspan>
            {`, ${points(estimate.low)}–${points(estimate.high)}`}
          </text>
        </>
      )}
    </g>
  )
}

type RangePairProps = { pair: readonly [Ranged, Ranged]; firmAverage: number | null }

/** Two scores with their ranges on one scale from 0 to 100. */
export function RangePair({ pair, firmAverage }: RangePairProps) {
  const height = pair.length * ROW
  const firm = firmAverage === null ? '' : ` The firm’s average is ${points(firmAverage)}.`
  return (
    <figure class="chart">
      <svg class="range-pair" role="img" width="100%" height={height + 26}>
        <title>{`${pair.map(said).join('; ')}.${firm}`}</title>
        {firmAverage !== null && (
          <>
            {[...pair.map((_, index) => index * ROW + LINE - REACH), height - REACH / 2].map((y) => (
              <line
                class="firm"
                x1={percent(firmAverage)}
                x2={percent(firmAverage)}
                y1={y}
                y2={Math.min(y + 2 * REACH, height + 4)}
              />
            ))}
            <text x={percent(firmAverage)} y={height + 18} text-anchor={anchorAt(firmAverage)}>
              {`firm ${points(firmAverage)}`}
            </text>
          </>
        )}
        {pair.map((ranged, index) => (
          <Row ranged={ranged} y={index * ROW} />
        ))}
        {(firmAverage ?? NEAR) >= NEAR && (
          <text x={percent(0)} y={height + 18}>
            0
          </text>
        )}
        {(firmAverage ?? NEAR) <= 100 - NEAR && (
          <text x={percent(100)} y={height + 18} text-anchor="end">
            100
          </text>
        )}
      </svg>
      <AsTable
        caption="Both scores, in points of 100"
        columns={[
          { label: 'PM', kind: 'name', cell: (row: Ranged) => row.name },
          { label: 'In 100', kind: 'number', cell: (row) => <ScoreFigure score={row.score} /> },
          { label: 'Against the firm', cell: (row) => STANDING_WORDS[standingOf(row.score)] },
          {
            label: 'Answers / accounts',
            kind: 'number',
            cell: (row) => `${row.score?.answers ?? 0} / ${row.score?.accounts ?? 0}`,
          },
        ]}
        rows={pair}
        file={paths.comparisonTable(pair[0].id, pair[1].id)}
      />
    </figure>
  )
}
