import type { CoverageBy, CoverageCounts, CoverageStanding } from '../../core/asking/coverage-ledger.ts'
import type { DecisionKind } from '../../core/words.ts'
import { day } from '../dates.ts'
import { Layout, type Frame } from '../layout.tsx'
import { milestoneKindName } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { Table } from '../table.tsx'
import { decisionWords } from './decision-words.ts'

/** As in the address: empty where nothing is chosen. */
export type CoverageShown = Record<'by' | 'days' | 'pm' | 'account' | 'kind' | 'standing', string>

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

export type CoverageProps = {
  frame: Frame
  filter: CoverageShown & { by: CoverageBy }
  groups: readonly Group[]
  rows: readonly Row[]
  /** There are more rows than are shown. */
  isCut: boolean
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
const PERIODS = [
  { value: '', label: 'Ever' },
  { value: '365', label: 'Last year' },
  { value: '90', label: 'Last 90 days' },
]

function addressOf(path: string, filter: CoverageShown, change: Partial<CoverageShown>): string {
  const query = Object.entries({ ...filter, ...change }).filter(
    ([name, value]) => value !== '' && !(name === 'by' && value === 'pm'),
  )
  return query.length === 0 ? path : `${path}?${new URLSearchParams(query).toString()}`
}

const percent = (rate: number | null): string => (rate === null ? '—' : `${Math.round(100 * rate)} %`)

function Groups({ filter, groups }: Pick<CoverageProps, 'filter' | 'groups'>) {
  const open = (group: Group, standing: CoverageStanding | '', count: number) =>
    count === 0 ? (
      '0'
    ) : (
      <a href={`${addressOf(paths.coverage, filter, { [filter.by]: group.key, standing })}#people`}>{count}</a>
    )
  const column = (standing: CoverageStanding) => ({
    label: STANDING_NAMES[standing],
    kind: 'number' as const,
    cell: (group: Group) => open(group, standing, group.counts[standing]),
  })
  return (
    <Table
      caption={`Coverage, ${BY_NAMES[filter.by].toLowerCase()}`}
      columns={[
        {
          label: HEADS[filter.by],
          kind: 'name',
          cell: ({ name }: Group) => (filter.by === 'kind' ? milestoneKindName(name) : name),
        },
        { label: 'At reached milestones', kind: 'number', cell: (group) => open(group, '', group.reached) },
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

function People({ frame, filter, rows, isCut }: Pick<CoverageProps, 'frame' | 'filter' | 'rows' | 'isCut'>) {
  const table = (
    <>
      <Table
        caption="People, the latest milestone first"
        columns={[
          {
            label: 'Contact',
            kind: 'name',
            cell: (row: Row) => (
              <>
                {row.contactName}
                <span class="quiet small block">{row.accountName}</span>
              </>
            ),
          },
          {
            label: 'Milestone',
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
          { label: 'Why', cell: (row) => why(row, frame) },
        ]}
        rows={rows}
      />
      <p class="more">
        {isCut && 'These are the first 200. '}
        <a href={addressOf(paths.coverageRows, filter, {})}>All of them as a CSV file</a>
      </p>
    </>
  )
  return (
    <div id="people">
      <Section title="Who they are">{rows.length === 0 ? <Empty>Nobody stands here.</Empty> : table}</Section>
    </div>
  )
}

/** Whom did we ask, whom not, and why? For leadership: PMs can't choose who is asked, and this shows it. */
export function CoveragePage({ frame, filter, groups, rows, isCut }: CoverageProps) {
  const title = 'Whom do we hear, and whom not?'
  const isChosen = [filter.pm, filter.account, filter.kind, filter.standing].some((each) => each !== '')
  const all = { pm: '', account: '', kind: '', standing: '' }
  return (
    <Layout frame={frame} title={title} current="engagements">
      <h1>{title}</h1>
      <p class="standfirst">
        Everybody who takes part where a milestone was reached, once each. <a href={paths.holds}>Who left out whom</a>
        {isChosen && (
          <>
            {' '}
            · <a href={addressOf(paths.coverage, filter, all)}>Show everybody again</a>
          </>
        )}
      </p>
      <nav class="tabs" aria-label="Added up by">
        {(['pm', 'account', 'kind'] as const).map((by) => (
          <a href={addressOf(paths.coverage, filter, { by })} aria-current={by === filter.by ? 'true' : undefined}>
            {BY_NAMES[by]}
          </a>
        ))}
      </nav>
      <nav class="tabs" aria-label="Milestones reached">
        {PERIODS.map(({ value, label }) => (
          <a
            href={addressOf(paths.coverage, filter, { days: value })}
            aria-current={value === filter.days ? 'true' : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
      <Section title="Coverage" lead="Every number opens the people behind it.">
        {groups.length === 0 ? (
          <Empty>No milestone was reached in this time, so nobody could be asked.</Empty>
        ) : (
          <>
            <Groups filter={filter} groups={groups} />
            <p class="more">
              <a href={addressOf(paths.coverageTable, filter, {})}>The same as a CSV file</a>
            </p>
          </>
        )}
      </Section>
      {isChosen && <People frame={frame} filter={filter} rows={rows} isCut={isCut} />}
    </Layout>
  )
}
