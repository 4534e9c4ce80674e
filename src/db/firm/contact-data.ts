import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { listContactNotes } from './contact-notes.ts'

export async function findContactPhone(db: Db, contactId: number): Promise<string | null> {
  const row = await db.selectFrom('contact').select('phone').where('id', '=', contactId).executeTakeFirst()
  return row?.phone ?? null
}

export async function getAccountNameOf(db: Db, contactId: number): Promise<string> {
  const { name } = await db
    .selectFrom('contact')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .select('account.name')
    .where('contact.id', '=', contactId)
    .executeTakeFirstOrThrow()
  return name
}

/** Where a contact is written to. */
export const findContactAddress = (db: Db, contactId: number): Promise<{ name: string; email: string }> =>
  db.selectFrom('contact').select(['name', 'email']).where('id', '=', contactId).executeTakeFirstOrThrow()

export const findContactByRef = (db: Db, ref: string): Promise<{ id: number } | undefined> =>
  db.selectFrom('contact').select('id').where('ref', '=', ref).executeTakeFirst()

/** A contact's own row with the names around it, as the firm writes to them. */
const person = (db: Db, id: number) =>
  db
    .selectFrom('contact')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('firm', (join) => join.onTrue())
    .where('contact.id', '=', id)
    .select(['contact.ref', 'contact.name', 'contact.email', 'contact.phone', 'contact.locale', 'contact.timeZone'])
    .select(['account.name as accountName'])
    .select([
      sql<(string | null)[]>`array[contact.locale, account.locale, firm.locale]`.as('locales'),
      sql<string>`coalesce(contact.time_zone, account.time_zone, firm.time_zone)`.as('readsIn'),
    ])

const engagements = (db: Db, id: number) =>
  db
    .selectFrom('engagementContact as part')
    .innerJoin('engagement', 'engagement.id', 'part.engagementId')
    .innerJoin('staff as pm', 'pm.id', 'engagement.pmId')
    .where('part.contactId', '=', id)
    .select(['engagement.name', 'part.role', 'pm.name as pmName', 'engagement.startedOn', 'engagement.endedOn'])
    .orderBy('engagement.startedOn')
    .orderBy('engagement.id')
    .execute()

const invitations = (db: Db, id: number) =>
  db
    .selectFrom('invitation')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .where('invitation.contactId', '=', id)
    .select(['engagement.name as engagementName', 'milestone.kind as milestoneKind', 'milestone.name as milestoneName'])
    .select(['invitation.state', 'invitation.sentAt', 'invitation.closesAt'])
    .orderBy('invitation.id')
    .execute()

const answers = (db: Db, id: number) =>
  db
    .selectFrom('response')
    .innerJoin('invitation', 'invitation.id', 'response.invitationId')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .where('invitation.contactId', '=', id)
    .select(['response.id', 'engagement.name as engagementName', 'milestone.kind as milestoneKind'])
    .select(['milestone.name as milestoneName', 'response.answeredAt', 'response.changedAt', 'response.callFirst'])
    .select(['response.comment', 'response.needsNext', 'response.callMe', 'response.visibility'])
    .select('response.firstCallRank')
    .select([
      sql<Record<string, number>>`(select coalesce(jsonb_object_agg(key, rating), '{}')
        from experience where response_id = response.id)`.as('experiences'),
      sql<Record<string, string | string[]>>`(select coalesce(jsonb_object_agg(key, value), '{}')
        from answer where response_id = response.id)`.as('answers'),
    ])
    .orderBy('response.answeredAt')
    .orderBy('response.id')
    .execute()

const calls = (db: Db, id: number) =>
  db
    .selectFrom('callWish')
    .innerJoin('response', 'response.id', 'callWish.responseId')
    .innerJoin('invitation', 'invitation.id', 'response.invitationId')
    .where('invitation.contactId', '=', id)
    .select(['callWish.day', 'callWish.half', 'callWish.words', 'callWish.number', 'callWish.changedAt'])
    .orderBy('callWish.changedAt')
    .execute()

const testimonials = (db: Db, id: number) =>
  db
    .selectFrom('testimonial')
    .innerJoin('response', 'response.id', 'testimonial.responseId')
    .innerJoin('invitation', 'invitation.id', 'response.invitationId')
    .where('invitation.contactId', '=', id)
    .select(['testimonial.words', 'testimonial.signature', 'testimonial.consent', 'testimonial.givenAt'])
    .select('testimonial.withdrawnAt')
    .orderBy('testimonial.id')
    .execute()

/** Mail to them, whatever became of it; without the links in it. */
const mails = (db: Db, id: number) =>
  db
    .selectFrom('email')
    .innerJoin('contact', (join) => join.on(sql`lower(contact.email)`, '=', sql`lower(email.to_address)`))
    .where('contact.id', '=', id)
    .select(['email.kind', 'email.state', 'email.toAddress', 'email.createdAt', 'email.sentAt'])
    .orderBy('email.id')
    .execute()

const suppressions = (db: Db, id: number) =>
  db
    .selectFrom('suppression')
    .innerJoin('contact', (join) => join.on(sql`lower(contact.email)`, '=', sql.ref('suppression.address')))
    .where('contact.id', '=', id)
    .select(['suppression.address', 'suppression.reason', 'suppression.at'])
    .orderBy('suppression.id')
    .execute()

/** Answers that were kept on the way and not sent, by field as it stands in the form, with what other windows said there. */
const unsent = (db: Db, id: number) =>
  db
    .selectFrom('partialAnswer')
    .innerJoin('invitation', 'invitation.id', 'partialAnswer.invitationId')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .where('invitation.contactId', '=', id)
    .select(['engagement.name as engagementName', 'milestone.kind as milestoneKind', 'milestone.name as milestoneName'])
    .select([
      'partialAnswer.keptAt',
      sql<Record<string, string>>`(select coalesce(jsonb_object_agg(field, kept->>'value'), '{}')
        from jsonb_each(partial_answer.fields) as each (field, kept))`.as('fields'),
      sql<
        Record<string, string[]>
      >`(select coalesce(jsonb_object_agg(field, kept->'others') filter (where kept ? 'others'), '{}')
        from jsonb_each(partial_answer.fields) as each (field, kept))`.as('saidElsewhere'),
    ])
    .orderBy('partialAnswer.keptAt')
    .execute()

/** What was done about their answers. */
const followUps = (db: Db, id: number) =>
  db
    .selectFrom('followUp')
    .innerJoin('invitation', 'invitation.id', 'followUp.invitationId')
    .innerJoin('staff as owner', 'owner.id', 'followUp.ownerId')
    .leftJoin('reply', 'reply.followUpId', 'followUp.id')
    .where('invitation.contactId', '=', id)
    .select(['followUp.openedAt', 'followUp.state', 'followUp.whatWeDid', 'owner.name as ownerName'])
    .select('reply.weDid as toldThem')
    .orderBy('followUp.id')
    .execute()

/** Everything held about a contact; undefined where there is no such contact. */
export async function findContactData(db: Db, id: number) {
  const who = await person(db, id).executeTakeFirst()
  if (who === undefined) return undefined
  return {
    person: who,
    engagements: await engagements(db, id),
    invitations: await invitations(db, id),
    answers: await answers(db, id),
    unsent: await unsent(db, id),
    calls: await calls(db, id),
    testimonials: await testimonials(db, id),
    followUps: await followUps(db, id),
    notes: await listContactNotes(db, id),
    mails: await mails(db, id),
    suppressions: await suppressions(db, id),
  }
}

export type ContactData = NonNullable<Awaited<ReturnType<typeof findContactData>>>
