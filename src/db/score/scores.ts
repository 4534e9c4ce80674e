import { type Expression, type RawBuilder, sql, type SqlBool } from 'kysely'
import type { PmComparison } from '../../core/score/pm-comparison.ts'
import type { RatedAnswer } from '../../core/score/firm-drivers.ts'
import { SCORE_LEVEL, type Score } from '../../core/score/scores.ts'
import { audienceOf, seesEverything, type Viewer } from '../../core/viewer.ts'
import type { Audience, SubjectKind } from '../../core/words.ts'
import { anyKeyOf, keysText } from '../any-of.ts'
import { compiledOnce, type Slots } from '../compiled-once.ts'
import type { Db } from '../database.ts'
import { rowsOf, valueOf } from '../in-one-value.ts'
import { insertRows } from '../insert-rows.ts'
import type { NewRow, Row } from '../schema.ts'
import { visibleAccounts, visibleEngagements, visibleStaff } from '../visible.ts'
import { groupOf } from './hidden-groups.ts'

/** Every answer given after `since` and up to `until`, in the order it came; the PM is the invitation's. */
export async function listScoredAnswers(db: Db, period: { since: Date; until: Date }): Promise<RatedAnswer[]> {
  return db
    .selectFrom('response')
    .innerJoin('invitation', 'invitation.id', 'response.invitationId')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .leftJoin('hiddenGroup', 'hiddenGroup.id', 'response.hiddenGroupId')
    .where('response.answeredAt', '>', period.since)
    .where('response.answeredAt', '<=', period.until)
    .orderBy('response.answeredAt')
    .orderBy('response.id')
    .select([
      'response.callFirst',
      'milestone.kind as milestoneKind',
      'response.visibility',
      'response.answeredAt',
      'invitation.contactId',
      'invitation.pmId',
      'engagement.accountId',
      'engagement.id as engagementId',
      groupOf(period.until).as('group'),
      sql<Record<string, number>>`coalesce(
        (select json_object_agg(key, rating) from experience where response_id = response.id), '{}'::json)`.as(
        'experiences',
      ),
    ])
    .execute()
}

/** How many answers there are and when the newest change was: a fit that saw the same needs no repeating. */
export async function getAnswersState(db: Db, until: Date): Promise<{ answers: number; through: Date | null }> {
  return db
    .selectFrom('response')
    .where('answeredAt', '<=', until)
    .select([sql<number>`count(*)::int`.as('answers'), sql<Date | null>`max(changed_at)`.as('through')])
    .executeTakeFirstOrThrow()
}

