import { sideBySide } from '../../core/asking/side-by-side.ts'
import { CONTACT_ROLE_NAMES, milestoneKindName } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { HeatTable, type HeatRow } from '../score/heat-table.tsx'
import type { EngagementMilestone } from './engagement-milestone.tsx'

type ContactRow = ReturnType<typeof sideBySide>['rows'][number]

function heatCell(cell: ContactRow['cells'][number], guessed: Guessed): HeatRow['cells'][string] {
  if (typeof cell !== 'object') return cell ?? null
  const guess = guessed.find(({ responseId }) => responseId === cell.responseId)
  const under = guess && { under: `you guessed ${guess.guess}` }
  return { value: cell.value, answers: 1, href: paths.response(cell.responseId), ...under }
}

const heatRow = ({ name, role, cells }: ContactRow, columns: readonly string[], guessed: Guessed): HeatRow => ({
  name,
  ...(role && { under: CONTACT_ROLE_NAMES[role].toLowerCase() }),
  cells: Object.fromEntries(columns.map((column, at) => [column, heatCell(cells[at], guessed)])),
})

type Guessed = readonly { responseId: number; guess: number }[]

type AnswersSideBySideProps = {
  engagementId: number
  milestones: readonly EngagementMilestone[]
  /** What the reader had guessed of own answers that are open. */
  guessed: Guessed
}

/** Who answered what at which milestone of an engagement. */
export function AnswersSideBySide({ engagementId, milestones, guessed }: AnswersSideBySideProps) {
  const { columns, rows } = sideBySide(milestones, ({ name, kind }) => name ?? milestoneKindName(kind))
  return (
    <Section
      title="Answers side by side"
      lead={`Each contact’s answer at each milestone, in 100, or why there is none.${guessed.length === 0 ? '' : ' What you guessed, from 0 to 10, is shown to you alone.'}`}
    >
      {rows.length === 0 ? (
        <Empty>Nobody was to be asked yet. That is decided when a milestone is reached.</Empty>
      ) : (
        <>
          <HeatTable
            caption="Answers side by side"
            heading="Contact"
            kinds={columns}
            rows={rows.map((row) => heatRow(row, columns, guessed))}
          />
          <p class="more">
            <a href={paths.engagementTable(engagementId, 'answers')}>All these answers as a CSV file</a>
          </p>
        </>
      )}
    </Section>
  )
}
