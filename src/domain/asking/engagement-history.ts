import { dayIn } from '../../core/calendar.ts'
import { groupedBy } from '../../core/grouped-by.ts'
import { milestoneState } from '../../core/asking/milestone-state.ts'
import type { Viewer } from '../../core/viewer.ts'
import { listRepliesOn } from '../../db/acting/replies.ts'
import type { Db } from '../../db/database.ts'
import { listAnswersOn, listDecisionLines } from '../../db/asking/decision-lines.ts'
import type { Firm } from '../../db/firm/firms.ts'
import type { listHoldLines } from '../../db/asking/hold-lines.ts'
import { listMilestoneMarks, type MilestoneMarkRow } from '../../db/asking/milestone-marks.ts'
import { listAskable, listInvitationsOn, listLastAsked, listOpenMilestones } from '../../db/asking/standings.ts'

type DecisionLine = Awaited<ReturnType<typeof listDecisionLines>>[number]
type HoldLine = Awaited<ReturnType<typeof listHoldLines>>[number]

const pairKey = (at: { milestoneId: number; contactId: number | null }): string => `${at.milestoneId} ${at.contactId}`

/** Some contacts of an engagement, and what is open there to hold them. */
type About = { engagementId: number; contactIds: readonly number[]; holds: readonly HoldLine[] }

/** Everything that the lines about some contacts of an engagement are made of. */
async function readFacts(
  db: Db,
  viewer: Viewer,
  { engagementId, contactIds, holds }: About,
  at: { now: Date; today: string },
) {
  const byPair = <Row extends { milestoneId: number; contactId: number }>(rows: readonly Row[]) =>
    new Map(rows.map((row) => [pairKey(row), row]))
  const [askable, lastAsked, answers, invitations, open, replies] = await Promise.all([
    listAskable(db, viewer, engagementId, at),
    listLastAsked(db, viewer, engagementId, contactIds),
    listAnswersOn(db, viewer, engagementId, contactIds),
    listInvitationsOn(db, viewer, engagementId, contactIds),
    listOpenMilestones(db, viewer, engagementId),
    listRepliesOn(db, viewer, engagementId, contactIds),
  ])
  return {
    engagementId,
    answers: byPair(answers),
    invitations: byPair(invitations),
    askable: byPair(askable),
    open: new Set([...askable.map((each) => each.milestoneId), ...open]),
    replies: byPair(replies),
    holds,
    lastAsked: new Map(lastAsked.map((row) => [row.contactId, row])),
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

/** The milestones of an engagement, each with the history of these contacts there; `decided` are those where the plan has spoken. */
export async function historiesOf(
  db: Db,
  viewer: Viewer,
  about: About & { decided: ReadonlySet<number> },
  { firm, now, mayAct }: { firm: Firm; now: Date; mayAct: boolean },
) {
  const { engagementId, contactIds } = about
  const [facts, lines, milestones] = await Promise.all([
    readFacts(db, viewer, about, { now, today: dayIn(firm.timeZone, now) }),
    listDecisionLines(db, viewer, engagementId, contactIds),
    listMilestoneMarks(db, viewer, [engagementId]),
  ])
  const decided = groupedBy(lines, (line) => line.milestoneId)
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
      isDecided: about.decided.has(id),
      isOpen: facts.open.has(id) || !about.decided.has(id),
      contacts: contacts.map((decisions) => historyOf(decisions, facts, mayAct)),
    }
  })
}

/** What leaves contacts of an engagement out, by contact. */
export const contactHolds = (holds: readonly HoldLine[]) =>
  new Map(
    holds.flatMap(({ id, contactId, reason, placedBy, placedAt, engagementId: where }) =>
      contactId === null ? [] : [[contactId, { id, reason, placedBy, placedAt, isEverywhere: where === null }]],
    ),
  )
