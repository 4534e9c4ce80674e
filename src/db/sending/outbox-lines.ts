import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { nameOf } from '../name-of.ts'
import type { Row } from '../schema.ts'
import { visibleEmails } from '../visible.ts'

/**
 * Messages for the outbox with what their subjects speak of, newest first: those queued before the message `before`, if
 * it is given.
 */
export const listOutboxLines = (db: Db, viewer: Viewer, window: { before: number | null; limit: number }) =>
  visibleEmails(db, viewer)
    .innerJoin('emailTemplateVersion as template', 'template.id', 'email.templateVersionId')
    .leftJoin('followUp', 'followUp.id', 'email.followUpId')
    .leftJoin('response', (join) =>
      join.on((eb) => eb('response.id', '=', eb.fn.coalesce('followUp.responseId', 'email.responseId'))),
    )
    .leftJoin('invitation', (join) =>
      join.on((eb) => eb('invitation.id', '=', eb.fn.coalesce('email.invitationId', 'followUp.invitationId'))),
    )
    .leftJoin('contact', 'contact.id', 'invitation.contactId')
    .leftJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .leftJoin('digest', 'digest.id', 'email.digestId')
    .$if(window.before !== null, (query) =>
      query.where(
        sql<boolean>`(email.created_at, email.id) < (select created_at, id from email where id = ${window.before})`,
      ),
    )
    .select([
      'email.id',
      'email.state',
      'email.kind',
      'email.toName',
      'email.toAddress',
      'template.subject',
      'template.locale',
    ])
    .select([
      'digest.until as digestUntil',
      sql<string | null>`(select reader.time_zone from staff as reader
        where reader.id = coalesce(email.staff_id, digest.staff_id))`.as('readerTimeZone'),
    ])
    .select((eb) => eb.fn.coalesce('email.sentAt', 'email.dueAt').as('at'))
    .select(['followUp.reasons', 'response.callFirst', 'contact.name as contactName'])
    .select(nameOf<string | null>('account', 'contact.accountId').as('accountName'))
    .select(sql<Date | null>`case when follow_up.response_id is null then invitation.sent_at end`.as('askedAt'))
    .select([
      nameOf<string | null>('staff', 'invitation.pmId').as('pmName'),
      sql<string | null>`(select pm.phone from staff as pm where pm.id = invitation.pm_id)`.as('pmPhone'),
      nameOf<string | null>('engagement', 'milestone.engagementId').as('engagementName'),
    ])
    .select(['milestone.kind as milestoneKind', 'milestone.name as milestoneName'])
    .select(
      sql<number | null>`(
        select earlier.call_first from response as earlier
          where earlier.contact_id = response.contact_id and earlier.answered_at < response.answered_at
          order by earlier.answered_at desc, earlier.id desc limit 1)`.as('previousCallFirst'),
    )
    .orderBy('email.createdAt', 'desc')
    .orderBy('email.id', 'desc')
    .limit(window.limit)
    .execute()

export const findEmail = (db: Db, viewer: Viewer, id: number): Promise<Row<'email'> | undefined> =>
  visibleEmails(db, viewer).selectAll('email').where('email.id', '=', id).executeTakeFirst()
