import {
  FOLLOW_UP_ORDERS,
  type FollowUpFilter,
  type FollowUpOrder,
  type FollowUpShow,
  followUpQuery,
} from '../../core/acting/follow-up-filter.ts'
import { countedSoFar } from '../../core/most-counted.ts'
import { FOLLOW_UP_REASONS } from '../../core/words.ts'
import { Layout, type Frame } from '../layout.tsx'
import { ListFilter } from '../list-filter.tsx'
import { counted, FOLLOW_UP_REASON_NAMES } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { FollowUpTable, type FollowUpLine } from './follow-up-list.tsx'
import { duration } from './follow-up-words.ts'

export type FollowUpFigures = Readonly<Record<Exclude<FollowUpShow, 'all'>, number>> & {
  /** Null: people have closed none lately. */
  hoursToClose: number | null
  closedByPeople: number
}

type Named = { id: number; name: string }

export type FollowUpsProps = {
  frame: Frame
  filter: FollowUpFilter
  counts: FollowUpFigures
  /** Over which the time to close was taken. */
  closedWithinDays: number
  owners: readonly Named[]
  accounts: readonly Named[]
  /** Of the PM to whose clients the list is narrowed; null: to nobody's. */
  pmName: string | null
  followUps: readonly FollowUpLine[]
  hasMore: boolean
}

const NAMES: Record<FollowUpShow, string> = {
  open: 'Open',
  today: 'Not snoozed',
  overdue: 'Overdue',
  escalated: 'Escalated',
  snoozed: 'Snoozed',
  closed: 'Closed',
  all: 'All',
}

const EMPTY: Record<FollowUpShow, string> = {
  open: 'Nothing to do. A low answer, a fall, a call asked for or a silent decision maker opens a follow-up at once.',
  today: 'Nothing to do now.',
  overdue: 'Nothing is overdue.',
  escalated: 'Nothing had to be put before somebody above its owner.',
  snoozed: 'Nothing is put off.',
  closed: 'No follow-up has been closed yet.',
  all: 'There has been no follow-up yet. A low answer, a fall, a call asked for or a silent decision maker opens one.',
}

const ORDER_NAMES: Record<FollowUpOrder, string> = {
  due: 'Due first',
  newest: 'Newest first',
  closed: 'Latest closed first',
  client: 'By client',
  owner: 'By owner',
}

/** 'Median time to close: 1.5 days, over 12 follow-ups closed in the last 90 days.' */
export function closingWords(
  { hoursToClose, closedByPeople }: Pick<FollowUpFigures, 'hoursToClose' | 'closedByPeople'>,
  days: number,
): string {
  if (hoursToClose === null) return `None was closed in the last ${days} days.`
  const those = counted(closedByPeople, 'follow-up')
  return `Median time to close: ${duration(hoursToClose)}, over ${those} closed in the last ${days} days.`
}

const standing = ({ open, overdue, escalated }: FollowUpFigures): string =>
  open === 0
    ? 'Nobody is waiting for us.'
    : `${counted(open, 'follow-up')} open, ${overdue === 0 ? 'none' : overdue} of them overdue${escalated > 0 ? `, ${escalated} escalated` : ''}.`

function Tabs({ filter, counts }: Pick<FollowUpsProps, 'filter' | 'counts'>) {
  const { show: _, page: __, order: ___, ...narrowed } = filter
  const link = (show: FollowUpShow) => (
    <a
      href={`${paths.followUps}${followUpQuery({ show, ...narrowed })}`}
      aria-current={show === filter.show ? 'true' : undefined}
    >
      {NAMES[show]}
      {show !== 'all' &&
        filter.reason === null &&
        ` (${show === 'closed' ? countedSoFar(counts[show]) : counts[show]})`}
    </a>
  )
  return (
    <nav class="tabs" aria-label="Which follow-ups">
      {(['open', 'today', 'overdue', 'escalated', 'snoozed', 'closed', 'all'] as const).map(link)}
    </nav>
  )
}

const options = (all: string, named: readonly Named[]) => [
  { value: '', label: all },
  ...named.map(({ id, name }) => ({ value: `${id}`, label: name })),
]

function Filter({ filter, owners, accounts }: Pick<FollowUpsProps, 'filter' | 'owners' | 'accounts'>) {
  const { show, ownerId, accountId, pmId, industry, reason, order } = filter
  const why = FOLLOW_UP_REASONS.map((value) => ({ value, label: FOLLOW_UP_REASON_NAMES[value] }))
  const sort = FOLLOW_UP_ORDERS.map((value) => ({ value, label: ORDER_NAMES[value] }))
  return (
    <ListFilter
      path={paths.followUps}
      hidden={{ show, ...(pmId !== null && { pm: `${pmId}` }), ...(industry !== null && { industry }) }}
      choices={[
        { name: 'owner', label: 'Owner', value: `${ownerId ?? ''}`, options: options('Everybody', owners) },
        { name: 'account', label: 'Account', value: `${accountId ?? ''}`, options: options('All accounts', accounts) },
        { name: 'reason', label: 'Why', value: reason ?? '', options: [{ value: '', label: 'Any reason' }, ...why] },
        { name: 'sort', label: 'Order', value: order, options: sort },
      ]}
    />
  )
}

function Pages({ filter, hasMore }: Pick<FollowUpsProps, 'filter' | 'hasMore'>) {
  const to = (page: number): string => `${paths.followUps}${followUpQuery({ ...filter, page })}`
  return (
    <p class="more">
      {filter.page > 1 && <a href={to(filter.page - 1)}>The ones before</a>}{' '}
      {hasMore && <a href={to(filter.page + 1)}>More follow-ups</a>}{' '}
      <a href={`${paths.followUpsTable}${followUpQuery({ ...filter, page: 1 })}`}>The same as a CSV file</a>
    </p>
  )
}

/** What the list is narrowed to that its own choices don't offer, as a link of the overview narrows it. */
function Narrowed({ filter, pmName }: Pick<FollowUpsProps, 'filter' | 'pmName'>) {
  const words = [
    pmName !== null && `asked for ${pmName}`,
    filter.industry !== null && `of accounts in ${filter.industry}`,
  ].filter(Boolean)
  if (words.length === 0) return null
  return (
    <p class="quiet small">
      Only clients {words.join(' and ')}.{' '}
      <a href={`${paths.followUps}${followUpQuery({ ...filter, pmId: null, industry: null, page: 1 })}`}>All of them</a>
    </p>
  )
}

/** Which clients need to hear from us. */
export function FollowUpsPage(props: FollowUpsProps) {
  const { frame, filter, counts, closedWithinDays, followUps } = props
  const { ownerId, accountId, pmId, industry, reason } = filter
  const isNarrowed = [ownerId, accountId, pmId, industry, reason].some((each) => each !== null)
  return (
    <Layout frame={frame} title="Who needs to hear from us?" current="follow-ups">
      <h1>Who needs to hear from us?</h1>
      <p class="standfirst">{standing(counts)}</p>
      <p class="quiet">{closingWords(counts, closedWithinDays)}</p>
      <Tabs {...props} />
      <Filter {...props} />
      <Narrowed {...props} />
      <Section title={filter.show === 'open' ? 'Open and taken' : NAMES[filter.show]}>
        <FollowUpTable
          lines={followUps}
          setting={frame}
          empty={isNarrowed ? 'None of that kind. Choose something else above.' : EMPTY[filter.show]}
        />
        {followUps.length > 0 && <Pages {...props} />}
      </Section>
    </Layout>
  )
}
