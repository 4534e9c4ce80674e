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

/** Forms groups of hidden answers for good, however many, by one statement. */
export async function insertHiddenGroups(
  db: Db,
  groups: readonly (readonly HiddenAnswer[])[],
  formedAt: Date,
): Promise<void> {
  if (groups.length === 0) return
  const given = groups.map((answers) => ({
    pm_id: answers[0]?.pmId,
    members: answers.map(({ responseId }) => responseId),
  }))
  await sql`
    with given as materialized (
      select nextval(pg_get_serial_sequence('hidden_group', 'id')) as id, pm_id, members
      from json_to_recordset(${JSON.stringify(given)}::text::json) as each (pm_id bigint, members bigint[])
    ), formed as (
      insert into hidden_group (id, pm_id, size, formed_at) overriding system value
      select id, pm_id, cardinality(members), ${formedAt} from given
    )
    update response set hidden_group_id = given.id
    from given cross join unnest(given.members) as member where response.id = member`.execute(db)
}

/** The group of a `response` joined as `hidden_group`; null where the answer has changed since, and in figures of the time before. */
export const groupOf = (until: Date) => sql<{ id: number; size: number } | null>`
  case when hidden_group.formed_at <= ${until} and response.changed_at <= hidden_group.formed_at
    then json_build_object('id', hidden_group.id, 'size', hidden_group.size) end`
