import { type RawBuilder, sql } from 'kysely'
import type { Spoken } from '../../core/answering/spoken.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { SpokenState } from '../../core/words.ts'
import type { Db } from '../database.ts'
import type { Row } from '../schema.ts'
import { visibleMilestones, visibleSpokenReports } from '../visible.ts'

/** Bound as text: the driver would write a string bound as jsonb as a JSON string. */
const jsonb = (value: unknown): RawBuilder<string> => sql`${JSON.stringify(value)}::text::jsonb`

/** Reached milestones at which something can have been said, the latest first. */
export const listSpokenMilestones = (db: Db, viewer: Viewer, engagementId: number) =>
  visibleMilestones(db, viewer)
    .where('engagement.id', '=', engagementId)
    .where('milestone.reachedOn', 'is not', null)
    .select(['milestone.id', 'milestone.kind', 'milestone.name', 'milestone.reachedOn'])
    .orderBy('milestone.reachedOn', 'desc')
    .orderBy('milestone.id', 'desc')
    .execute()

/** Where a contact stands at a milestone, with what was written down before; undefined where nobody has been planned. */
export const leaseSpokenPlace = (trx: Db, at: { milestoneId: number; contactId: number }) =>
  trx
    .selectFrom('invitation')
    .leftJoin('spokenReport', 'spokenReport.invitationId', 'invitation.id')
    .where('invitation.milestoneId', '=', at.milestoneId)
    .where('invitation.contactId', '=', at.contactId)
    .select(['invitation.id', 'invitation.state', 'spokenReport.state as reportState'])
    .forNoKeyUpdate('invitation')
    .executeTakeFirst()

/** Makes the contact's invitation at the milestone one to confirm what was said, due now; its key. */
export async function planSpoken(
  trx: Db,
  at: { milestoneId: number; contactId: number; pmId: number; surveyVersionId: number; dueAt: Date },
): Promise<number> {
  const planned = { origin: 'spoken', state: 'planned', dueAt: at.dueAt, surveyVersionId: at.surveyVersionId } as const
  const { id } = await trx
    .insertInto('invitation')
    .values({ ...at, ...planned })
    .onConflict((conflict) =>
      conflict.columns(['milestoneId', 'contactId']).doUpdateSet({ ...planned, tokenHash: null, closesAt: null }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Keeps what was said, in place of what the same or another person of the firm had written down. */
export async function upsertSpokenReport(
  trx: Db,
  report: Spoken & { invitationId: number; reportedBy: number; reportedAt: Date },
): Promise<void> {
  const { invitationId, experiences, ...given } = report
  const columns = { ...given, experiences: jsonb(experiences), state: 'reported' as const }
  await trx
    .insertInto('spokenReport')
    .values({ invitationId, ...columns })
    .onConflict((conflict) => conflict.column('invitationId').doUpdateSet(columns))
    .execute()
}

/** What was written down of an invitation, with who did so. */
export const findSpokenReport = (
  db: Db,
  invitationId: number,
): Promise<(Row<'spokenReport'> & { reporterName: string }) | undefined> =>
  db
    .selectFrom('spokenReport')
    .innerJoin('staff as reporter', 'reporter.id', 'spokenReport.reportedBy')
    .where('spokenReport.invitationId', '=', invitationId)
    .selectAll('spokenReport')
    .select('reporter.name as reporterName')
    .executeTakeFirst()

/** The contact has decided; what was decided before stays. */
export async function settleSpokenReport(
  trx: Db,
  invitationId: number,
  to: { state: Exclude<SpokenState, 'reported'>; at: Date },
): Promise<void> {
  await trx
    .updateTable('spokenReport')
    .set({ state: to.state, decidedAt: to.at })
    .where('invitationId', '=', invitationId)
    .where('state', '=', 'reported')
    .execute()
}

/** What was written down, newest first, as far as the viewer may read it. */
export const listSpokenReports = (
  db: Db,
  viewer: Viewer,
  choice: { engagementId?: number; invitationId?: number; limit?: number },
) =>
  visibleSpokenReports(db, viewer)
    .innerJoin('staff as reporter', 'reporter.id', 'spokenReport.reportedBy')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .$if(choice.engagementId !== undefined, (query) => query.where('engagement.id', '=', choice.engagementId ?? 0))
    .$if(choice.invitationId !== undefined, (query) => query.where('invitation.id', '=', choice.invitationId ?? 0))
    .select(['spokenReport.invitationId', 'spokenReport.saidOn', 'spokenReport.callFirst', 'spokenReport.comment'])
    .select(['spokenReport.state', 'spokenReport.decidedAt', 'spokenReport.reportedAt'])
    .select(['reporter.name as reporterName', 'contact.name as contactName', 'account.name as accountName'])
    .select(['engagement.id as engagementId', 'engagement.name as engagementName', 'milestone.kind as milestoneKind'])
    .select(['invitation.state as invitationState', 'invitation.dueAt', 'response.id as responseId'])
    .orderBy('spokenReport.reportedAt', 'desc')
    .orderBy('spokenReport.invitationId', 'desc')
    .$if(choice.limit !== undefined, (query) => query.limit(choice.limit ?? 0))
    .execute()
