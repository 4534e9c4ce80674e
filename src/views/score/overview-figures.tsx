import type { Child } from 'hono/jsx'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import type { Frame } from '../layout.tsx'
import { compactMoney, money } from '../money.ts'
import { counted } from '../names.ts'
import { paths } from '../paths.ts'
import { Arrow, changeWords, dipWords, HALF_YEAR_BEFORE, type Moved, type ScoreMoved } from './change.tsx'
import { answersPath, behindPath, coveragePath, periodWords } from './filter-query.ts'
import { estimateOf, evidenceWords, points, rangeWords, type Score, type ScorePoint } from './score.ts'
import { checkWords, type Check } from './score-check.ts'

/** What is counted within the filter's months. */
export type OverviewSums = {
  asked: number
  answered: number
  held: number
  heldBack: number
  answers: number
  low: number
  needs: number
  newNeeds: number
  reached: number
  surveyed: number
}

export type Revenue = { currency: string; value: number; heard: number; engagements: number; heardEngagements: number }

/** Whose score stands first: the firm's, or that of the PM or account that the filter names. */
export type OverviewSubject = {
  kind: 'firm' | 'pm' | 'account'
  name: string | null
  score: Score | null
  history: readonly ScorePoint[]
  moved: ScoreMoved | null
}

export type FiguresProps = {
  frame: Frame
  filter: AnswerFilter
  before: AnswerFilter['months']
  subject: OverviewSubject
  check: Check
  sums: OverviewSums
  /** The plain average of the period and of the one before, in points of 100. */
  said: { mean: number | null; meanBefore: number | null; moved: Moved | null }
  saidBefore: number
  revenue: readonly Revenue[]
}

/** A figure with what it is out of. */
function Figure({ label, figure, unit, children }: { label: string; figure: Child; unit?: Child; children?: Child }) {
  return (
    <div class="figure-card">
      <dt>{label}</dt>
      <dd>
        <span class="mid-number">{figure}</span>
        {unit && <span class="unit-after"> {unit}</span>}
        <span class="quiet small block">{children}</span>
      </dd>
    </div>
  )
}

const PART = { only: 'part' } as const

const percent = (part: number, whole: number): string => (whole === 0 ? '—' : `${Math.round((100 * part) / whole)} %`)

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

function ScoreFigure({ subject, check }: Pick<FiguresProps, 'subject' | 'check'>) {
  const { score, moved, name, kind } = subject
  const estimate = estimateOf(score)
  const label = name === null ? 'Call us first' : `Call us first: ${name}`
  if (estimate === undefined || score === null) {
    return (
      <Figure label={label} figure="Too early to say">
        {counted(score?.answers ?? 0, 'answer so far', 'answers so far')}
      </Figure>
    )
  }
  const dip = moved && dipWords(moved)
  return (
    <Figure
      label={label}
      figure={points(estimate.value)}
      unit={
        <>
          in 100 <Arrow moved={moved} />
        </>
      }
    >
      {capital(rangeWords(estimate))}, from {evidenceWords(score)}
      {kind === 'firm' && (
        <>
          ; <a href={paths.trust}>{checkWords(check)}</a>
        </>
      )}
      .{moved && ` ${capital(changeWords(moved, HALF_YEAR_BEFORE))}.`}
      {dip && ` ${dip}`}
    </Figure>
  )
}

function SaidFigure({ frame, filter, before, said, saidBefore, sums }: Omit<FiguresProps, 'subject' | 'check'>) {
  const { mean, meanBefore, moved } = said
  const list = <a href={answersPath(filter)}>{counted(sums.answers, 'answer')}</a>
  if (mean === null) {
    return (
      <Figure label="What clients said" figure="—">
        No answer in this period.
      </Figure>
    )
  }
  return (
    <Figure
      label="What clients said"
      figure={Math.round(mean)}
      unit={
        <>
          in 100 <Arrow moved={moved} />
        </>
      }
    >
      Plain average of {list}, <a href={answersPath(filter, { low: '1' })}>{sums.low} of them low</a>.{' '}
      {meanBefore === null
        ? `No answer in ${periodWords(before, frame)} to compare with.`
        : moved
          ? `${capital(changeWords(moved, periodWords(before, frame)))}.`
          : `${Math.round(meanBefore)} in ${periodWords(before, frame)}, from ${counted(saidBefore, 'answer')}: too few clients to say more.`}
    </Figure>
  )
}

