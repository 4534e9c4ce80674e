import { sideBySide } from '../../core/asking/side-by-side.ts'
import { CONTACT_ROLE_NAMES, milestoneKindName } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { HeatTable, type HeatRow } from '../score/heat-table.tsx'
import type { EngagementMilestone } from './engagement-milestone.tsx'

type ContactRow = ReturnType<typeof sideBySide>['rows'][number]

const heatCell = (cell: ContactRow['cells'][number]): HeatRow['cells'][string] =>
  typeof cell === 'object' ? { value: cell.value, answers: 1, href: paths.response(cell.responseId) } : (cell ?? null)

const heatRow = ({ name, role, cells }: ContactRow, columns: readonly string[]): HeatRow => ({
  name,
  ...(role && { under: CONTACT_ROLE_NAMES[role].toLowerCase() }),
  cells: Object.fromEntries(columns.map((column, at) => [column, heatCell(cells[at])])),
})

type AnswersSideBySideProps = {
  engagementId: number
  milestones: readonly EngagementMilestone[]
}

/** Who answered what at which milestone of an engagement. */
export function AnswersSideBySide({ engagementId, milestones }: AnswersSideBySideProps) {
  const { columns, rows } = sideBySide(milestones, ({ name, kind }) => name ?? milestoneKindName(kind))
  return (
    <Section title="Answers side by side" lead="Each contact’s answer at each milestone, in 100, or why there is none.">
      {rows.length === 0 ? (
        <Empty>Nobody was to be asked yet. That is decided when a milestone is reached.</Empty>
      ) : (
        <>
          <HeatTable
            caption="Answers side by side"
            heading="Contact"
            kinds={columns}
            rows={rows.map((row) => heatRow(row, columns))}
          />
          <p class="more">
            <a href={paths.engagementTable(engagementId, 'answers')}>All these answers as a CSV file</a>
          </p>
        </>
      )}
    </Section>
  )
}