export const findNewestFit = (db: Db): Promise<Row<'scoreFit'> | undefined> =>
  db.selectFrom('scoreFit').selectAll().orderBy('finishedAt', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()

/** The newest fit that succeeded. */
export const findNewestSoundFit = (db: Db): Promise<Row<'scoreFit'> | undefined> =>
  db
    .selectFrom('scoreFit')
    .selectAll()
    .where('failure', 'is', null)
    .orderBy('finishedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export async function insertFit(db: Db, fit: NewRow<'scoreFit'>): Promise<void> {
  await db.insertInto('scoreFit').values(fit).execute()
}

/** True where this transaction may fit; false where another server is fitting at this moment. */
export async function tryLockFit(db: Db): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('firstcall fit')) as locked`.execute(db)
  return rows[0]?.locked ?? false
}

/** Writes the scores of one day in place of what stood there. */
export async function replaceScores(db: Db, asOf: string, scores: readonly Score[], computedAt: Date): Promise<void> {
  await db.deleteFrom('score').where('asOf', '=', asOf).execute()
  const rows = scores.map(({ parts, ...score }) => ({
    ...score,
    level: SCORE_LEVEL,
    asOf,
    computedAt,
    partFirm: parts?.firm ?? null,
    partPm: parts?.pm ?? null,
    partAccounts: parts?.accounts ?? null,
    partEngagements: parts?.engagements ?? null,
  }))
  await insertRows(db, 'score', rows)
}

/** Puts the comparisons of the newest fit in place of the last ones. */
export async function replacePmComparison(db: Db, comparison: PmComparison): Promise<void> {
  const { pmIds, ahead, differences, reaches, islands } = comparison
  await db.deleteFrom('pmComparison').execute()
  const rows = pmIds.map((pmId, i) => {
    const above = { from: i * pmIds.length + i + 1, to: (i + 1) * pmIds.length }
    return {
      pmId,
      otherPmIds: pmIds.slice(i + 1),
      ahead: ahead.slice(above.from, above.to),
      difference: differences.slice(above.from, above.to),
      reach: reaches.slice(above.from, above.to),
      comparable: islands.slice(i + 1).map((island) => island === islands[i]),
    }
  })
  await insertRows(db, 'pmComparison', rows)
}

/** The newest day that has scores, up to a day, where a query asks for it by itself. */
export const scoreDayUntil = (day: string | RawBuilder<string>): RawBuilder<string> => sql<string>`(
  select newest.as_of from score as newest where newest.as_of <= ${day}::date order by newest.as_of desc limit 1)`
export const newestScoreDay = scoreDayUntil('infinity')

/** Where `score` is joined to `account`: its score of a day, as the viewer's audience reads it. */
export const ofAccount = (viewer: Viewer, day: RawBuilder<string>): Expression<SqlBool> => sql<SqlBool>`(
  score.subject_id = account.id and score.subject_kind = 'account' and score.audience = ${audienceOf(viewer)} and score.as_of = ${day})`

/** The newest day that has scores. */
export async function findNewestScoreDay(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('score').select('asOf').orderBy('asOf', 'desc').limit(1).executeTakeFirst()
  return row?.asOf
}

/** The newest day up to `day` that has scores. */
export async function findScoreDayUntil(db: Db, day: string): Promise<string | undefined> {
  const rows = db.selectFrom('score').select('asOf').where('asOf', '<=', day)
  return (await rows.orderBy('asOf', 'desc').limit(1).executeTakeFirst())?.asOf
}

/** The names of those subjects whose score the viewer may see, by key; a PM sees no other PM's. */
export async function listSubjectNames(
  db: Db,
  viewer: Viewer,
  subjectKind: SubjectKind,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const own = seesEverything(viewer) ? null : viewer.staffId
  const subjects = {
    firm: () =>
      db
        .selectFrom('firm')
        .select(['firm.id', 'firm.name'])
        .where('firm.id', 'in', ids as 1[]),
    account: () => visibleAccounts(db, viewer).select(['account.id', 'account.name']).where('account.id', 'in', ids),
    engagement: () =>
      visibleEngagements(db, viewer).select(['engagement.id', 'engagement.name']).where('engagement.id', 'in', ids),
    pm: () =>
      visibleStaff(db, viewer)
        .select(['staff.id', 'staff.name'])
        .where('staff.id', 'in', ids)
        .$if(own !== null, (query) => query.where('staff.id', '=', own ?? 0)),
  }
  const rows: { id: number; name: string }[] = await subjects[subjectKind]().execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What pages and digests tell of a score. */
const TOLD = [
  ...(['subjectKind', 'subjectId', 'enough', 'value', 'low', 'high', 'level', 'tier', 'se', 'degrees'] as const),
  ...(['answers', 'respondents', 'accounts', 'plainAverage'] as const),
  ...(['partFirm', 'partPm', 'partAccounts', 'partEngagements'] as const),
]

export type ToldScore = Pick<Row<'score'>, (typeof TOLD)[number]>

type Told = { subjectKind: SubjectKind; audience: Audience; until: string }

const toldUntil = (db: Db, { subjectKind, audience, until }: Slots<Told>) =>
  db
    .selectFrom('score')
    .select(TOLD)
    .where('subjectKind', '=', subjectKind)
    .where('audience', '=', audience)
    .where('asOf', '=', scoreDayUntil(until))

const listAll = compiledOnce((db, which: Slots<Told>) => valueOf(db, toldUntil(db, which).as('each'), TOLD))
const listSome = compiledOnce((db, which: Slots<Told & { ids: string }>) =>
  valueOf(db, toldUntil(db, which).where('subjectId', '=', anyKeyOf(which.ids)).as('each'), TOLD),
)

/** The scores of one kind on the newest day up to one, as one audience reads them, by subject: all, or those of some subjects. */
export async function listScoresUntil(
  db: Db,
  until: string,
  { ids, ...which }: Omit<Told, 'until'> & { ids?: readonly number[] | undefined },
): Promise<Map<number, ToldScore>> {
  const asked = { ...which, until }
  const [found] = await (ids === undefined ? listAll(db, asked) : listSome(db, { ...asked, ids: keysText(ids) }))
  return new Map(rowsOf<ToldScore>(TOLD, found?.value ?? []).map((row) => [row.subjectId, row]))
}

type Subject = { subjectKind: SubjectKind; subjectId: number; audience: Audience }

const listHistory = compiledOnce((db, { subjectKind, subjectId, audience }: Slots<Subject>) => {
  const week = sql`date_trunc('week', as_of)`
  return db
    .selectFrom('score')
    .distinctOn(week)
    .select(['asOf', 'enough', 'value', 'low', 'high'])
    .where('subjectKind', '=', subjectKind)
    .where('subjectId', '=', subjectId)
    .where('audience', '=', audience)
    .where('asOf', '>', sql<string>`(select max(as_of) from score) - interval '2 years'`)
    .orderBy(week)
    .orderBy('asOf', 'desc')
})

/** One subject's scores of the last two years, oldest first: the last day of each week. */
export const listScoreHistory = (
  db: Db,
  subject: Subject,
): Promise<Pick<Row<'score'>, 'asOf' | 'enough' | 'value' | 'low' | 'high'>[]> => listHistory(db, subject)
