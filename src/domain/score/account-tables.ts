import { tableText } from '../../core/table.ts'
import type { Viewer } from '../../core/viewer.ts'
import { findAccountHead } from '../../db/firm/account-lines.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'
import { listTimelines, readPeople } from './show-account.ts'
import { writeHistoryTable } from './shown-score.ts'

/** What of an account is a table for a spreadsheet. */
export type AccountTable = 'contacts' | 'milestones' | 'history'

const CONTACT_COLUMNS = [
  'contact',
  'roles',
  'last_answer',
  'last_answer_at',
  'silent_since',
  'unanswered',
  'no_longer_asked',
]

/** Every contact with the last answer, since when they are silent, and at each milestone kind the answer in 100 or why there is none. */
async function contactsTable(deps: Deps, viewer: Viewer, id: number): Promise<string> {
  const { contacts, milestoneKinds, answers } = await readPeople(deps, viewer, id, 'all')
  const cellsOf = new Map(answers.map((row) => [row.id, row.cells]))
  // In the order of the columns: a milestone kind of the firm's own can have the name of any.
  const rows = contacts.map((contact) => [
    contact.name,
    contact.roles.join(' '),
    contact.lastAnswer?.callFirst,
    contact.lastAnswer?.answeredAt,
    contact.silence?.since,
    contact.silence?.questions ?? 0,
    contact.suppressed,
    ...milestoneKinds.map((kind) => {
      const cell = cellsOf.get(contact.id)?.[kind]
      return cell && typeof cell === 'object' ? Math.round(cell.value) : cell
    }),
  ])
  return tableText([...CONTACT_COLUMNS, ...milestoneKinds], rows)
}

/** Every milestone of the account's engagements with how it stands and its lowest answer. */
async function milestonesTable(deps: Deps, viewer: Viewer, id: number): Promise<string> {
  const { lowAnswer } = await getFirm(deps.db)
  const rows = (await listTimelines(deps, viewer, id, lowAnswer)).flatMap(({ name: engagement, pmName, milestones }) =>
    milestones.map(({ kind, name, on, state, answer }) => ({
      engagement,
      pm: pmName,
      milestone: name ?? kind,
      day: on,
      state,
      lowest_answer: answer,
    })),
  )
  return tableText(['engagement', 'pm', 'milestone', 'day', 'state', 'lowest_answer'], rows)
}

/** A table of one account; undefined where the viewer does not see it. */
export async function writeAccountTable(
  deps: Deps,
  viewer: Viewer,
  { id, which }: { id: number; which: AccountTable },
): Promise<string | undefined> {
  if ((await findAccountHead(deps.db, viewer, id)) === undefined) return undefined
  if (which === 'history') return writeHistoryTable(deps.db, viewer, 'account', id)
  return which === 'contacts' ? contactsTable(deps, viewer, id) : milestonesTable(deps, viewer, id)
}
