import { sql } from 'kysely'
import { EXPERIENCE_KEYS, type Visibility } from '../../core/words.ts'
import type { Db } from '../database.ts'

/** One answer of an earlier tool, with the people it concerns. */
export type ImportedResponse = {
  ref: string
  milestoneId: number
  contactId: number
  engagementId: number
  answeredAt: Date
  callFirst: number
  comment: string | null
  needsNext: string | null
  visibility: Visibility
  /** Ratings by experience key. */
  experiences: Readonly<Record<string, number>>
}

export type StoredResponse = Omit<ImportedResponse, 'engagementId'> & {
  id: number
  origin: 'plan' | 'import' | 'spoken'
}

/** The responses among `refs`, by ref. */
export async function findResponses(db: Db, refs: readonly string[]): Promise<Map<string, StoredResponse>> {
  if (refs.length === 0) return new Map()
  const rows = await db
    .selectFrom('response')
    .innerJoin('invitation', 'invitation.id', 'response.invitationId')
    .select(['response.id', 'response.ref', 'milestoneId', 'invitation.contactId', 'origin', 'answeredAt', 'callFirst'])
    .select(['comment', 'needsNext', 'visibility'])
    .select((eb) => [
      eb
        .selectFrom('experience')
        .select(sql<Record<string, number>>`coalesce(jsonb_object_agg(key, rating), '{}')`.as('ratings'))
        .whereRef('responseId', '=', 'response.id')
        // The files have no columns for ratings of the firm's own keys.
        .where('key', 'in', EXPERIENCE_KEYS)
        .as('experiences'),
    ])
    .where('response.ref', 'in', refs)
    .execute()
  return new Map(rows.map((row) => [row.ref, { ...row, experiences: row.experiences ?? {} }]))
}

/** Whether FirstCall or an earlier import has asked the contact at the milestone; by `milestoneId/contactId`. */
export async function findAsked(
  db: Db,
  milestoneIds: readonly number[],
): Promise<Map<string, { responseRef: string | null }>> {
  if (milestoneIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('invitation')
    .leftJoin('response', 'response.invitationId', 'invitation.id')
    .select(['milestoneId', 'invitation.contactId', 'response.ref as responseRef'])
    .where('milestoneId', 'in', milestoneIds)
    .execute()
  return new Map(rows.map((row) => [`${row.milestoneId}/${row.contactId}`, { responseRef: row.responseRef }]))
}

async function insertInvitations(db: Db, responses: readonly ImportedResponse[]): Promise<Map<string, number>> {
  const engagementIds = [...new Set(responses.map((response) => response.engagementId))]
  const engagements = await db
    .selectFrom('engagement')
    .select(['id', 'pmId'])
    .where('id', 'in', engagementIds)
    .execute()
  const pmIds = new Map(engagements.map((engagement) => [engagement.id, engagement.pmId]))
  const invitations = await db
    .insertInto('invitation')
    .values(
      responses.map(({ milestoneId, contactId, engagementId }) => ({
        milestoneId,
        contactId,
        pmId: pmIds.get(engagementId)!,
        origin: 'import' as const,
        state: 'answered' as const,
      })),
    )
    .returning(['id', 'milestoneId', 'contactId'])
    .execute()
  return new Map(invitations.map((row) => [`${row.milestoneId}/${row.contactId}`, row.id]))
}

/** Replaces the experiences of a response and opens or rewords its opportunity. */
async function writeParts(db: Db, responses: readonly (ImportedResponse & { id: number })[]): Promise<void> {
  const experiences = responses.flatMap(({ id, experiences }) =>
    Object.entries(experiences).map(([key, rating]) => ({ responseId: id, key, rating })),
  )
  if (experiences.length > 0) await db.insertInto('experience').values(experiences).execute()
  const needs = responses.flatMap(({ id, engagementId, needsNext, answeredAt }) =>
    needsNext === null ? [] : [{ response_id: id, engagement_id: engagementId, need: needsNext, at: answeredAt }],
  )
  if (needs.length === 0) return
  await sql`
    insert into opportunity (response_id, owner_id, need, opened_at)
    select given.response_id, account.account_manager_id, given.need, given.at
    from jsonb_to_recordset(${JSON.stringify(needs)}::text::jsonb)
      as given (response_id bigint, engagement_id bigint, need text, at timestamptz)
    join engagement on engagement.id = given.engagement_id
    join account on account.id = engagement.account_id
    on conflict (response_id) do update set need = excluded.need`.execute(db)
}

/** Stores answers of an earlier tool; `at` is when they arrived here. Nothing is sent and nothing followed up for them. */
export async function insertResponses(db: Db, responses: readonly ImportedResponse[], at: Date): Promise<void> {
  if (responses.length === 0) return
  const invitationIds = await insertInvitations(db, responses)
  const inserted = await db
    .insertInto('response')
    .values(
      responses.map((response) => ({
        ref: response.ref,
        invitationId: invitationIds.get(`${response.milestoneId}/${response.contactId}`)!,
        answeredAt: response.answeredAt,
        changedAt: at,
        callFirst: response.callFirst,
        comment: response.comment,
        needsNext: response.needsNext,
        visibility: response.visibility,
      })),
    )
    .returning(['id', 'ref'])
    .execute()
  const ids = new Map(inserted.map((row) => [row.ref, row.id]))
  await writeParts(
    db,
    responses.map((response) => ({ ...response, id: ids.get(response.ref)! })),
  )
  await db
    .insertInto('decision')
    .values(
      responses.map(({ milestoneId, contactId, answeredAt }) => ({
        milestoneId,
        contactId,
        kind: 'answered' as const,
        reason: 'imported',
        at: answeredAt,
      })),
    )
    .execute()
}

/** Rewrites imported answers that have changed in the earlier tool. */
export async function updateResponses(
  db: Db,
  responses: readonly (ImportedResponse & { id: number })[],
  at: Date,
): Promise<void> {
  for (const { id, answeredAt, callFirst, comment, needsNext, visibility } of responses) {
    await db
      .updateTable('response')
      .set({ answeredAt, changedAt: at, callFirst, comment, needsNext, visibility })
      .where('id', '=', id)
      .execute()
    await db.deleteFrom('experience').where('responseId', '=', id).execute()
  }
  await writeParts(db, responses)
}
