import { sql } from 'kysely'
import type { Db } from '../database.ts'

export type HiddenAnswer = { responseId: number; pmId: number; contactId: number }

/**
 * Answers for leadership only that may be grouped as of an instant, in the order they came: never readable for the team, in no
 * group yet, and no longer to be changed by the contact. History from an earlier tool is settled when it is here.
 */
export async function listUngroupedAnswers(db: Db, now: Date): Promise<HiddenAnswer[]> {
  return db
    .selectFrom('response')
    .innerJoin('invitation', 'invitation.id', 'response.invitationId')
    .where('response.visibility', '=', 'leadership')
    .where('response.hiddenGroupId', 'is', null)
    .where('response.wasForTeam', '=', false)
    .where('response.changedAt', '<=', now)
    .where((eb) => eb.or([eb('invitation.origin', '=', 'import'), eb('invitation.closesAt', '<=', now)]))
    .orderBy('response.answeredAt')
    .orderBy('response.id')
    .select(['response.id as responseId', 'invitation.pmId', 'invitation.contactId'])
    .execute()
}

/** Forms a group of hidden answers for good. */
export async function insertHiddenGroup(db: Db, answers: readonly HiddenAnswer[], formedAt: Date): Promise<void> {
  const { id } = await db
    .insertInto('hiddenGroup')
    .values({ pmId: answers[0]?.pmId ?? 0, size: answers.length, formedAt })
    .returning('id')
    .executeTakeFirstOrThrow()
  const responseIds = answers.map(({ responseId }) => responseId)
  await db.updateTable('response').set({ hiddenGroupId: id }).where('id', 'in', responseIds).execute()
}

/** The group of a `response` joined as `hidden_group`; null where the answer has changed since, and in figures of the time before. */
export const groupOf = (until: Date) => sql<{ id: number; size: number } | null>`
  case when hidden_group.formed_at <= ${until} and response.changed_at <= hidden_group.formed_at
    then json_build_object('id', hidden_group.id, 'size', hidden_group.size) end`
