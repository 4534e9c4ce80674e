import type { MissingEvidence } from '../../core/score/missing-evidence.ts'
import type { Frame } from '../layout.tsx'
import { paths } from '../paths.ts'
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
  type LeaningClients,
  type Score,
} from './score.ts'
import { TeamFigures } from './team-figures.tsx'

type ScoreShownProps = {
  frame: Frame
  score: Score | null
  /** What it still lacks where it is too early to say. */
  missing: MissingEvidence | null
  firmAverage: number | null
  coverage: Coverage | null
  of: string
  whose: 'your' | 'the'
  /** On a PM's score: clients who rate everyone high or low. */
  leaning?: LeaningClients
}

/** How much of what could be heard was heard. */
function CoverageLine({ coverage }: { coverage: Coverage }) {
  return (
    <p class="quiet">
      {coverage.answered} of {coverage.asked} asked have answered
      {coverage.held > 0 && (
        <>
          , {coverage.held} more {coverage.held === 1 ? 'was' : 'were'} <a href={paths.holds}>left out by a hold</a>
        </>
      )}
      ; {coverage.surveyed} of {coverage.milestones} milestones reached were surveyed.
    </p>
  )
}

const HowItWorks = () => (
  <p class="small">
    <a href={paths.howTheScoreWorks}>How the score works</a>
  </p>
)

/** A score as a sentence and a line: value, range, evidence and coverage, or that it is too early to say. */
export function ScoreShown(props: ScoreShownProps) {
  const { frame, score, missing, firmAverage, coverage, of, whose, leaning } = props
  const estimate = estimateOf(score)
  if (score === null || estimate === undefined) {
    return (
      <>
        <p class="too-early">Too early to say</p>
        <p>{earlyWords(score, missing, whose)}</p>
        {coverage && <CoverageLine coverage={coverage} />}
        <TeamFigures frame={frame} />
        <HowItWorks />
      </>
    )
  }
  const plain = plainAverageWords(score, whose, leaning)
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
        {firmAverage !== null && <>: {STANDING_WORDS[standingOf(score)]}</>}.
      </p>
      {coverage && <CoverageLine coverage={coverage} />}
      {plain && <p class="quiet">{plain}</p>}
      <TeamFigures frame={frame} />
      <HowItWorks />
    </>
  )
}
