import { ago } from '../dates.ts'
import { NothingYet } from '../firm/first-steps.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { ListFilter } from '../list-filter.tsx'
import { Empty, Pill, Section } from '../notice.tsx'
import { PagesOfList } from '../pages-of-list.tsx'
import { paths } from '../paths.ts'
import { RangeDot, ScoreFigure } from './range-dot.tsx'
import type { Score } from './score.ts'
import { TeamFigures } from './team-figures.tsx'
import { Table } from '../table.tsx'

/** One account of the list. */
export type AccountLine = {
  id: number
  name: string
  industry: string | null
  accountManagerName: string | null
  score: Score | null
  lastAnsweredAt: Date | null
  openFollowUps: number
}

type AccountSort = 'name' | 'lowest' | 'last_answer'

export type AccountsProps = {
  frame: Frame
  firmAverage: number | null
  filter: { q: string; sort: AccountSort; page: number }
  /** Those of the page. */
  accounts: readonly AccountLine[]
  /** How many there are on all pages. */
  total: number
  pages: number
}

/** All accounts that the viewer may see. */
export function AccountsPage({ frame, firmAverage, filter, accounts, total, pages }: AccountsProps) {
  return (
    <Layout frame={frame} title="Which accounts will call us first?" current="accounts">
      <h1>Which accounts will call us first?</h1>
      <ListFilter
        path={paths.accounts}
        q={filter.q}
        choices={[
          {
            name: 'sort',
            label: 'Order',
            value: filter.sort,
            options: [
              { value: 'name', label: 'By name' },
              { value: 'lowest', label: 'Lowest score first' },
              { value: 'last_answer', label: 'Longest silent first' },
            ],
          },
        ]}
      />
      <Section title={`Accounts: ${total}`} lead="The dashed line is the firm’s average.">
        {accounts.length === 0 ? (
          filter.q ? (
            <Empty>No account is called anything like “{filter.q}”.</Empty>
          ) : (
            <NothingYet what="No account yet." role={frame.viewer?.role} />
          )
        ) : (
          <Table
            caption="Accounts"
            columns={[
              {
                label: 'Account',
                kind: 'name',
                typed: true,
                cell: (row: AccountLine) => (
                  <>
                    <a href={paths.account(row.id)}>{row.name}</a>
                    {row.industry && <span class="quiet small block">{row.industry}</span>}
                  </>
                ),
              },
              {
                label: 'Call us first',
                kind: 'picture',
                cell: (row) => <RangeDot score={row.score} firmAverage={firmAverage} of={row.name} />,
              },
              {
                label: 'In 100',
                kind: 'number',
                cell: (row) => <ScoreFigure score={row.score} />,
              },
              { label: 'Answers', kind: 'number', cell: (row) => row.score?.answers ?? 0 },
              {
                label: 'Last answer',
                cell: (row) => (row.lastAnsweredAt === null ? 'none yet' : ago(row.lastAnsweredAt, frame)),
              },
              { label: 'Account manager', typed: true, cell: (row) => row.accountManagerName ?? '—' },
              {
                label: 'Follow-ups',
                cell: (row) =>
                  row.openFollowUps === 0 ? 'none open' : <Pill tone="act">{row.openFollowUps} open</Pill>,
              },
            ]}
            rows={accounts}
          />
        )}
        {accounts.length > 0 && <TeamFigures frame={frame} />}
        <PagesOfList
          path={paths.accounts}
          query={{ q: filter.q, sort: filter.sort }}
          page={filter.page}
          pages={pages}
        />
        {total > 0 && (
          <p class="more">
            <a href={`${paths.accountsTable}?${new URLSearchParams({ q: filter.q, sort: filter.sort })}`}>
              The same as a CSV file
            </a>
          </p>
        )}
      </Section>
    </Layout>
  )
}
