import { dueReminder } from '../../core/asking/reminders.ts'
import { lockReleases } from '../../db/asking/planning.ts'
import type { Db } from '../../db/database.ts'
import { listPlanRules } from '../../db/asking/plan-rules.ts'
import type { Row } from '../../db/schema.ts'
import { leaseUnanswered, type Unanswered } from '../../db/asking/unanswered.ts'
import type { Deps } from '../../deps.ts'
import { type AskingState, readAskingState } from './last-look.ts'
import { type QueuedEmail, queueEmails } from '../sending/queue-email.ts'

const BATCH = 500
const DAY_MS = 86_400_000

/** None where it is not time, or the caps are against it; what leaves counts for those looked at after it. */
function reminderFor(waiting: Unanswered, state: AskingState): QueuedEmail[] {
  const rule = state.ruleFor(waiting.milestoneKind)
  if (rule === null) return []
  const seen = { rivals: state.rivalsOf(waiting), mails: state.mailsAround(waiting) }
  const ordinal = dueReminder({ waiting, rule, ...seen, firm: state.firm, now: state.now })
  if (ordinal === null) return []
  state.add(waiting)
  const { id: invitationId, contactName: toName, contactEmail: toAddress, locales } = waiting
  return [{ kind: 'reminder', invitationId, ordinal, toName, toAddress, locales, dueAt: state.now }]
}

/** Looks at the next invitations of a rule behind `after`; the last one of a full batch, else null. */
async function remindSome(deps: Deps, trx: Db, rule: Row<'planRule'>, after: number): Promise<number | null> {
  const [first] = rule.reminderAfterDays
  if (first === undefined) return null
  const now = deps.now()
  const { milestoneKind } = rule
  const sentBefore = new Date(now.getTime() - first * DAY_MS)
  await lockReleases(trx)
  const which = { milestoneKind, sentBefore, closesAfter: now, reminders: rule.reminderAfterDays.length, after }
  const waiting = await leaseUnanswered(trx, which, BATCH)
  if (waiting.length === 0) return null
  const state = await readAskingState(trx, waiting, now)
  await queueEmails(
    deps,
    trx,
    waiting.flatMap((each) => reminderFor(each, state)),
  )
  return waiting.length === BATCH ? waiting[BATCH - 1]!.id : null
}

/** Puts due reminders into the outbox: at a time to ask, to people who have not answered, within the caps. */
export async function queueReminders(deps: Deps): Promise<void> {
  for (const rule of await listPlanRules(deps.db)) {
    let after: number | null = 0
    while (after !== null) {
      const from: number = after
      after = await deps.db.transaction().execute((trx) => remindSome(deps, trx, rule, from))
    }
  }
}
