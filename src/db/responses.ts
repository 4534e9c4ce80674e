import type { Db } from './database.ts'
import type { NewRow, Row } from './schema.ts'

/** Everything that a response says. */
export type ResponseContent = Pick<
  Row<'response'>,
  'callFirst' | 'comment' | 'needsNext' | 'callMe' | 'visibility' | 'firstCallRank' | 'testimonial'
> & { experiences: { key: string; rating: number }[] }

export type StoredResponse = { id: number; answeredAt: Date; content: ResponseContent }

/** The response to an invitation; its experiences in the order of their keys. */
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
  const { callFirst, comment, needsNext, callMe, visibility, firstCallRank, testimonial } = response
  return {
    id: response.id,
    answeredAt: response.answeredAt,
    content: { callFirst, comment, needsNext, callMe, visibility, firstCallRank, testimonial, experiences },
  }
}

async function insertExperiences(db: Db, responseId: number, content: ResponseContent): Promise<void> {
  if (content.experiences.length === 0) return
  await db
    .insertInto('experience')
    .values(content.experiences.map(({ key, rating }) => ({ responseId, key, rating })))
    .execute()
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

/** Stores the first answer to an invitation; its key. @throws where the invitation has a response already. */
export async function insertResponse(
  db: Db,
  response: Pick<NewRow<'response'>, 'ref' | 'invitationId'> & { at: Date; content: ResponseContent },
): Promise<number> {
  const { experiences: _, ...columns } = response.content
  const { id } = await db
    .insertInto('response')
    .values({
      ref: response.ref,
      invitationId: response.invitationId,
      answeredAt: response.at,
      changedAt: response.at,
      ...columns,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertExperiences(db, id, response.content)
  return id
}

/** Replaces what a response says; when it was first answered stays. */
export async function updateResponse(
  db: Db,
  id: number,
  change: { at: Date; content: ResponseContent },
): Promise<void> {
  const { experiences: _, ...columns } = change.content
  await db
    .updateTable('response')
    .set({ changedAt: change.at, ...columns })
    .where('id', '=', id)
    .execute()
  await db.deleteFrom('experience').where('responseId', '=', id).execute()
  await insertExperiences(db, id, change.content)
}

/** The call-first answer that a contact gave last before an instant; null if there was none. */
export async function findLastCallFirst(db: Db, contactId: number, before: Date): Promise<number | null> {
  const last = await db
    .selectFrom('response')
    .innerJoin('invitation', 'invitation.id', 'response.invitationId')
    .select('response.callFirst as callFirst')
    .where('invitation.contactId', '=', contactId)
    .where('response.answeredAt', '<', before)
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.callFirst ?? null
}
