import { sql } from 'kysely'
import type { PartialAnswer } from '../../core/answering/partial-answer.ts'
import type { Db } from '../database.ts'

/** What a contact has filled in and not sent; null where there is nothing. */
export async function findPartialAnswer(db: Db, invitationId: number): Promise<PartialAnswer | null> {
  const partial = await db
    .selectFrom('partialAnswer')
    .select(['fields', 'revision', 'begunAt', 'keptAt'])
    .where('invitationId', '=', invitationId)
    .executeTakeFirst()
  return partial ?? null
}

/** Stores what a contact has filled in so far, in place of what was kept before. */
export async function upsertPartialAnswer(db: Db, invitationId: number, partial: PartialAnswer): Promise<void> {
  const { revision, begunAt, keptAt } = partial
  const fields = sql<string>`${JSON.stringify(partial.fields)}::text::jsonb`
  await db
    .insertInto('partialAnswer')
    .values({ invitationId, fields, revision, begunAt, keptAt })
    .onConflict((conflict) => conflict.column('invitationId').doUpdateSet({ fields, revision, keptAt }))
    .execute()
}

export async function deletePartialAnswer(db: Db, invitationId: number): Promise<void> {
  await db.deleteFrom('partialAnswer').where('invitationId', '=', invitationId).execute()
}

/** Forgets what was never sent where a survey takes no more answers. */
export async function deleteClosedPartialAnswers(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('partialAnswer')
    .using('invitation')
    .whereRef('invitation.id', '=', 'partialAnswer.invitationId')
    .where((eb) =>
      eb.or([eb('invitation.state', 'not in', ['sent', 'answered']), eb('invitation.closesAt', '<=', now)]),
    )
    .execute()
}
