import { sql } from 'kysely'
import { anyKey } from '../any-of.ts'
import type { Db } from '../database.ts'
import { askableDays } from './held-milestones.ts'
import { contactTimeZone } from './planning.ts'
import { neverLeft } from './reached-milestones.ts'

type HeldBack = { invitationId: number; milestoneId: number }

/**
 * Invitations that a cap held back, once it is over where the contact is, at milestones that may still be asked about. The day from
 * which the cap allows them is itself left out: it may be over in the course of it only.
 */
export async function listFreeOfCaps(db: Db, now: Date): Promise<HeldBack[]> {
  const { rows } = await sql<HeldBack>`
    select invitation.id as invitation_id, milestone.id as milestone_id
    from invitation
    join milestone on milestone.id = invitation.milestone_id
    join contact on contact.id = invitation.contact_id
    join account on account.id = contact.account_id
    cross join firm
    left join plan_rule on plan_rule.milestone_kind = milestone.kind
    join lateral (
      select reason, next_allowed_on from decision
      where decision.milestone_id = milestone.id and decision.contact_id = contact.id and decision.kind = 'held_back'
      order by decision.at desc, decision.id desc limit 1) as last on true
    where ${neverLeft} and invitation.origin = 'plan'
      and milestone.reached_on + ${askableDays} >= (${now}::timestamptz at time zone firm.time_zone)::date
      and last.reason in ('contact_cap', 'account_cap')
      and last.next_allowed_on < (${now}::timestamptz at time zone ${contactTimeZone})::date
    order by invitation.id`.execute(db)
  return rows
}

/** Lets the plan decide anew about these. */
export async function reopenForPlan(trx: Db, held: readonly HeldBack[]): Promise<void> {
  const invitations = held.map(({ invitationId }) => invitationId)
  const milestones = held.map(({ milestoneId }) => milestoneId)
  await trx
    .updateTable('invitation')
    .set({ state: 'withdrawn' })
    .where('id', '=', anyKey(invitations))
    .where('state', '=', 'held_back')
    .execute()
  await trx.updateTable('milestone').set({ decidedAt: null }).where('id', '=', anyKey(milestones)).execute()
}
