import type { CallWish } from '../../core/answering/call-wish.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { contactTimeZone } from '../asking/planning.ts'
import { visibleFollowUps } from '../visible.ts'

/** What was wished of a call with an answer; undefined where nothing was. */
export const findCallWish = (db: Db, responseId: number): Promise<CallWish | undefined> =>
  db
    .selectFrom('callWish')
    .select(['day', 'half', 'words', 'number'])
    .where('responseId', '=', responseId)
    .executeTakeFirst()

export async function upsertCallWish(db: Db, responseId: number, wish: CallWish, changedAt: Date): Promise<void> {
  const row = { ...wish, changedAt }
  await db
    .insertInto('callWish')
    .values({ responseId, ...row })
    .onConflict((conflict) => conflict.column('responseId').doUpdateSet(row))
    .execute()
}

export async function deleteCallWish(db: Db, responseId: number): Promise<void> {
  await db.deleteFrom('callWish').where('responseId', '=', responseId).execute()
}

/** When and where the contact of a follow-up wants to be called, as far as the viewer sees the follow-up. */
export const findFollowUpCall = (db: Db, viewer: Viewer, followUpId: number) =>
  visibleFollowUps(db, viewer)
    .innerJoin('callWish', 'callWish.responseId', 'response.id')
    .innerJoin('contact', 'contact.id', 'followUp.contactId')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('firm', (join) => join.onTrue())
    .where('followUp.id', '=', followUpId)
    .where('response.callMe', '=', true)
    .select(['callWish.day', 'callWish.half', 'callWish.words', 'callWish.number', contactTimeZone.as('timeZone')])
    .executeTakeFirst()
