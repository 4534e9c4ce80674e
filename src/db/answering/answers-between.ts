import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleAnswers, visibleResponses } from '../visible.ts'

export type AnswerBetween = {
  id: number
  contactName: string
  accountName: string
  /** Null: the reader has not opened it. */
  callFirst: number | null
  /** The contact's answer before this one; null where there is none or the viewer may not read it. */
  previousCallFirst: number | null
}

/** Answers first given after `since` and up to `until` that the viewer may read, newest first. */
export async function listAnswersBetween(
  db: Db,
  viewer: Viewer,
  { since, until }: { since: Date; until: Date },
): Promise<AnswerBetween[]> {
  const previous = visibleAnswers(db, viewer, 'few')
    .where(sql<boolean>`response.contact_id = contact.id and response.answered_at < latest.answered_at`)
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .limit(1)
    .select('response.callFirst')
  return visibleResponses(db, viewer)
    .innerJoin('response as latest', 'latest.id', 'response.id')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .where('response.answeredAt', '>', since)
    .where('response.answeredAt', '<=', until)
    .select(['response.id', 'response.callFirst', 'contact.name as contactName', 'account.name as accountName'])
    .select(previous.as('previousCallFirst'))
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .execute()
}
