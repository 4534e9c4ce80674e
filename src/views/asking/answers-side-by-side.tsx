import { justerProbability } from '../../core/answering/juster.ts'
import { CONTACT_ROLE_NAMES, milestoneKindName } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { HeatTable, type HeatRow } from '../score/heat-table.tsx'
import type { EngagementMilestone } from './engagement-milestone.tsx'

const STATE_WORDS = {
  planned: 'to come',
  sent: 'asked',
  withdrawn: 'to come',
  held_back: 'held back',
  bounced: 'bounced',
  answered: 'answered',
  closed: 'no answer',
} as const

type History = EngagementMilestone['contacts'][number]

/** The answer, in 100, or a word for why there is none to read. */
function cellOf({ answer, invitation }: History): HeatRow['cells'][string] {
  if (answer) {
    const value = 100 * justerProbability(answer.callFirst)
    return { value, answers: 1, href: paths.response(answer.responseId) }
  }
  return invitation ? STATE_WORDS[invitation.state] : 'not asked'
}

/** A name for each milestone; of two alike the later is numbered. */
function namesOf(milestones: readonly EngagementMilestone[]): string[] {
  const seen = new Map<string, number>()
  return milestones.map(({ name, kind }) => {
    const plain = name ?? milestoneKindName(kind)
    const count = (seen.get(plain) ?? 0) + 1
    seen.set(plain, count)
    return count === 1 ? plain : `${plain} ${count}`
  })
}

/** One row a contact, one column a milestone at which somebody was to be asked. */
export function sideBySide(milestones: readonly EngagementMilestone[]): { columns: string[]; rows: HeatRow[] } {
  const held = milestones.filter(({ contacts }) => contacts.some(({ contactId }) => contactId !== null))
  const columns = namesOf(held)
  const rows = new Map<number, { name: string; under?: string; cells: Record<string, HeatRow['cells'][string]> }>()
  for (const [index, milestone] of held.entries()) {
    for (const history of milestone.contacts) {
      if (history.contactId === null) continue
      const row = rows.get(history.contactId) ?? {
        name: history.contactName ?? '',
        ...(history.role && { under: CONTACT_ROLE_NAMES[history.role].toLowerCase() }),
        cells: {},
      }
      row.cells[columns[index]!] = cellOf(history)
      rows.set(history.contactId, row)
    }
  }
  return { columns, rows: [...rows.values()] }
}

/** Who answered what at which milestone of an engagement. */
export function AnswersSideBySide({ milestones }: { milestones: readonly EngagementMilestone[] }) {
  const { columns, rows } = sideBySide(milestones)
  return (
    <Section title="Answers side by side" lead="Each contact’s answer at each milestone, in 100, or why there is none.">
      {rows.length === 0 ? (
        <Empty>Nobody was to be asked yet. That is decided when a milestone is reached.</Empty>
      ) : (
        <HeatTable caption="Answers side by side" heading="Contact" kinds={columns} rows={rows} />
      )}
    </Section>
  )
}
