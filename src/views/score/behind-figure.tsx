import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import type { BehindFigure } from '../../core/score/behind-figure.ts'
import { OpportunityTable, type OpportunityLine } from '../acting/opportunity-list.tsx'
import { dateOf, day } from '../dates.ts'
import { Layout, type Frame } from '../layout.tsx'
import { money } from '../money.ts'
import { counted, milestoneKindName } from '../names.ts'
import { Empty, Pill } from '../notice.tsx'
import { paths } from '../paths.ts'
import { type Column, Table } from '../table.tsx'
import { AnswerFilterForm, type FilterChoices } from './answer-filter-form.tsx'
import { answersPath, type BehindWish, behindPath, coveragePath, filterQuery, periodWords } from './filter-query.ts'
import { ScoreFigure } from './range-dot.tsx'
import type { Score } from './score.ts'

type OnEngagement = { engagementId: number; engagementName: string; accountName: string; pmName: string }
type AtMilestone = OnEngagement & { kind: string; name: string | null }
type AskedLine = AtMilestone & { contactName: string; askedAt: Date; responseId: number | null }
type MilestoneLine = AtMilestone & { reachedOn: string | null; isSurveyed: boolean }
type ValuedLine = {
  id: number
  name: string
  accountName: string
  pmName: string
  value: string
  currency: string
  isHeard: boolean
}
type AccountLine = { id: number; name: string; answers: number; score: Score | null }

/** The rows, by the figure they stand behind. */
type Behind =
  | { figure: 'asked'; rows: readonly AskedLine[] }
  | { figure: 'milestones'; rows: readonly MilestoneLine[] }
  | { figure: 'revenue'; rows: readonly ValuedLine[] }
  | { figure: 'needs'; rows: readonly OpportunityLine[] }
  | { figure: 'accounts'; rows: readonly AccountLine[] }

export type BehindProps = {
  frame: Frame
  filter: AnswerFilter
  /** Only the part of them that the figure puts first. */
  isPart: boolean
  currency: string | null
  choices: FilterChoices
  counts: { all: number; part: number }
  behind: Behind
}

/** What the page is called, and its two lists: all, and the part where there is one. */
const WORDS: Record<BehindFigure, { title: string; all: string; part: string | null }> = {
  asked: { title: 'Whom did we ask?', all: 'Asked', part: 'Answered' },
  milestones: { title: 'Which milestones were covered?', all: 'Reached', part: 'Somebody was asked' },
  revenue: { title: 'Whose revenue do we hear from?', all: 'With a milestone or an answer', part: 'Heard from' },
  needs: { title: 'What did clients say they need?', all: 'All', part: 'Still new' },
  accounts: { title: 'Which accounts did we hear from?', all: 'Heard from', part: null },
}

const onEngagement: Column<OnEngagement> = {
  label: 'Engagement',
  typed: true,
  cell: ({ engagementId, engagementName, accountName }) => (
    <>
      <a href={paths.engagement(engagementId)}>{engagementName}</a>
      <span class="quiet small block">{accountName}</span>
    </>
  ),
}
const milestone: Column<AtMilestone> = {
  label: 'Milestone',
  typed: true,
  cell: ({ kind, name }) => name ?? milestoneKindName(kind),
}
const pm: Column<{ pmName: string }> = { label: 'PM', typed: true, cell: ({ pmName }) => pmName }

const engagementAsName: Column<ValuedLine> = {
  label: 'Engagement',
  typed: true,
  kind: 'name',
  cell: ({ id, name, accountName }) => (
    <>
      <a href={paths.engagement(id)}>{name}</a>
      <span class="quiet small block">{accountName}</span>
    </>
  ),
}

const askedColumns = (frame: Frame): Column<AskedLine>[] => [
  { label: 'Contact', kind: 'name', typed: true, cell: ({ contactName }) => contactName },
  onEngagement,
  milestone,
  pm,
  { label: 'Asked', cell: ({ askedAt }) => day(dateOf(askedAt, frame), frame) },
  {
    label: 'Answered',
    cell: ({ responseId }) =>
      responseId === null ? (
        <span class="quiet">no answer yet</span>
      ) : (
        <a href={paths.response(responseId)}>The answer</a>
      ),
  },
]

