import type { CoverageBy, CoverageCounts, CoverageStanding } from '../../core/asking/coverage-ledger.ts'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import type { DecisionKind } from '../../core/words.ts'
import { day } from '../dates.ts'
import { Layout, type Frame } from '../layout.tsx'
import { milestoneKindName } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { AnswerFilterForm, type FilterChoices } from '../score/answer-filter-form.tsx'
import { behindPath, filterQuery, periodWords } from '../score/filter-query.ts'
import { Table } from '../table.tsx'
import { decisionWords } from './decision-words.ts'

/** What is chosen, as in the address. */
type Chosen = { by: CoverageBy; filter: AnswerFilter; standing: CoverageStanding | undefined }

type Group = {
  key: string
  name: string
  counts: CoverageCounts
  reached: number
  asked: number
  askedRate: number | null
  answeredRate: number | null
}

type Row = {
  contactName: string
  accountName: string
  engagementId: number
  engagementName: string
  milestoneKind: string
  reachedOn: string | null
  pmName: string
  standing: CoverageStanding
  heldBy: string | null
  holdReason: string | null
  kind: DecisionKind | null
  reason: string | null
  nextAllowedOn: string | null
  note: string | null
  dueAt: Date | null
}

type People = { rows: readonly Row[]; isCut: boolean }

export type CoverageProps = {
  frame: Frame
  chosen: Chosen
  choices: FilterChoices
  groups: readonly Group[]
  /** Null: nothing is chosen whose people could be shown. `isCut`: there are more. */
  people: People | null
}

const STANDING_NAMES: Record<CoverageStanding, string> = {
  answered: 'Answered',
  unanswered: 'No answer yet',
  held: 'Left out by us',
  held_back: 'Held back by a rule',
  to_come: 'To come',
  not_asked: 'Not asked',
}

const BY_NAMES: Record<CoverageBy, string> = { pm: 'By PM', account: 'By account', kind: 'By milestone' }
const HEADS: Record<CoverageBy, string> = { pm: 'PM', account: 'Account', kind: 'Milestone' }
const beside = ({ by, standing }: Chosen): Record<string, string> => ({
  ...(by !== 'pm' && { by }),
  ...(standing !== undefined && { standing }),
})

const addressOf = (path: string, chosen: Chosen): string => `${path}${filterQuery(chosen.filter, beside(chosen))}`

/** The filter narrowed to one line of the ledger. */
const narrowed = ({ by, filter }: Chosen, key: string): AnswerFilter => ({
  ...filter,
  ...(by === 'pm' && { pmId: Number(key) }),
  ...(by === 'account' && { accountId: Number(key) }),
  ...(by === 'kind' && { milestoneKind: key }),
})

const percent = (rate: number | null): string => (rate === null ? '—' : `${Math.round(100 * rate)} %`)

function Groups({ chosen, groups }: Pick<CoverageProps, 'chosen' | 'groups'>) {
  const { by } = chosen
  const open = (group: Group, standing: CoverageStanding | undefined, count: number) =>
    count === 0 ? (
      '0'
    ) : (
      <a href={`${addressOf(paths.coverage, { by, filter: narrowed(chosen, group.key), standing })}#people`}>{count}</a>
    )
  const column = (standing: CoverageStanding) => ({
    label: STANDING_NAMES[standing],
    kind: 'number' as const,
    cell: (group: Group) => open(group, standing, group.counts[standing]),
  })
  return (
    <Table
      caption={`Coverage, ${BY_NAMES[by].toLowerCase()}`}
      columns={[
        {
          label: HEADS[by],
          kind: 'name',
          typed: true,
          cell: ({ name }: Group) => (by === 'kind' ? milestoneKindName(name) : name),
        },
        { label: 'At reached milestones', kind: 'number', cell: (group) => open(group, undefined, group.reached) },
        { label: 'Asked', kind: 'number', cell: ({ asked, askedRate }) => `${asked} (${percent(askedRate)})` },
        {
          label: 'Answered',
          kind: 'number',
          cell: (group) => (
            <>
              {open(group, 'answered', group.counts.answered)} ({percent(group.answeredRate)})
            </>
          ),
        },
        column('unanswered'),
        column('held'),
        column('held_back'),
        column('to_come'),
        column('not_asked'),
      ]}
      rows={groups}
    />
  )
}

