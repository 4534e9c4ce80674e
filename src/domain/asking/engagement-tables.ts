import { sideBySide } from '../../core/asking/side-by-side.ts'
import { tableText } from '../../core/table.ts'
import type { Viewer } from '../../core/viewer.ts'
import { listHoldLines } from '../../db/asking/hold-lines.ts'
import { findEngagementLine, listParticipants } from '../../db/firm/engagement-lines.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'
import { writeStepsTable } from '../score/shown-score.ts'
import { contactHolds } from './engagement-history.ts'
import { readPeople } from './show-engagement.ts'

/** What of an engagement is a table for a spreadsheet. */
export type EngagementTable = 'contacts' | 'history' | 'answers' | 'steps'

/** Everybody who takes part, with what leaves them out. */
async function contactsTable({ db }: Deps, viewer: Viewer, id: number): Promise<string> {
  const holds = contactHolds(await listHoldLines(db, viewer, { state: 'open', engagementId: id }))
  const rows = (await listParticipants(db, viewer, id)).map(({ id: contactId, name, role }) => {
    const hold = holds.get(contactId)
    return {
      contact: name,
      role,
      held_since: hold?.placedAt,
      held_by: hold?.placedBy,
      held_for: hold?.reason,
      held_everywhere: hold?.isEverywhere,
    }
  })
  return tableText(['contact', 'role', 'held_since', 'held_by', 'held_for', 'held_everywhere'], rows)
}

const HISTORY_COLUMNS = [
  'milestone',
  'reached_on',
  'contact',
  'role',
  'at',
  'decision',
  'reason',
  'next_allowed_on',
  'due_at',
  'note',
  'answer',
]

/** All milestones, each with what was decided about everybody. */
async function listMilestones(deps: Deps, viewer: Viewer, id: number) {
  const about = { id, firm: await getFirm(deps.db), mayAct: false }
  return (await readPeople(deps, viewer, about, { page: 'all' })).milestones
}

/** Every decision at an engagement's milestones. */
async function historyTable(deps: Deps, viewer: Viewer, id: number): Promise<string> {
  const milestones = await listMilestones(deps, viewer, id)
  const rows = milestones.flatMap(({ kind, name, reachedOn, contacts }) =>
    contacts.flatMap(({ contactName, role, answer, decisions }) =>
      decisions.map((decision) => ({
        milestone: name ?? kind,
        reached_on: reachedOn,
        contact: contactName,
        role,
        at: decision.at,
        decision: decision.kind,
        reason: decision.reason,
        next_allowed_on: decision.nextAllowedOn,
        due_at: decision.dueAt,
        note: decision.note,
        answer: answer?.callFirst,
      })),
    ),
  )
  return tableText(HISTORY_COLUMNS, rows)
}

/** Every contact with the answer at each milestone, in 100, or why there is none. */
async function answersTable(deps: Deps, viewer: Viewer, id: number): Promise<string> {
  const milestones = await listMilestones(deps, viewer, id)
  const { columns, rows } = sideBySide(milestones, ({ name, kind }) => name ?? kind)
  return tableText(
    ['contact', 'role', ...columns],
    rows.map(({ name, role, cells }) => [
      name,
      role,
      ...cells.map((cell) => (typeof cell === 'object' ? Math.round(cell.value) : cell)),
    ]),
  )
}

/** A table of one engagement; undefined where the viewer does not see it. */
export async function writeEngagementTable(
  deps: Deps,
  viewer: Viewer,
  { id, which }: { id: number; which: EngagementTable },
): Promise<string | undefined> {
  if ((await findEngagementLine(deps.db, viewer, id)) === undefined) return undefined
  if (which === 'steps') return writeStepsTable(deps.db, viewer, 'engagement', id)
  const write = { contacts: contactsTable, history: historyTable, answers: answersTable }[which]
  return write(deps, viewer, id)
}
