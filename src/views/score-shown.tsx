import { RangeDot } from './range-dot.tsx'
import {
  earlyWords,
  estimateOf,
  evidenceWords,
  levelWords,
  plainAverageWords,
  points,
  rangeWords,
  standingOf,
  STANDING_WORDS,
  type Coverage,
  type Score,
} from './score.ts'

type ScoreShownProps = {
  score: Score | null
  firmAverage: number | null
  coverage: Coverage | null
  of: string
  whose: 'your' | 'the'
  /** Against the firm: left out on the firm's own score. */
  compared?: boolean
}

/** How much of what could be heard was heard. */
function CoverageLine({ coverage }: { coverage: Coverage }) {
  return (
    <p class="quiet">
      {coverage.answered} of {coverage.asked} asked have answered; {coverage.surveyed} of {coverage.milestones}{' '}
      milestones reached were surveyed.
    </p>
  )
}

/** A score as a sentence and a line: value, range, evidence and coverage, or that it is too early to say. */
export function ScoreShown({ score, firmAverage, coverage, of, whose, compared = true }: ScoreShownProps) {
  const estimate = estimateOf(score)
  if (score === null || estimate === undefined) {
    return (
      <>
        <p class="too-early">Too early to say</p>
        <p>{earlyWords(score).replace('Too early to say: n', 'N').replace('Too early to say: ', '')}</p>
        {coverage && <CoverageLine coverage={coverage} />}
      </>
    )
  }
  const plain = plainAverageWords(score, whose)
  return (
    <>
      <p class="big">
        <span class="big-number">{points(estimate.value)}</span>{' '}
        <span>
          in 100 would <b>call us first</b>
        </span>
      </p>
      <RangeDot score={score} firmAverage={firmAverage} of={of} labelled />
      <p title={levelWords(score.level)}>
        {rangeWords(estimate).replace('likely', 'Likely')}, from {evidenceWords(score)}
        {compared && firmAverage !== null && <>: {STANDING_WORDS[standingOf(score)]}</>}.
      </p>
      {coverage && <CoverageLine coverage={coverage} />}
      {plain && <p class="quiet">{plain}</p>}
    </>
  )
}
