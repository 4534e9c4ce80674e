import { type SelectQueryBuilder, sql } from 'kysely'
import { audienceOf, seesEverything, type Viewer } from '../../core/viewer.ts'
import type { SubjectKind } from '../../core/words.ts'
import type { Db } from '../database.ts'
import type { Schema } from '../schema.ts'
import { visibleAccounts, visibleEngagements } from '../visible.ts'

type Subjects = SelectQueryBuilder<Schema, never, { id: number; ref: string; name: string }>

/** The subjects of a kind whose scores the viewer reads: a PM's is for that PM and for leadership. */
function subjectsOf(db: Db, viewer: Viewer, kind: SubjectKind): Subjects {
  switch (kind) {
    case 'pm': {
      const all = db.selectFrom('staff').select(['staff.id', 'staff.ref', 'staff.name'])
      return seesEverything(viewer) ? all : all.where('staff.id', '=', viewer.staffId)
    }
    case 'engagement':
      return visibleEngagements(db, viewer).select(['engagement.id', 'engagement.ref', 'engagement.name'])
    case 'account':
      return visibleAccounts(db, viewer).select(['account.id', 'account.ref', 'account.name'])
    default:
      return db.selectFrom('firm').select(['firm.id', sql<string>`'firm'`.as('ref'), 'firm.name'])
  }
}

/**
 * The scores of a kind as the viewer's audience reads them, by ref: those of `day`, else the newest; `asOf` is null before
 * the first fit.
 */
export async function listScores(db: Db, viewer: Viewer, kind: SubjectKind, day?: string) {
  const audience = audienceOf(viewer)
  const newest = await db
    .selectFrom('score')
    .select((eb) => eb.fn.max('asOf').as('asOf'))
    .where('audience', '=', audience)
    .executeTakeFirst()
  const asOf = day ?? newest?.asOf ?? null
  if (asOf === null) return { asOf, items: [] }
  const items = await db
    .selectFrom('score')
    .innerJoin(subjectsOf(db, viewer, kind).as('subject'), 'subject.id', 'score.subjectId')
    .select([
      'subject.id',
      'subject.ref',
      'subject.name',
      'score.enough',
      'score.value',
      'score.low',
      'score.high',
      'score.level',
    ])
    .select(['score.answers', 'score.respondents', 'score.accounts'])
    .select(['score.partFirm', 'score.partPm', 'score.partAccounts', 'score.partEngagements'])
    .where('score.subjectKind', '=', kind)
    .where('score.audience', '=', audience)
    .where('score.asOf', '=', asOf)
    .orderBy('subject.ref')
    .execute()
  return { asOf, items }
}
