import { justerProbability } from '../answering/juster.ts'
import type { ContactRole, InvitationState } from '../words.ts'

/** What stands where there is no answer to read. */
export const UNANSWERED_WORDS: Record<InvitationState, string> = {
  planned: 'to come',
  sent: 'asked',
  withdrawn: 'to come',
  held_back: 'held back',
  bounced: 'bounced',
  answered: 'answered',
  closed: 'no answer',
}

/** What became of asking one contact at one milestone; contactId null: said of the milestone as a whole. */
type History = {
  contactId: number | null
  contactName: string | null
  role: ContactRole | null
  /** The answer, if the viewer may read it. */
  answer: { responseId: number; callFirst: number } | null
  invitation: { state: InvitationState } | null
}

/** The answer, in 100, or a word for why there is none to read. */
type Cell = { value: number; responseId: number } | string

/** One contact with a cell for each milestone; undefined where nothing was decided. */
type ContactRow = { name: string; role: ContactRole | null; cells: (Cell | undefined)[] }

function cellOf({ answer, invitation }: History): Cell {
  if (answer) return { value: 100 * justerProbability(answer.callFirst), responseId: answer.responseId }
  return invitation ? UNANSWERED_WORDS[invitation.state] : 'not asked'
}

/** The names, each once: of two alike the later is numbered. */
function numbered(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name} ${count}`
  })
}

/** One row a contact, one column a milestone at which somebody was to be asked, under the name that `nameOf` gives it. */
export function sideBySide<Milestone extends { contacts: readonly History[] }>(
  milestones: readonly Milestone[],
  nameOf: (milestone: Milestone) => string,
): { columns: string[]; rows: ContactRow[] } {
  const asked = milestones.filter(({ contacts }) => contacts.some(({ contactId }) => contactId !== null))
  const rows = new Map<number, ContactRow>()
  for (const [column, { contacts }] of asked.entries()) {
    for (const history of contacts) {
      const { contactId, contactName, role } = history
      if (contactId === null) continue
      const row = rows.get(contactId) ?? { name: contactName ?? '', role, cells: asked.map(() => undefined) }
      row.cells[column] = cellOf(history)
      rows.set(contactId, row)
    }
  }
  return { columns: numbered(asked.map(nameOf)), rows: [...rows.values()] }
}
