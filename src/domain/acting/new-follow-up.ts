import { followUpHours } from '../../core/acting/follow-up.ts'
import { addWorkingHours, workingHoursOf } from '../../core/asking/working-hours.ts'
import type { FollowUpReason } from '../../core/words.ts'
import type { FollowUpStaff, OpeningFacts } from '../../db/acting/follow-ups.ts'
import type { NewFollowUp } from '../../db/acting/open-follow-ups.ts'
import type { Firm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'
import { newEmail } from '../sending/queue-email.ts'

type Task = { reasons: FollowUpReason[]; owner: FollowUpStaff }

/** When something is to be done that is given to somebody now. */
export function dueOf(
  deps: Deps,
  firm: Firm,
  { holidays }: Pick<OpeningFacts, 'holidays'>,
  { reasons, owner }: { reasons: FollowUpReason[]; owner: FollowUpStaff | null },
): Date {
  const hours = workingHoursOf(firm, holidays)
  return addWorkingHours(deps.now(), followUpHours(reasons), owner?.timeZone ?? firm.timeZone, hours)
}

/** A follow-up for somebody, with the alert to them. */
export function newFollowUp(deps: Deps, firm: Firm, facts: OpeningFacts, { reasons, owner }: Task): NewFollowUp {
  const { followUpId: _, ...alert } = newEmail(deps, firm, facts.templates, {
    kind: 'alert',
    staffId: owner.id,
    toName: owner.name,
    toAddress: owner.email,
    locales: [owner.locale],
    dueAt: deps.now(),
  })
  const dueAt = dueOf(deps, firm, facts, { reasons, owner })
  return { reasons, ownerId: owner.id, openedAt: deps.now(), dueAt, alert }
}
