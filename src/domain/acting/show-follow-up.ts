import { mayActOn, mayKeepFollowUp } from '../../core/acting/follow-up.ts'
import { snoozeDays } from '../../core/acting/snooze.ts'
import type { Viewer } from '../../core/viewer.ts'
import { findFollowUpDetail, listFollowUpNotes } from '../../db/acting/follow-up-detail.ts'
import { listFollowUpSteps } from '../../db/acting/follow-up-steps.ts'
import { getOwnerTimeZone, listFollowUpPeople, listStaffByName } from '../../db/acting/follow-ups.ts'
import { findFollowUpCall } from '../../db/answering/call-wishes.ts'
import { findReplyOf } from '../../db/acting/replies.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { findWhatOpens } from '../../db/what-opens.ts'
import type { Deps } from '../../deps.ts'
import { withOverdue } from './with-overdue.ts'

type Detail = NonNullable<Awaited<ReturnType<typeof findFollowUpDetail>>>

/** Who could look after it instead of its owner. */
async function listOthers({ db }: Deps, { pmId, accountManagerId, readers, ownerId }: Detail) {
  const people = await listFollowUpPeople(db, { pmId, accountManagerId })
  const staff = await listStaffByName(db)
  return staff.filter(({ id }) => id !== ownerId && mayKeepFollowUp(people, readers, id))
}

/** One follow-up with what was done about it, and what the viewer may do. */
export async function showFollowUp(deps: Deps, viewer: Viewer, id: number) {
  const { db } = deps
  const detail = await findFollowUpDetail(db, viewer, id)
  if (detail === undefined) return { kind: 'unknown' as const }
  const timeZone = (await getOwnerTimeZone(db, id)) ?? (await getFirm(db)).timeZone
  const mayAct = mayActOn(viewer, detail)
  return {
    kind: 'shown' as const,
    followUp: withOverdue(detail, deps.now()),
    call: (await findFollowUpCall(db, viewer, id)) ?? null,
    opens: await findWhatOpens(db, viewer, detail),
    notes: await listFollowUpNotes(db, id),
    steps: await listFollowUpSteps(db, id),
    reply: (await findReplyOf(db, id)) ?? null,
    mayAct,
    others: mayAct && detail.state !== 'closed' ? await listOthers(deps, detail) : [],
    snoozeDays: snoozeDays(deps.now(), timeZone),
  }
}
