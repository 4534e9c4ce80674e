import { countedSoFar } from '../../core/most-counted.ts'
import type { OpportunityState } from '../../core/words.ts'
import { Layout, type Frame } from '../layout.tsx'
import { ListFilter } from '../list-filter.tsx'
import { money } from '../money.ts'
import { counted, listed, OPPORTUNITY_STATE_NAMES } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { PagesOfList } from '../pages-of-list.tsx'
import { paths } from '../paths.ts'
import { type OpportunityLine, OpportunityTable } from './opportunity-list.tsx'

type Show = OpportunityState | 'open' | 'all'

export type OpportunitiesProps = {
  frame: Frame
  /** As in the address: empty where everybody's or every account's are shown. */
  filter: { state: Show; owner: string; account: string; q: string; sort: string; page: number }
  /** Each up to `MOST_COUNTED`. */
  counts: Readonly<Record<Show, number>>
  /** How many of those shown there are. */
  total: number
  /** What those shown are worth, by currency. */
  worth: readonly { currency: string; value: number }[]
  pages: number
  lines: readonly OpportunityLine[]
  owners: readonly { id: number; name: string }[]
  accounts: readonly { id: number; name: string }[]
}

const SHOWS: readonly Show[] = ['open', 'new', 'talking', 'quoted', 'won', 'lost', 'all']

const nameOf = (show: Show): string =>
  show === 'open' ? 'Open' : show === 'all' ? 'All' : OPPORTUNITY_STATE_NAMES[show]

const SORTS = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'moved', label: 'Moved last first' },
  { value: 'value', label: 'Largest value first' },
  { value: 'account', label: 'By account' },
]

/** What the address says of a choice; what stands by itself is left out. */
const queryOf = ({ state, owner, account, q, sort }: OpportunitiesProps['filter']): Record<string, string> => ({
  ...(state !== 'open' && { state }),
  ...(owner !== '' && { owner }),
  ...(account !== '' && { account }),
  ...(q !== '' && { q }),
  ...(sort !== 'newest' && { sort }),
})

/** The first page of a list so chosen. */
function addressOf(path: string, filter: OpportunitiesProps['filter']): string {
  const query = new URLSearchParams(queryOf(filter)).toString()
  return query === '' ? path : `${path}?${query}`
}

const isNarrowed = ({ owner, account, q }: OpportunitiesProps['filter']): boolean =>
  owner !== '' || account !== '' || q !== ''

/** What clients need next, and who is on to it. */
export function OpportunitiesPage(props: OpportunitiesProps) {
  const { frame, filter, counts, total, worth, lines } = props
  const title = 'What do our clients need next?'
  const amounts = worth.map(({ value, currency }) => money(value, currency, frame.locale))
  return (
    <Layout frame={frame} title={title} current="opportunities">
      <h1>{title}</h1>
      <p class="standfirst">
        {counted(total, 'need')}
        {filter.state !== 'all' && ` ${nameOf(filter.state).toLowerCase()}`}
        {amounts.length > 0 && `, worth ${listed(amounts)} as far as anybody has said`}.{' '}
        <a class="not-printed" href={paths.newOpportunity}>
          Add a need heard on a call
        </a>
      </p>
      <nav class="tabs" aria-label="Which needs">
        {SHOWS.map((show) => (
          <a
            href={addressOf(paths.opportunities, { ...filter, state: show })}
            aria-current={show === filter.state ? 'true' : undefined}
          >
            {nameOf(show)} ({show === filter.state ? total : countedSoFar(counts[show])})
          </a>
        ))}
      </nav>
      <ListFilter
        path={paths.opportunities}
        q={filter.q}
        hidden={filter.state === 'open' ? {} : { state: filter.state }}
        choices={[
          {
            name: 'owner',
            label: 'Owner',
            value: filter.owner,
            options: [
              { value: '', label: 'Everybody' },
              { value: 'nobody', label: 'Nobody yet' },
              ...props.owners.map(({ id, name }) => ({ value: `${id}`, label: name })),
            ],
          },
          {
            name: 'account',
            label: 'Account',
            value: filter.account,
            options: [
              { value: '', label: 'All accounts' },
              ...props.accounts.map(({ id, name }) => ({ value: `${id}`, label: name })),
            ],
          },
          { name: 'sort', label: 'Order', value: filter.sort, options: SORTS },
        ]}
      />
      <Section title="Needs" lead="In the clients’ own words. They never enter a score.">
        {lines.length === 0 ? (
          <Empty>
            {isNarrowed(filter)
              ? 'No need is like that. Choose everybody and all accounts to see the others.'
              : 'No need here yet. They come with the answers to “What do you need next?”, or from a call.'}
          </Empty>
        ) : (
          <>
            <OpportunityTable lines={lines} frame={frame} />
            <PagesOfList path={paths.opportunities} query={queryOf(filter)} page={filter.page} pages={props.pages} />
            <p class="more">
              <a href={addressOf(paths.opportunitiesTable, filter)}>The same as a CSV file</a>
            </p>
          </>
        )}
      </Section>
    </Layout>
  )
}
