import { type ExpressionBuilder, sql } from 'kysely'
import type { Viewer } from '../core/viewer.ts'
import type { Schema } from './schema.ts'
import { unseenKey } from './unseen.ts'

/** A query over invitations, with where they belong. */
export type AskedExpressions = ExpressionBuilder<Schema, 'invitation' | 'milestone' | 'engagement'>

/** A viewer who does not see everything. */
export type Restricted = Extract<Viewer, { role: 'pm' | 'account_manager' }>

/** The viewer, if it is one who does not see everything. */
export const restricted = (viewer: Viewer): Restricted | undefined =>
  viewer.role === 'pm' || viewer.role === 'account_manager' ? viewer : undefined

/**
 * The keys a viewer is in charge of, read once: a comparison with them goes by an index, also as one of two ways to see a row,
 * which a condition on another table would not.
 */
export const accountsOf = (staffId: number) =>
  sql<number[]>`array(select own.id from account as own where own.account_manager_id = ${unseenKey(staffId)})`
export const engagementsOf = (staffId: number) =>
  sql<number[]>`array(select own.id from engagement as own where own.pm_id = ${unseenKey(staffId)})`
/** Those with an invitation of the days when it was theirs; each is looked at by its key, as a join would read all their invitations. */
export const engagementsOnceOf = (staffId: number) => sql<number[]>`array(
  select led.engagement_id from led where led.pm_id = ${unseenKey(staffId)} and (
    select true from milestone as asked join invitation as mine on mine.milestone_id = asked.id
    where asked.engagement_id = led.engagement_id and mine.pm_id = ${unseenKey(staffId)} limit 1))`

export const managesAccount = (viewer: Restricted) =>
  sql<boolean>`engagement.account_id = any(${accountsOf(viewer.staffId)})`

const ledOnceOrNow = (viewer: Restricted) =>
  sql<boolean>`(engagement.pm_id = ${unseenKey(viewer.staffId)} or engagement.id = any(${engagementsOnceOf(viewer.staffId)}))`

export const seesEngagement = (viewer: Restricted) =>
  viewer.role === 'pm' ? ledOnceOrNow(viewer) : managesAccount(viewer)

/** Invitations of days when the viewer led the engagement, all of engagements led now, or those of managed accounts. */
export const seesInvitation = (eb: AskedExpressions, viewer: Restricted) =>
  viewer.role === 'pm'
    ? eb.or([
        eb('engagement.pmId', '=', unseenKey(viewer.staffId)),
        eb('invitation.pmId', '=', unseenKey(viewer.staffId)),
      ])
    : managesAccount(viewer)
