import { scaleLinear } from 'd3-scale'
import { estimateOf, points, rangeWords, standingOf, STANDING_WORDS, type Score } from './score.ts'
import { StandingDot } from './standing-dot.tsx'

type RangeDotProps = {
  score: Score | null
  firmAverage: number | null
  /** Whose score it is, for the title. */
  of: string
  /** The scale's ends and the firm's average are written below the line. */
  labelled?: boolean
}

const at = scaleLinear([0, 100], [2, 98])
const percent = (value: number): string => `${at(value).toFixed(2)}%`

/** A score as a dot with its range on a line from 0 to 100; words alone where it is too early to say. */
export function RangeDot({ score, firmAverage, of, labelled }: RangeDotProps) {
  const estimate = estimateOf(score)
  if (estimate === undefined) return <span class="early">too early to say</span>
  const standing = standingOf(score)
  const firm = firmAverage === null ? '' : ` The firm’s average is ${points(firmAverage)}.`
  const middle = 14
  return (
    <svg class={`range-dot ${standing}`} role="img" width="100%" height={labelled ? 48 : 28}>
      <title>{`${of}: ${points(estimate.value)} in 100, ${rangeWords(estimate)}, ${STANDING_WORDS[standing]}.${firm}`}</title>
      <line class="rail" x1={percent(0)} x2={percent(100)} y1={middle} y2={middle} />
      <line class="range" x1={percent(estimate.low)} x2={percent(estimate.high)} y1={middle} y2={middle} />
      {firmAverage !== null && (
        <line class="firm" x1={percent(firmAverage)} x2={percent(firmAverage)} y1={middle - 12} y2={middle + 12} />
      )}
      <StandingDot standing={standing} x={percent(estimate.value)} y={middle} size={labelled ? 7 : 5.5} />
      {labelled && (
        <g class="axis">
          <text x={percent(0)} y="44">
            0
          </text>
          <text x={percent(100)} y="44" text-anchor="end">
            100
          </text>
          {firmAverage !== null && (
            <text x={percent(firmAverage)} y="44" text-anchor="middle">
              {`firm ${points(firmAverage)}`}
            </text>
          )}
        </g>
      )}
    </svg>
  )
}

/** A score in words for a table: value and range, or that it is too early to say. */
export function ScoreFigure({ score }: { score: Score | null }) {
  const estimate = estimateOf(score)
  if (estimate === undefined) return <span class="quiet">—</span>
  const standing = standingOf(score)
  return (
    <span class="figure">
      <b>{points(estimate.value)}</b>{' '}
      <span class="quiet">
        {points(estimate.low)}–{points(estimate.high)}
      </span>
      <span class="heard">{` in 100, ${STANDING_WORDS[standing]}`}</span>
    </span>
  )
}
