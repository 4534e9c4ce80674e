import { ago, day } from '../dates.ts'
import { NothingYet } from '../firm/first-steps.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { ListFilter } from '../list-filter.tsx'
import { MilestoneDots, MilestoneLegend, type MilestoneMark } from './milestone-dots.tsx'
import { Empty, Section } from '../notice.tsx'
import { PagesOfList } from '../pages-of-list.tsx'
import { paths } from '../paths.ts'
import { ScoreFigure } from '../score/range-dot.tsx'
import { TeamFigures } from '../score/team-figures.tsx'
import type { Score } from '../score/score.ts'
import { Table } from '../table.tsx'

/** One engagement of the list. */
export type EngagementListLine = {
  id: number
  name: string
  accountName: string
  pmName: string
  startedOn: string
  endedOn: string | null
  marks: readonly MilestoneMark[]
  score: Score | null
  lastAnsweredAt: Date | null
}

export type EngagementsProps = {
  frame: Frame
  filter: { q: string; state: 'running' | 'ended' | 'all'; page: number }
  /** Those of the page. */
  engagements: readonly EngagementListLine[]
  /** How many the filter finds on all pages. */
  total: number
  pages: number
  /** How many there are whatever the filter. */
  seen: number
}

/** All engagements that the viewer may see. */
export function EngagementsPage({ frame, filter, engagements, total, pages, seen }: EngagementsProps) {
  const own = frame.viewer?.role === 'pm'
  return (
    <Layout frame={frame} title="How are the engagements going?" current="engagements">
      <h1>{own ? 'How are your engagements going?' : 'How are the engagements going?'}</h1>
      <ListFilter
        path={paths.engagements}
        q={filter.q}
        choices={[
          {
            name: 'state',
            label: 'Which',
            value: filter.state,
            options: [
              { value: 'running', label: 'Running' },
              { value: 'ended', label: 'Ended' },
              { value: 'all', label: 'All' },
            ],
          },
        ]}
      />
      <Section title={`Engagements: ${total}`}>
        {seen === 0 ? (
          <NothingYet what={own ? 'You lead no engagement yet.' : 'No engagement yet.'} role={frame.viewer?.role} />
        ) : engagements.length === 0 ? (
          <Empty>No engagement fits. Choose “All” or search for less.</Empty>
        ) : (
          <>
            <Table
              caption="Engagements"
              columns={[
                {
                  label: 'Engagement',
                  kind: 'name',
                  typed: true,
                  cell: (row: EngagementListLine) => (
                    <>
                      <a href={paths.engagement(row.id)}>{row.name}</a>
                      <span class="quiet small block">
                        {row.accountName}
                        {own && row.pmName !== frame.viewer?.name && `, now led by ${row.pmName}`}
                      </span>
                    </>
                  ),
                },
                ...(own ? [] : [{ label: 'PM', typed: true, cell: (row: EngagementListLine) => row.pmName }]),
                { label: 'Milestones', cell: (row) => <MilestoneDots marks={row.marks} of={row.name} /> },
                {
                  label: 'In 100',
                  kind: 'number',
                  cell: (row) =>
                    row.score?.enough ? <ScoreFigure score={row.score} /> : <span class="early">too early to say</span>,
                },
                {
                  label: 'Last answer',
                  cell: (row) => (row.lastAnsweredAt === null ? 'none yet' : ago(row.lastAnsweredAt, frame)),
                },
                {
                  label: 'Time',
                  cell: (row) =>
                    row.endedOn === null
                      ? `since ${day(row.startedOn, frame)}`
                      : `${row.endedOn < frame.today ? 'ended' : 'until'} ${day(row.endedOn, frame)}`,
                },
              ]}
              rows={engagements}
            />
            <PagesOfList
              path={paths.engagements}
              query={{ q: filter.q, state: filter.state }}
              page={filter.page}
              pages={pages}
            />
            <MilestoneLegend />
            <TeamFigures frame={frame} />
            <p class="more">
              <a href={paths.holds}>Who is left out, and why</a> ·{' '}
              <a href={`${paths.engagementsTable}?${new URLSearchParams({ q: filter.q, state: filter.state })}`}>
                The same as a CSV file
              </a>
            </p>
          </>
        )}
      </Section>
    </Layout>
  )
}
