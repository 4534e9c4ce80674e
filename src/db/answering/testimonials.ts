import { sql } from 'kysely'
import type { NameForm } from '../../core/answering/testimonial.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { nameOf } from '../name-of.ts'
import type { NewRow, Row } from '../schema.ts'
import { visibleAnswers } from '../visible.ts'

/** What may be published with an answer at the moment. */
export const findTestimonial = (db: Db, responseId: number): Promise<Row<'testimonial'> | undefined> =>
  db
    .selectFrom('testimonial')
    .selectAll()
    .where('responseId', '=', responseId)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()

/** Withdraws what may be published with an answer; what was agreed to before stays readable. */
export async function withdrawTestimonial(db: Db, responseId: number, at: Date): Promise<void> {
  await db
    .updateTable('testimonial')
    .set({ withdrawnAt: at })
    .where('responseId', '=', responseId)
    .where('withdrawnAt', 'is', null)
    .execute()
  await db.updateTable('response').set({ testimonial: false }).where('id', '=', responseId).execute()
}

/** Gives leave to publish, in place of what was given before. */
export async function insertTestimonial(db: Db, testimonial: NewRow<'testimonial'>): Promise<void> {
  await withdrawTestimonial(db, testimonial.responseId, testimonial.givenAt)
  await db.insertInto('testimonial').values(testimonial).execute()
  await db.updateTable('response').set({ testimonial: true }).where('id', '=', testimonial.responseId).execute()
}

export type TestimonialLine = {
  responseId: number
  accountName: string
  contactName: string
  words: string
  nameForm: NameForm
  signature: string
  /** Null where the answer's form gave leave for its comment without a step of its own. */
  consent: string | null
  consentVersion: string | null
  givenAt: Date
  withdrawnAt: Date | null
}

/**
 * What clients let the firm publish, the newest first, withdrawn ones included; of answers that the viewer may read. A later
 * testimonial with the same answer takes the place of one that was withdrawn for it.
 */
export async function listTestimonials(db: Db, viewer: Viewer): Promise<TestimonialLine[]> {
  const accountName = nameOf('account', 'response.accountId')
  const contactName = nameOf('contact', 'response.contactId')
  return (
    visibleAnswers(db, viewer, 'few')
      .leftJoin('testimonial', 'testimonial.responseId', 'response.id')
      // Few are: found by their own indexes, not among all answers.
      .where(
        sql<boolean>`response.id = any(array(
        select given.response_id from testimonial as given
        union select said.id from response as said where said.testimonial and said.comment is not null))`,
      )
      .where(
        sql<boolean>`not exists (select from testimonial as later
        where later.response_id = testimonial.response_id and later.id > testimonial.id)`,
      )
      .select(['response.id as responseId', accountName.as('accountName'), contactName.as('contactName')])
      .select([
        sql<string>`coalesce(testimonial.words, response.comment)`.as('words'),
        sql<NameForm>`coalesce(testimonial.name_form, 'full')`.as('nameForm'),
        sql<string>`coalesce(testimonial.signature, ${contactName} || ', ' || ${accountName})`.as('signature'),
        sql<Date>`coalesce(testimonial.given_at, response.changed_at)`.as('givenAt'),
      ])
      .select(['testimonial.consent', 'testimonial.consentVersion', 'testimonial.withdrawnAt'])
      .orderBy('givenAt', 'desc')
      .orderBy('response.id', 'desc')
      .execute()
  )
}
