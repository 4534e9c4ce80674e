import { addDays, atHour, dayIn, workingHoursOf } from '../core/calendar.ts'
import { decideRelease } from '../core/plan.ts'
import { deriveToken, hashToken } from '../core/token.ts'
import { holdInvitationBack, moveInvitation, releaseInvitation } from '../db/asking.ts'
import type { Db } from '../db/database.ts'
import { insertDecisions } from '../db/decisions.ts'
import { type Firm, getFirm } from '../db/firms.ts'
import { type DueInvitation, findAskedLately, leaseDueInvitations, lockReleases } from '../db/planning.ts'
import { listPlanRules } from '../db/plan-rules.ts'
import type { Deps } from '../deps.ts'
import { queueEmail } from './queue-email.ts'

const BATCH = 100
const DAY_MS = 86_400_000

/** How long a survey stays open where its rule is gone by now. */
const CLOSES_AFTER_DAYS = 21

export type ReleaseCounts = { held_back: number; moved: number; released: number }

async function release(deps: Deps, trx: Db, invitation: DueInvitation, closesAfterDays: number): Promise<void> {
  const now = deps.now()
  const token = await deriveToken(deps.config.secret, 'survey', invitation.id)
  // A survey closes with a day's end where the contact is, so that 'until 13 December' includes all of it.
  const lastDay = addDays(dayIn(invitation.timeZone, now), closesAfterDays)
  const closesAt = atHour(addDays(lastDay, 1), 0, invitation.timeZone)
  await releaseInvitation(trx, invitation.id, { tokenHash: await hashToken(token), closesAt })
  await queueEmail(deps, trx, {
    kind: 'invitation',
    invitationId: invitation.id,
    toName: invitation.contactName,
    toAddress: invitation.contactEmail,
    locales: invitation.locales,
    dueAt: now,
  })
}

async function handle(
  deps: Deps,
  trx: Db,
  firm: Firm,
  invitation: DueInvitation,
  closesAfterDays: number,
): Promise<keyof ReleaseCounts> {
  const now = deps.now()
  const since = new Date(now.getTime() - firm.accountCapDays * DAY_MS)
  const asked = await findAskedLately(trx, { ...invitation, invitationId: invitation.id, since })
  const decision = decideRelease({ ...invitation, asked, caps: firm, ...firmClock(firm), now })
  const line = { milestoneId: invitation.milestoneId, contactId: invitation.contactId, at: now }
  if (decision.kind === 'hold_back') {
    await holdInvitationBack(trx, invitation.id)
    const { reason, nextAllowedOn } = decision
    await insertDecisions(trx, [{ ...line, kind: 'held_back', reason, nextAllowedOn }])
    return 'held_back'
  }
  if (decision.kind === 'move') {
    await moveInvitation(trx, invitation.id, decision.dueAt)
    await insertDecisions(trx, [{ ...line, kind: 'moved', reason: decision.reason }])
    return 'moved'
  }
  await release(deps, trx, invitation, closesAfterDays)
  return 'released'
}

const firmClock = (firm: Firm) => ({
  staleAfterDays: firm.staleAfterDays,
  firmTimeZone: firm.timeZone,
  hours: workingHoursOf(firm),
})

/** Puts the invitations whose time has come into the outbox, or holds them back, or moves them to a working hour. */
export async function releaseInvitations(deps: Deps): Promise<ReleaseCounts> {
  const counts: ReleaseCounts = { held_back: 0, moved: 0, released: 0 }
  for (;;) {
    const done = await deps.db.transaction().execute(async (trx) => {
      await lockReleases(trx)
      const due = await leaseDueInvitations(trx, deps.now(), BATCH)
      const [firm, rules] = [await getFirm(trx), await listPlanRules(trx)]
      for (const invitation of due) {
        const rule = rules.find((each) => each.milestoneKind === invitation.milestoneKind)
        counts[await handle(deps, trx, firm, invitation, rule?.closesAfterDays ?? CLOSES_AFTER_DAYS)] += 1
      }
      return due.length
    })
    if (done < BATCH) return counts
  }
}