const milestoneColumns = (frame: Frame): Column<MilestoneLine>[] => [
  { ...milestone, kind: 'name' },
  onEngagement,
  pm,
  { label: 'Reached', cell: ({ reachedOn }) => (reachedOn === null ? '' : day(reachedOn, frame)) },
  {
    label: 'Asked',
    cell: ({ isSurveyed }) => (isSurveyed ? 'somebody was asked' : <Pill tone="act">nobody was asked</Pill>),
  },
]

const valuedColumns = (frame: Frame, filter: AnswerFilter): Column<ValuedLine>[] => [
  engagementAsName,
  pm,
  { label: 'Value', kind: 'number', cell: ({ value, currency }) => money(value, currency, frame.locale) },
  {
    label: 'Heard from',
    cell: ({ id, isHeard }) =>
      isHeard ? (
        <a href={answersPath({ ...filter, engagementId: id })}>Its answers</a>
      ) : (
        <Pill tone="act">no answer</Pill>
      ),
  },
]

const accountColumns = (filter: AnswerFilter): Column<AccountLine>[] => [
  { label: 'Account', kind: 'name', typed: true, cell: ({ id, name }) => <a href={paths.account(id)}>{name}</a> },
  {
    label: 'Answers',
    kind: 'number',
    cell: ({ id, answers }) => <a href={answersPath({ ...filter, accountId: id })}>{answers}</a>,
  },
  {
    label: 'In 100',
    kind: 'number',
    cell: ({ score }) => (score?.enough ? <ScoreFigure score={score} /> : <span class="early">too early to say</span>),
  },
]

function Rows({ frame, filter, behind }: Pick<BehindProps, 'frame' | 'filter' | 'behind'>) {
  switch (behind.figure) {
    case 'asked':
      return <Table caption="People who were asked" columns={askedColumns(frame)} rows={behind.rows} />
    case 'milestones':
      return <Table caption="Milestones reached" columns={milestoneColumns(frame)} rows={behind.rows} />
    case 'revenue':
      return <Table caption="Engagements with a value" columns={valuedColumns(frame, filter)} rows={behind.rows} />
    case 'needs':
      return <OpportunityTable lines={behind.rows} frame={frame} />
    default:
      return <Table caption="Accounts heard from" columns={accountColumns(filter)} rows={behind.rows} />
  }
}

function Parts({ filter, isPart, currency, counts, behind: { figure } }: BehindProps) {
  const kept = currency === null ? {} : { currency }
  const { all, part } = WORDS[figure]
  if (part === null) return null
  return (
    <nav class="tabs" aria-label="Which of them">
      <a href={behindPath(figure, filter, kept)} aria-current={isPart ? undefined : 'true'}>
        {all} ({counts.all})
      </a>
      <a href={behindPath(figure, filter, { ...kept, only: 'part' })} aria-current={isPart ? 'true' : undefined}>
        {part} ({counts.part})
      </a>
    </nav>
  )
}

/** The rows behind a figure of the overview, by the same filter. */
export function BehindPage(props: BehindProps) {
  const { frame, filter, isPart, currency, choices, counts, behind } = props
  const { figure, rows } = behind
  const { title } = WORDS[figure]
  const kept: BehindWish = { ...(isPart && { only: 'part' }), ...(currency !== null && { currency }) }
  const total = isPart ? counts.part : counts.all
  return (
    <Layout frame={frame} title={title} current="overview">
      <h1>{title}</h1>
      <p class="standfirst">
        {periodWords(filter.months, frame)}.{' '}
        <a class="not-printed" href={`${paths.overview}${filterQuery(filter)}`}>
          Back to the overview
        </a>
        {figure === 'milestones' && (
          <>
            {' '}
            · <a href={coveragePath(filter)}>Who was asked at them, and who was not</a>
          </>
        )}
      </p>
      <AnswerFilterForm path={paths.behind(figure)} filter={filter} choices={choices} kept={kept} />
      <Parts {...props} />
      <section class="card" aria-label={title}>
        {rows.length === 0 ? (
          <Empty>There is none. Choose a longer period, or narrow less.</Empty>
        ) : (
          <>
            <Rows {...props} />
            {total > rows.length && (
              <p class="quiet small">
                These are the first {rows.length} of {counted(total, 'row')}.
              </p>
            )}
            <p class="more">
              <a href={`${paths.behindTable(figure)}${filterQuery(filter, kept)}`}>All of them as a CSV file</a>
            </p>
          </>
        )}
      </section>
    </Layout>
  )
}