function RevenueFigure({ revenue, frame, filter }: Pick<FiguresProps, 'revenue' | 'frame' | 'filter'>) {
  const [first] = revenue
  if (first === undefined) {
    return (
      <Figure label="Revenue heard" figure="—">
        No engagement of this period has a value. Import it with engagements.csv.
      </Figure>
    )
  }
  const of = (currency: string) => (revenue.length > 1 ? { currency } : {})
  return (
    <Figure
      label="Revenue heard"
      figure={percent(first.heard, first.value)}
      unit={revenue.length > 1 && first.currency}
    >
      {revenue.map(({ currency, value, heard, engagements, heardEngagements }, index) => (
        <>
          {index > 0 && <br />}
          <span title={`${money(heard, currency, frame.locale)} of ${money(value, currency, frame.locale)}`}>
            {compactMoney(heard, frame.locale)} of {compactMoney(value, currency, frame.locale)}
          </span>
          {': '}
          <a href={behindPath('revenue', filter, { ...PART, ...of(currency) })}>{heardEngagements} heard</a> of{' '}
          <a href={behindPath('revenue', filter, of(currency))}>{counted(engagements, 'engagement')}</a>
          {index > 0 && `, ${percent(heard, value)}`}
        </>
      ))}
    </Figure>
  )
}

function NeedsFigure({ sums, filter }: Pick<FiguresProps, 'sums' | 'filter'>) {
  const still =
    sums.newNeeds === 0 ? (
      'all are being worked on'
    ) : (
      <a href={behindPath('needs', filter, PART)}>{sums.newNeeds} still new</a>
    )
  return (
    <Figure label="Needs heard" figure={sums.needs}>
      {sums.needs === 0 ? (
        'None was told in answers of this period.'
      ) : (
        <>
          <a href={behindPath('needs', filter)}>In answers of this period</a>; {still}.
        </>
      )}
    </Figure>
  )
}

/** The figures of the period, each with what it is out of and the way to the answers behind it. */
export function OverviewFigures(props: FiguresProps) {
  const { frame, filter, sums, revenue } = props
  return (
    <dl class="figures">
      <ScoreFigure subject={props.subject} check={props.check} />
      <SaidFigure {...props} />
      <Figure
        label="Answered"
        figure={percent(sums.answered, sums.asked)}
        unit={
          <>
            of <a href={behindPath('asked', filter)}>{sums.asked} asked</a>
          </>
        }
      >
        <a href={behindPath('asked', filter, PART)}>{sums.answered} answered</a> of those asked in this period, whenever
        their milestone was reached
        {sums.held > 0 && (
          <>
            ; <a href={coveragePath(filter, 'held')}>{sums.held} left out by a hold</a>
            {filter.surveyKey !== null && ', whatever the survey'}
          </>
        )}
        .
      </Figure>
      <Figure
        label="Milestones covered"
        figure={percent(sums.surveyed, sums.reached)}
        unit={
          <>
            of <a href={behindPath('milestones', filter)}>{sums.reached} reached</a>
          </>
        }
      >
        Somebody was asked at <a href={behindPath('milestones', filter, PART)}>{sums.surveyed} of the milestones</a>{' '}
        reached in this period. <a href={coveragePath(filter)}>Who was asked, and who was not</a>
      </Figure>
      <RevenueFigure revenue={revenue} frame={frame} filter={filter} />
      <NeedsFigure {...props} />
    </dl>
  )
}
