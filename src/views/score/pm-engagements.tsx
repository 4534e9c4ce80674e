import { markWords, MilestoneDots, MilestoneLegend, type MilestoneMark } from '../asking/milestone-dots.tsx'
import { ago } from '../dates.ts'
import type { Frame } from '../layout.tsx'
import { Empty } from '../notice.tsx'
import { paths } from '../paths.ts'
import { AsTable, Table } from '../table.tsx'
import { RangeDot, ScoreFigure } from './range-dot.tsx'
import type { Score } from './score.ts'

/** One engagement of a PM. */
export type PmEngagement = {
  id: number
  name: string
  accountName: string
  marks: readonly MilestoneMark[]
  score: Score | null
  lastAnsweredAt: Date | null
}

type Props = {
  frame: Frame
  engagements: readonly PmEngagement[]
  /** The PM looks. */
  own: boolean
  firmAverage: number | null
  /** Where the same is a CSV file. */
  file: string
}

/** The engagements of a PM with their milestones as marks and their scores as small ranges. */
export function PmEngagements({ frame, engagements, own, firmAverage, file }: Props) {
  if (engagements.length === 0) {
    const nothing = own ? 'You lead no engagement yet.' : 'This PM leads no engagement yet.'
    return <Empty>{nothing} Engagements come with an import or through the API.</Empty>
  }
  return (
    <div class="engagement-rows">
      <Table
        caption="Engagements"
        columns={[
          {
            label: 'Engagement',
            typed: true,
            kind: 'name',
            cell: (row: PmEngagement) => (
              <>
                <a href={paths.engagement(row.id)}>{row.name}</a>
                <span class="quiet small block">{row.accountName}</span>
              </>
            ),
          },
          { label: 'Milestones', cell: (row) => <MilestoneDots marks={row.marks} of={row.name} /> },
          {
            label: 'Call us first',
            kind: 'picture',
            cell: (row) => <RangeDot score={row.score} firmAverage={firmAverage} of={row.name} />,
          },
          { label: 'In 100', kind: 'number', cell: (row) => <ScoreFigure score={row.score} /> },
          {
            label: 'Last answer',
            cell: (row) => (row.lastAnsweredAt === null ? 'none yet' : ago(row.lastAnsweredAt, frame)),
          },
        ]}
        rows={engagements}
      />
      <MilestoneLegend />
      <AsTable
        caption="Milestones of each engagement"
        columns={[
          { label: 'Engagement', kind: 'name', cell: (row: PmEngagement) => row.name },
          { label: 'Milestones', cell: (row) => row.marks.map(markWords).join('; ') || 'none yet' },
        ]}
        rows={engagements}
      />
      <p class="more">
        <a href={file}>The same as a CSV file</a>
      </p>
    </div>
  )
}
