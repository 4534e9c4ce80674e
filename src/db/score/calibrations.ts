import { sql } from 'kysely'
import type { SaidAndDone } from '../../core/score/checked-outcomes.ts'
import type { ReliabilityBin } from '../../core/score/reliability.ts'
import type { Window } from '../../core/page-of.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Audience } from '../../core/words.ts'
import { compiledOnce, type Slots } from '../compiled-once.ts'
import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'
import { visibleAccounts } from '../visible.ts'
import { newestScoreDay, ofAccount } from './scores.ts'

/** A score as outcomes have checked it. */
type Checked = Pick<Row<'calibratedScore'>, 'value' | 'low' | 'high'>

/** Which outcomes there are up to a day and which fit is the newest: a calibration that saw the same needs no repeating. */
export async function getCalibrationBasis(db: Db, until: string): Promise<string> {
  const { rows } = await sql<{ basis: string }>`
    select concat((select max(id) from score_fit where failure is null), '/',
      md5(string_agg(concat_ws('/', id, account_id, engagement_id, needed_on, called_first), ',' order by id))) as basis
    from outcome where needed_on <= ${until}::date`.execute(db)
  return rows[0]?.basis ?? ''
}

const listNewest = compiledOnce((db, { audience }: Slots<{ audience: Audience }>) =>
  db.selectFrom('calibration').selectAll().where('audience', '=', audience).orderBy('asOf', 'desc').limit(1),
)

/** The newest calibration, as one audience reads it. */
export const findNewestCalibration = async (db: Db, audience: Audience): Promise<Row<'calibration'> | undefined> =>
  (await listNewest(db, { audience }))[0]

type NewCalibration = Omit<NewRow<'calibration'>, 'bins' | 'byAnswer'> & {
  bins: readonly ReliabilityBin[]
  byAnswer: readonly SaidAndDone[]
}

/** By way of text: the driver would encode a string bound for jsonb once more. */
const jsonb = (value: unknown) => sql<string>`${JSON.stringify(value)}::text::jsonb`

/** Writes the calibration of a day for an audience in place of what stood there, with the scores as it says them. */
export async function replaceCalibration(
  db: Db,
  { bins, byAnswer, ...calibration }: NewCalibration,
  scores: readonly Omit<NewRow<'calibratedScore'>, 'calibrationId'>[],
): Promise<void> {
  await db
    .deleteFrom('calibration')
    .where('asOf', '=', calibration.asOf)
    .where('audience', '=', calibration.audience)
    .execute()
  const { id } = await db
    .insertInto('calibration')
    .values({ ...calibration, bins: jsonb(bins), byAnswer: jsonb(byAnswer) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`
    insert into calibrated_score (calibration_id, subject_kind, subject_id, value, low, high)
    select ${id}, given.* from jsonb_to_recordset(${JSON.stringify(scores)}::text::jsonb)
      as given ("subjectKind" text, "subjectId" bigint, value float8, low float8, high float8)`.execute(db)
}

/** The firm's score as a calibration says it. */
export const findCheckedFirm = (db: Db, calibrationId: number): Promise<Checked | undefined> =>
  db
    .selectFrom('calibratedScore')
    .where('calibrationId', '=', calibrationId)
    .where('subjectKind', '=', 'firm')
    .select(['value', 'low', 'high'])
    .executeTakeFirst()

/** Accounts that the viewer sees and that have a score, checked by a calibration. */
const checkedAccounts = (db: Db, viewer: Viewer, calibrationId: number) =>
  visibleAccounts(db, viewer)
    .innerJoin('calibratedScore as checked', (join) =>
      join
        .onRef('checked.subjectId', '=', 'account.id')
        .on('checked.subjectKind', '=', 'account')
        .on('checked.calibrationId', '=', calibrationId),
    )
    .innerJoin('score', (join) => join.on(ofAccount(viewer, newestScoreDay)))

export async function countCheckedAccounts(db: Db, viewer: Viewer, calibrationId: number): Promise<number> {
  const all = checkedAccounts(db, viewer, calibrationId).select(sql<number>`count(*)::int`.as('count'))
  return (await all.executeTakeFirstOrThrow()).count
}

/** Some of them, by name, with what was stated. */
export const listCheckedAccounts = (db: Db, viewer: Viewer, calibrationId: number, window: Window | null) =>
  checkedAccounts(db, viewer, calibrationId)
    .selectAll('score')
    .select(['account.id as accountId', 'account.name'])
    .select(['checked.value as checkedValue', 'checked.low as checkedLow', 'checked.high as checkedHigh'])
    .orderBy(sql`lower(account.name)`)
    .orderBy('account.id')
    .$if(window !== null, (query) => query.limit(window?.limit ?? 0).offset(window?.offset ?? 0))
    .execute()
