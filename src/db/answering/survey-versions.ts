import { type RawBuilder, sql } from 'kysely'
import type { SurveyDefinition } from '../../core/answering/survey.ts'
import type { Db } from '../database.ts'
import { keptOf } from '../kept.ts'
import type { Row } from '../schema.ts'

/** Bound as text: the driver would write a string bound as jsonb as a JSON string. */
const jsonb = (value: unknown): RawBuilder<string> => sql`${JSON.stringify(value)}::text::jsonb`

/** Who wrote a version: we, or the firm. */
export type SurveyOrigin = Row<'surveyVersion'>['origin']

/** What somebody of the firm last chose for the survey: a version of its own, or to follow the shipped ones. */
const lastChoice = sql`(
  select chosen.origin from survey_version chosen
    where chosen.survey_key = survey_version.survey_key and (chosen.origin = 'firm' or chosen.created_by is not null)
    order by chosen.version desc limit 1)`

/**
 * The version of each survey that is asked from now on: the firm's own where it has written one and not gone back since,
 * else the newest shipped one.
 */
const inForce = (db: Db) =>
  db
    .selectFrom('surveyVersion')
    .distinctOn('surveyKey')
    .where(sql<boolean>`(origin = 'firm' or created_by is not null or ${lastChoice} is distinct from 'firm')`)
    .orderBy('surveyKey')
    .orderBy('version', 'desc')

/** The version of a survey that is asked from now on. */
export const findSurveyInForce = (db: Db, surveyKey: string): Promise<Row<'surveyVersion'> | undefined> =>
  inForce(db).selectAll().where('surveyKey', '=', surveyKey).executeTakeFirst()

/** The versions in force of all surveys, by key. */
export const listSurveysInForce = (db: Db) =>
  inForce(db).select(['id', 'surveyKey', 'version', 'origin', 'definition', 'createdAt', 'createdBy']).execute()

const findNewest = (db: Db, surveyKey: string, origin?: SurveyOrigin): Promise<Row<'surveyVersion'> | undefined> =>
  db
    .selectFrom('surveyVersion')
    .selectAll()
    .where('surveyKey', '=', surveyKey)
    .$if(origin !== undefined, (query) => query.where('origin', '=', origin ?? 'firm'))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

const kept = keptOf(() => new Map<number, SurveyDefinition>())

/** What a version asks. Versions never change, so each is read once. */
export async function getSurvey(db: Db, versionId: number): Promise<SurveyDefinition> {
  const known = kept(db).get(versionId)
  if (known) return known
  const { definition } = await db
    .selectFrom('surveyVersion')
    .select('definition')
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow()
  kept(db).set(versionId, definition)
  return definition
}

/** The newest version that came with the program, or that goes back to one; undefined: the survey is the firm's alone. */
export const findNewestShippedSurvey = (db: Db, surveyKey: string) => findNewest(db, surveyKey, 'shipped')

export const findSurveyVersion = (
  db: Db,
  surveyKey: string,
  version: number,
): Promise<Row<'surveyVersion'> | undefined> =>
  db
    .selectFrom('surveyVersion')
    .selectAll()
    .where('surveyKey', '=', surveyKey)
    .where('version', '=', version)
    .executeTakeFirst()

/** Every version of a survey, newest first, with who made it (null: it came with the program or from the command line) and how many were asked with it. */
export const listSurveyVersions = (db: Db, surveyKey: string) =>
  db
    .selectFrom('surveyVersion')
    .leftJoin('staff', 'staff.id', 'surveyVersion.createdBy')
    .where('surveyKey', '=', surveyKey)
    .select(['surveyVersion.id', 'version', 'origin', 'definition', 'surveyVersion.createdAt', 'staff.name as madeBy'])
    .select((eb) => [
      eb
        .selectFrom('invitation')
        .whereRef('invitation.surveyVersionId', '=', 'surveyVersion.id')
        .where('invitation.state', 'in', ['sent', 'answered', 'closed', 'bounced'])
        .select(sql<number>`count(*)::int`.as('count'))
        .as('asked'),
      eb
        .selectFrom('invitation')
        .whereRef('invitation.surveyVersionId', '=', 'surveyVersion.id')
        .where('invitation.state', '=', 'answered')
        .select(sql<number>`count(*)::int`.as('count'))
        .as('answered'),
      eb
        .selectFrom('invitation')
        .whereRef('invitation.surveyVersionId', '=', 'surveyVersion.id')
        .where('invitation.state', '=', 'planned')
        .select(sql<number>`count(*)::int`.as('count'))
        .as('planned'),
    ])
    .orderBy('version', 'desc')
    .execute()

export type NewSurvey = {
  source: string
  definition: SurveyDefinition
  origin: SurveyOrigin
  createdAt: Date
  /** Who chose it on a page or by API; null: the program or the command line did. */
  createdBy?: number | null
}

/** Adds the next version of a survey; undefined where another has just taken its number. */
export async function insertSurveyVersion(db: Db, survey: NewSurvey, version: number): Promise<number | undefined> {
  const { source, definition, origin, createdAt, createdBy = null } = survey
  const inserted = await db
    .insertInto('surveyVersion')
    .values({
      surveyKey: definition.key,
      version,
      source,
      definition: jsonb(definition),
      origin,
      createdAt,
      createdBy,
    })
    .onConflict((conflict) => conflict.columns(['surveyKey', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst()
  return inserted?.version
}

/** The number that the next version of a survey gets. */
export const nextSurveyVersion = async (db: Db, surveyKey: string): Promise<number> =>
  ((await findNewest(db, surveyKey))?.version ?? 0) + 1

/**
 * Adds a survey as its next version: what we ship where it differs from what we last shipped, what the firm has written
 * where it differs from what is in force. The version that stands for it, and whether it is new. What we ship never
 * comes into force over what the firm has written.
 */
export async function insertSurveyIfChanged(db: Db, survey: NewSurvey): Promise<{ version: number; isNew: boolean }> {
  const surveyKey = survey.definition.key
  for (;;) {
    // The number first: whoever adds one after this look takes it, and is seen by the next.
    const next = await nextSurveyVersion(db, surveyKey)
    const stands =
      survey.origin === 'shipped'
        ? await findNewestShippedSurvey(db, surveyKey)
        : await findSurveyInForce(db, surveyKey)
    if (stands?.source === survey.source) return { version: stands.version, isNew: false }
    const version = await insertSurveyVersion(db, survey, next)
    if (version !== undefined) return { version, isNew: true }
    // Somebody else took the number in between: look again.
  }
}

/** The surveys' keys with the key of the version in force; what a plan's rules ask from now on. */
export const listAskedSurveyVersions = (db: Db): Promise<{ id: number; surveyKey: string }[]> =>
  inForce(db).select(['id', 'surveyKey']).execute()

/** The newest shipped version of every survey that came with the program, by key. */
export const listShippedSurveys = (db: Db) =>
  db
    .selectFrom('surveyVersion')
    .distinctOn('surveyKey')
    .where('origin', '=', 'shipped')
    .select(['surveyKey', 'version', 'definition'])
    .orderBy('surveyKey')
    .orderBy('version', 'desc')
    .execute()
