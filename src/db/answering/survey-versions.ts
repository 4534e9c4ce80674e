import { type RawBuilder, sql } from 'kysely'
import type { SurveyDefinition } from '../../core/answering/survey.ts'
import type { Db } from '../database.ts'
import { keptOf } from '../kept.ts'
import type { Row } from '../schema.ts'

/** Bound as text: the driver would write a string bound as jsonb as a JSON string. */
const jsonb = (value: unknown): RawBuilder<string> => sql`${JSON.stringify(value)}::text::jsonb`

export const findNewestSurveyVersion = (db: Db, surveyKey: string): Promise<Row<'surveyVersion'> | undefined> =>
  db
    .selectFrom('surveyVersion')
    .selectAll()
    .where('surveyKey', '=', surveyKey)
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

/** Who wrote a version: we, or the firm. */
export type SurveyOrigin = Row<'surveyVersion'>['origin']

export type NewSurvey = { source: string; definition: SurveyDefinition; origin: SurveyOrigin; createdAt: Date }

/**
 * Adds a survey as its next version where its source differs from the newest one's; the version that stands now, and
 * whether it is new. What we ship never replaces what the firm has written.
 */
export async function insertSurveyIfChanged(db: Db, survey: NewSurvey): Promise<{ version: number; isNew: boolean }> {
  const { source, definition, origin, createdAt } = survey
  const surveyKey = definition.key
  for (;;) {
    const newest = await findNewestSurveyVersion(db, surveyKey)
    const stays = newest && (newest.source === source || (origin === 'shipped' && newest.origin === 'firm'))
    if (stays) return { version: newest.version, isNew: false }
    const version = (newest?.version ?? 0) + 1
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('surveyVersion')
      .values({ surveyKey, version, source, definition: jsonb(definition), origin, createdAt })
      .onConflict((conflict) => conflict.columns(['surveyKey', 'version']).doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 1n) return { version, isNew: true }
    // Somebody else took the number in between: look again.
  }
}

/** The newest version of every survey, by key. */
export const listSurveys = (db: Db) =>
  db
    .selectFrom('surveyVersion')
    .distinctOn('surveyKey')
    .select(['surveyKey', 'version', 'origin', 'definition', 'createdAt'])
    .orderBy('surveyKey')
    .orderBy('version', 'desc')
    .execute()

/** The newest version of every survey; what a plan's rules ask from now on. */
export const listNewestSurveyVersions = (db: Db): Promise<{ id: number; surveyKey: string }[]> =>
  db
    .selectFrom('surveyVersion')
    .distinctOn('surveyKey')
    .select(['id', 'surveyKey'])
    .orderBy('surveyKey')
    .orderBy('version', 'desc')
    .execute()
