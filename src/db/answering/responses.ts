import { sql } from 'kysely'
import type { AnswerContent } from '../../core/answering/answer-content.ts'
import type { Db } from '../database.ts'

export type StoredResponse = { id: number; answeredAt: Date; changedAt: Date; content: AnswerContent }

/** Answers to questions of the firm's own, in the order of their keys. */
export const listOwnAnswersOf = (db: Db, responseId: number): Promise<AnswerContent['answers']> =>
  db.selectFrom('answer').select(['key', 'value']).where('responseId', '=', responseId).orderBy('key').execute()

/** The response to an invitation; its experiences and own answers in the order of their keys. */
export async function findResponseTo(db: Db, invitationId: number): Promise<StoredResponse | undefined> {
  const response = await db
    .selectFrom('response')
    .selectAll()
    .where('invitationId', '=', invitationId)
    .executeTakeFirst()
  if (!response) return undefined
  const experiences = await db
    .selectFrom('experience')
    .select(['key', 'rating'])
    .where('responseId', '=', response.id)
    .orderBy('key')
    .execute()
  const answers = await listOwnAnswersOf(db, response.id)
  const { callFirst, comment, needsNext, callMe, visibility, firstCallRank, testimonial } = response
  return {
    id: response.id,
    answeredAt: response.answeredAt,
    changedAt: response.changedAt,
    content: { callFirst, comment, needsNext, callMe, visibility, firstCallRank, testimonial, experiences, answers },
  }
}

/** Stores what a response says beside its columns. */
async function insertParts(db: Db, responseId: number, { experiences, answers }: AnswerContent): Promise<void> {
  if (experiences.length > 0) {
    const rows = experiences.map(({ key, rating }) => ({ responseId, key, rating }))
    await db.insertInto('experience').values(rows).execute()
  }
  if (answers.length > 0) {
    // Bound as text: the driver would write a string bound as jsonb as a JSON string.
    const rows = answers.map(({ key, value }) => ({
      responseId,
      key,
      value: sql<string>`${JSON.stringify(value)}::text::jsonb`,
    }))
    await db.insertInto('answer').values(rows).execute()
  }
}

/** `ref` itself, or with a number behind it where an import from another installation has brought a response of that name. */
export async function findFreeRef(db: Db, ref: string): Promise<string> {
  const taken = await db
    .selectFrom('response')
    .select('ref')
    .where((eb) => eb.or([eb('ref', '=', ref), eb('ref', 'like', `${ref}-%`)]))
    .execute()
  const refs = new Set(taken.map((response) => response.ref))
  let free = ref
  for (let number = 2; refs.has(free); number += 1) free = `${ref}-${number}`
  return free
}

/** Replaces what a response says; when it was first answered stays. */
export async function updateResponse(db: Db, id: number, change: { at: Date; content: AnswerContent }): Promise<void> {
  const { experiences: _, answers: __, ...columns } = change.content
  await db
    .updateTable('response')
    .set({ changedAt: change.at, ...columns })
    .where('id', '=', id)
    .execute()
  await db.deleteFrom('experience').where('responseId', '=', id).execute()
  await db.deleteFrom('answer').where('responseId', '=', id).execute()
  await insertParts(db, id, change.content)
}

/**
 * Makes an answer of a contact's one for leadership only, and its need nobody's who may not read it; whom that concerns. Undefined
 * where it is not theirs or is so already.
 */
export async function narrowResponse(
  db: Db,
  which: { id: number; contactId: number; at: Date },
): Promise<{ responseId: number; milestoneId: number; pmId: number; accountManagerId: number | null } | undefined> {
  const narrowed = await db
    .updateTable('response')
    .from('invitation')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .set({ visibility: 'leadership', changedAt: which.at })
    .whereRef('invitation.id', '=', 'response.invitationId')
    .where('response.id', '=', which.id)
    .where('invitation.contactId', '=', which.contactId)
    .where('response.visibility', '=', 'team')
    .returning(['response.id as responseId', 'milestone.id as milestoneId', 'invitation.pmId'])
    .returning('account.accountManagerId')
    .executeTakeFirst()
  if (narrowed === undefined) return undefined
  await db
    .updateTable('opportunity')
    .set({ ownerId: null })
    .where('responseId', '=', which.id)
    .where('state', '=', 'new')
    .execute()
  return narrowed
}
