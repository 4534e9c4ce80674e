import { dayIn } from '../../core/calendar.ts'
import { groupedBy } from '../../core/grouped-by.ts'
import { milestoneState } from '../../core/asking/milestone-state.ts'
import type { Viewer } from '../../core/viewer.ts'
import { listRepliesOn } from '../../db/acting/replies.ts'
import type { Db } from '../../db/database.ts'
import { listAnswersOn, listDecisionLines } from '../../db/asking/decision-lines.ts'
import type { Firm } from '../../db/firm/firms.ts'
import { listHoldLines } from '../../db/asking/hold-lines.ts'
import { listMilestoneMarks, type MilestoneMarkRow } from '../../db/asking/milestone-marks.ts'
import { listAskable, listInvitationsOn, listLastAsked } from '../../db/asking/standings.ts'

type DecisionLine = Awaited<ReturnType<typeof listDecisionLines>>[number]
type HoldLine = Awaited<ReturnType<typeof listHoldLines>>[number]

const pairKey = (at: { milestoneId: number; contactId: number | null }): string => `${at.milestoneId} ${at.contactId}`

/** Everything that the lines of one engagement are made of. */
async function readFacts(db: Db, viewer: Viewer, engagementId: number, at: { now: Date; today: string }) {
  const byPair = <Row extends { milestoneId: number; contactId: number }>(rows: readonly Row[]) =>
    new Map(rows.map((row) => [pairKey(row), row]))
  return {
    engagementId,
    answers: byPair(await listAnswersOn(db, viewer, engagementId)),
    invitations: byPair(await listInvitationsOn(db, viewer, engagementId)),
    askable: byPair(await listAskable(db, viewer, engagementId, at)),
    replies: byPair(await listRepliesOn(db, viewer, engagementId)),
    holds: await listHoldLines(db, viewer, { state: 'open', engagementId }),
    lastAsked: new Map((await listLastAsked(db, viewer, engagementId)).map((row) => [row.contactId, row])),
  }
}

type Facts = Awaited<ReturnType<typeof readFacts>>

/** The milestone's own hold first. */
function holdOver(holds: readonly HoldLine[], milestoneId: number, contactId: number | null) {
  const hold =
    holds.find((each) => each.milestoneId === milestoneId) ??
    holds.find((each) => contactId !== null && each.contactId === contactId)
  if (hold === undefined) return null
  const { id, reason, placedBy, placedAt } = hold
  return { id, reason, placedBy, placedAt, isOfMilestone: hold.milestoneId === milestoneId }
}

function lastAskedOf({ lastAsked, engagementId }: Facts, contactId: number) {
  const mail = lastAsked.get(contactId)
  if (mail === undefined) return null
  const { at, milestoneKind, milestoneName, engagementName } = mail
  return { at, milestoneKind, milestoneName, engagementName, isHere: mail.engagementId === engagementId }
}

/** What was decided about one contact at one milestone, with the answer if the viewer may read it. */
function historyOf(decisions: readonly [DecisionLine, ...DecisionLine[]], facts: Facts, mayAct: boolean) {
  const [{ milestoneId, contactId, contactName, role }] = decisions
  const key = pairKey({ milestoneId, contactId })
  const answer = facts.answers.get(key)
  return {
    contactId,
    contactName,
    role,
    answer: answer ? { responseId: answer.responseId, callFirst: answer.callFirst } : null,
    invitation: facts.invitations.get(key) ?? null,
    hold: holdOver(facts.holds, milestoneId, contactId),
    lastAsked: contactId === null ? null : lastAskedOf(facts, contactId),
    mayAskNow: mayAct && facts.askable.has(key),
    reply: facts.replies.get(key) ?? null,
    decisions: decisions.map(({ kind, reason, nextAllowedOn, note, dueAt, at }) => {
      return { kind, reason, nextAllowedOn, note, dueAt, at }
    }),
  }
}

const isFilled = <Item>(items: Item[]): items is [Item, ...Item[]] => items.length > 0

/** The milestones of an engagement, each with the history of every contact there. */
export async function historiesOf(
  db: Db,
  viewer: Viewer,
  engagementId: number,
  { firm, now, mayAct }: { firm: Firm; now: Date; mayAct: boolean },
) {
  const facts = await readFacts(db, viewer, engagementId, { now, today: dayIn(firm.timeZone, now) })
  const decided = groupedBy(await listDecisionLines(db, viewer, engagementId), (line) => line.milestoneId)
  const milestones = await listMilestoneMarks(db, viewer, [engagementId])
  return milestones.map(({ id, kind, name, plannedOn, reachedOn, facts: marks }: MilestoneMarkRow) => {
    const contacts = [...groupedBy(decided.get(id) ?? [], (line) => line.contactId).values()].filter(isFilled)
    return {
      id,
      kind,
      name,
      plannedOn,
      reachedOn,
      state: milestoneState(marks, firm.lowAnswer),
      answer: marks.lowest,
      hold: holdOver(facts.holds, id, null),
      contacts: contacts.map((decisions) => historyOf(decisions, facts, mayAct)),
    }
  })
}

/** What leaves contacts of an engagement out, by contact. */
export async function contactHolds(db: Db, viewer: Viewer, engagementId: number) {
  const holds = await listHoldLines(db, viewer, { state: 'open', engagementId })
  return new Map(
    holds.flatMap(({ id, contactId, reason, placedBy, placedAt, engagementId: where }) =>
      contactId === null ? [] : [[contactId, { id, reason, placedBy, placedAt, isEverywhere: where === null }]],
    ),
  )
}
