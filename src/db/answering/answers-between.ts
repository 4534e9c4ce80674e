import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { nameOf } from '../name-of.ts'
import { unseenTime } from '../unseen.ts'
import { visibleAnswers } from '../visible.ts'

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
    .where(sql<boolean>`response.contact_id = latest.contact_id and response.answered_at < latest.answered_at`)
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .limit(1)
    .select('response.callFirst')
  return visibleAnswers(db, viewer)
    .innerJoin('response as latest', 'latest.id', 'response.id')
    .where('response.answeredAt', '>', unseenTime(since))
    .where('response.answeredAt', '<=', unseenTime(until))
    .select(['response.id', 'response.callFirst', nameOf('contact', 'response.contactId').as('contactName')])
    .select([nameOf('account', 'response.accountId').as('accountName')])
    .select(previous.as('previousCallFirst'))
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .execute()
}