function why(row: Row, frame: Frame): string {
  if (row.standing === 'held') return `${row.heldBy}: ${row.holdReason}`
  const { kind, reason, nextAllowedOn, note, dueAt } = row
  return kind === null || reason === null
    ? 'The plan has not decided yet.'
    : decisionWords({ kind, reason, nextAllowedOn, note, dueAt }, frame)
}

function People({ frame, chosen, people }: Pick<CoverageProps, 'frame' | 'chosen'> & { people: People }) {
  const { rows, isCut } = people
  const table = (
    <>
      <Table
        caption="People, the latest milestone first"
        columns={[
          {
            label: 'Contact',
            kind: 'name',
            typed: true,
            cell: (row: Row) => (
              <>
                {row.contactName}
                <span class="quiet small block">{row.accountName}</span>
              </>
            ),
          },
          {
            label: 'Milestone',
            typed: true,
            cell: (row) => (
              <>
                <a href={paths.engagement(row.engagementId)}>{row.engagementName}</a>
                <span class="quiet small block">
                  {milestoneKindName(row.milestoneKind).toLowerCase()}
                  {row.reachedOn !== null && `, reached ${day(row.reachedOn, frame)}`}, PM {row.pmName}
                </span>
              </>
            ),
          },
          { label: 'Stands', cell: (row) => STANDING_NAMES[row.standing] },
          { label: 'Why', typed: true, cell: (row) => why(row, frame) },
        ]}
        rows={rows}
      />
      {isCut && <p class="quiet small">These are the first 200.</p>}
      <p class="more">
        <a href={addressOf(paths.coverageRows, chosen)}>All of them as a CSV file</a>
      </p>
    </>
  )
  return (
    <div id="people">
      <Section
        title={
          chosen.standing === undefined
            ? 'Who they are'
            : `Who they are: ${STANDING_NAMES[chosen.standing].toLowerCase()}`
        }
      >
        {rows.length === 0 ? <Empty>Nobody stands here.</Empty> : table}
      </Section>
    </div>
  )
}

/** Whom did we ask, whom not, and why? For leadership: PMs can't choose who is asked, and this shows it. */
export function CoveragePage({ frame, chosen, choices, groups, people }: CoverageProps) {
  const title = 'Whom do we hear, and whom not?'
  const { filter } = chosen
  return (
    <Layout frame={frame} title={title} current="engagements">
      <h1>{title}</h1>
      <p class="standfirst">
        Everybody who takes part where a milestone was reached from {periodWords(filter.months, frame)}, once each.{' '}
        <a href={paths.holds}>Who left out whom</a>
        <span class="small block">
          Asked and answered count here by when the milestone was reached. The overview counts{' '}
          <a href={behindPath('asked', filter)}>those asked in these months</a>, whenever it was reached: two numbers,
          not one.
        </span>
      </p>
      <AnswerFilterForm
        path={paths.coverage}
        filter={filter}
        choices={{ ...choices, surveyKeys: [] }}
        kept={beside(chosen)}
      />
      <nav class="tabs" aria-label="Added up by">
        {(['pm', 'account', 'kind'] as const).map((by) => (
          <a href={addressOf(paths.coverage, { ...chosen, by })} aria-current={by === chosen.by ? 'true' : undefined}>
            {BY_NAMES[by]}
          </a>
        ))}
      </nav>
      <Section title="Coverage" lead="Every number opens the people behind it.">
        {groups.length === 0 ? (
          <Empty>No milestone was reached in this time, so nobody could be asked.</Empty>
        ) : (
          <>
            <Groups chosen={chosen} groups={groups} />
            <p class="more">
              <a href={addressOf(paths.coverageTable, chosen)}>The same as a CSV file</a>
            </p>
          </>
        )}
      </Section>
      {people && <People frame={frame} chosen={chosen} people={people} />}
    </Layout>
  )
}
