import { workingHoursOf } from '../core/calendar.ts'
import { dueReminder } from '../core/plan.ts'
import { type Unanswered, leaseUnanswered } from '../db/asking.ts'
import type { Db } from '../db/database.ts'
import { getFirm } from '../db/firms.ts'
import { listPlanRules } from '../db/plan-rules.ts'
import type { Row } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { queueEmail } from './queue-email.ts'

const DAY_MS = 86_400_000

async function queueReminder(deps: Deps, trx: Db, waiting: Unanswered, ordinal: number): Promise<void> {
  await queueEmail(deps, trx, {
    kind: 'reminder',
    invitationId: waiting.id,
    ordinal,
    toName: waiting.contactName,
    toAddress: waiting.contactEmail,
    locales: waiting.locales,
    dueAt: deps.now(),
  })
}

async function queueForRule(deps: Deps, trx: Db, rule: Row<'planRule'>): Promise<void> {
  const [first] = rule.reminderAfterDays
  if (first === undefined) return
  const now = deps.now()
  const hours = workingHoursOf(await getFirm(trx))
  const waiting = await leaseUnanswered(trx, {
    milestoneKind: rule.milestoneKind,
    sentBefore: new Date(now.getTime() - first * DAY_MS),
    reminders: rule.reminderAfterDays.length,
    closesAfter: now,
  })
  for (const each of waiting) {
    const ordinal = each.suppressedBy ? null : dueReminder(each, rule.reminderAfterDays, hours, now)
    if (ordinal !== null) await queueReminder(deps, trx, each, ordinal)
  }
}

/** Puts due reminders into the outbox: in working hours, to people who have not answered and may be written to. */
export async function queueReminders(deps: Deps): Promise<void> {
  for (const rule of await listPlanRules(deps.db)) {
    await deps.db.transaction().execute((trx) => queueForRule(deps, trx, rule))
  }
}
