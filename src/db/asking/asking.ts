import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { NewRow } from '../schema.ts'

/**
 * Plans invitations, or moves those planned for the same contact and milestone. What was withdrawn is planned afresh, by the PM
 * and the survey of today; others stay as they are.
 */
export async function upsertPlannedInvitations(
  db: Db,
  invitations: readonly Pick<
    NewRow<'invitation'>,
    'milestoneId' | 'contactId' | 'pmId' | 'surveyVersionId' | 'dueAt'
  >[],
): Promise<void> {
  if (invitations.length === 0) return
  await sql`
    insert into invitation (milestone_id, contact_id, pm_id, survey_version_id, due_at, origin, state)
    select "milestoneId", "contactId", "pmId", "surveyVersionId", "dueAt", 'plan', 'planned'
    from jsonb_to_recordset(${JSON.stringify(invitations)}::text::jsonb) as given
      ("milestoneId" bigint, "contactId" bigint, "pmId" bigint, "surveyVersionId" bigint, "dueAt" timestamptz)
    on conflict (milestone_id, contact_id) do update set
      due_at = excluded.due_at, state = 'planned',
      pm_id = case when invitation.state = 'planned' then invitation.pm_id else excluded.pm_id end,
      survey_version_id =
        case when invitation.state = 'planned' then invitation.survey_version_id else excluded.survey_version_id end
    where invitation.state in ('planned', 'withdrawn')`.execute(db)
}

/** These planned invitations are due at other times. */
export async function moveInvitations(db: Db, moves: readonly { id: number; dueAt: Date }[]): Promise<void> {
  if (moves.length === 0) return
  await sql`
    update invitation set due_at = move."dueAt"
    from jsonb_to_recordset(${JSON.stringify(moves)}::text::jsonb) as move (id bigint, "dueAt" timestamptz)
    where invitation.id = move.id`.execute(db)
}

/** Those among them that are planned will not be asked. */
export async function setPlannedAside(db: Db, ids: readonly number[], state: 'held_back' | 'withdrawn'): Promise<void> {
  if (ids.length === 0) return
  await db.updateTable('invitation').set({ state }).where('id', 'in', ids).where('state', '=', 'planned').execute()
}

/** The same, said by milestone and contact. */
export async function withdrawPlanned(
  db: Db,
  planned: readonly { milestoneId: number; contactId: number }[],
): Promise<void> {
  if (planned.length === 0) return
  await sql`
    update invitation set state = 'withdrawn'
    from jsonb_to_recordset(${JSON.stringify(planned)}::text::jsonb) as given ("milestoneId" bigint, "contactId" bigint)
    where invitation.milestone_id = given."milestoneId" and invitation.contact_id = given."contactId"
      and invitation.state = 'planned'`.execute(db)
}

/** Withdraws everything planned at milestones of a kind, and says what. */
export const withdrawPlannedOfKind = (
  db: Db,
  milestoneKind: string,
): Promise<{ milestoneId: number; contactId: number }[]> =>
  db
    .updateTable('invitation')
    .from('milestone')
    .set({ state: 'withdrawn' })
    .whereRef('milestone.id', '=', 'invitation.milestoneId')
    .where('milestone.kind', '=', milestoneKind)
    .where('invitation.state', '=', 'planned')
    .returning(['invitation.milestoneId', 'invitation.contactId'])
    .execute()

/** The plan decides anew about reached milestones of a kind at which something was withdrawn. */
export async function reopenWithdrawnOfKind(db: Db, milestoneKind: string): Promise<void> {
  const withdrawn = db.selectFrom('invitation').select('milestoneId').where('state', '=', 'withdrawn')
  await db
    .updateTable('milestone')
    .set({ decidedAt: null })
    .where('kind', '=', milestoneKind)
    .where('id', 'in', withdrawn)
    .execute()
}

/** From here on the links open, even if a mail server delivers before we have marked them sent. */
export async function releaseInvitations(
  db: Db,
  released: readonly { id: number; tokenHash: Uint8Array; closesAt: Date }[],
): Promise<void> {
  if (released.length === 0) return
  const rows = released.map(({ id, tokenHash, closesAt }) => ({
    id,
    closesAt,
    hash: Buffer.from(tokenHash).toString('hex'),
  }))
  await sql`
    update invitation set state = 'sent', token_hash = decode(given.hash, 'hex'), closes_at = given."closesAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as given (id bigint, hash text, "closesAt" timestamptz)
    where invitation.id = given.id`.execute(db)
}

/** Closes what waits for an answer past its closing time, but for what another server holds, and says whom it concerned. */
export async function closeInvitations(
  db: Db,
  now: Date,
): Promise<{ id: number; milestoneId: number; contactId: number }[]> {
  const over = db
    .selectFrom('invitation')
    .select('id')
    .where('state', '=', 'sent')
    .where('closesAt', '<=', now)
    .orderBy('id')
    .forNoKeyUpdate()
    .skipLocked()
  return db
    .updateTable('invitation')
    .set({ state: 'closed' })
    .where('id', 'in', over)
    .returning(['id', 'milestoneId', 'contactId'])
    .execute()
}

/** Sent and not answered yet, in the order of asking. */
export const listWaitingInvitations = (db: Db): Promise<{ id: number }[]> =>
  db.selectFrom('invitation').select('id').where('state', '=', 'sent').orderBy('id').execute()
