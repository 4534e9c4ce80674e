import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Audience, SubjectKind } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { unseenKey, unseenTime } from '../unseen.ts'
import { visibleInvitations, visibleMilestones } from '../visible.ts'

/** Up to when somebody has read their own page; undefined where they never said so. */
export async function findSeen(db: Db, staffId: number): Promise<Date | undefined> {
  const row = await db.selectFrom('seen').select('until').where('staffId', '=', staffId).executeTakeFirst()
  return row?.until
}

/** Notes that somebody has read up to an instant; never back before what they had read. */
export async function upsertSeen(db: Db, staffId: number, until: Date): Promise<void> {
  await db
    .insertInto('seen')
    .values({ staffId, until })
    .onConflict((conflict) =>
      conflict.column('staffId').doUpdateSet({ until: sql`greatest(seen.until, excluded.until)` }),
    )
    .execute()
}

/** How many were written to on behalf of a PM, and how many milestones of theirs were reached, since an instant. */
export async function countSince(
  db: Db,
  viewer: Viewer,
  pmId: number,
  { since, day }: { since: Date; day: string },
): Promise<{ asked: number; reached: number }> {
  const count = sql<number>`count(*)::int`.as('count')
  const [asked, reached] = await Promise.all([
    visibleInvitations(db, viewer)
      .where('invitation.pmId', '=', unseenKey(pmId))
      .where('invitation.sentAt', '>', unseenTime(since))
      .select(count)
      .executeTakeFirstOrThrow(),
    visibleMilestones(db, viewer)
      .where('engagement.pmId', '=', pmId)
      .where('milestone.reachedOn', '>', day)
      .select(count)
      .executeTakeFirstOrThrow(),
  ])
  return { asked: asked.count, reached: reached.count }
}

/** What a subject's score read on the newest day up to `day`; undefined where it was too early to say. */
export async function findScoreValueOn(
  db: Db,
  subject: { subjectKind: SubjectKind; subjectId: number; audience: Audience },
  day: string,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('score')
    .select('value')
    .where('subjectKind', '=', subject.subjectKind)
    .where('subjectId', '=', subject.subjectId)
    .where('audience', '=', subject.audience)
    .where('asOf', '<=', day)
    .orderBy('asOf', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.value ?? undefined
}
