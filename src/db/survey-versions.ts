import { type RawBuilder, sql } from 'kysely'
import type { SurveyDefinition } from '../core/survey.ts'
import type { Db } from './database.ts'
import type { Row } from './schema.ts'

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

/** Adds a survey as its next version where its source differs from the newest one's; says whether it did. */
export async function insertSurveyIfChanged(
  db: Db,
  survey: { source: string; definition: SurveyDefinition; createdAt: Date },
): Promise<boolean> {
  const surveyKey = survey.definition.key
  const newest = await findNewestSurveyVersion(db, surveyKey)
  if (newest?.source === survey.source) return false
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('surveyVersion')
    .values({
      surveyKey,
      version: (newest?.version ?? 0) + 1,
      source: survey.source,
      definition: jsonb(survey.definition),
      createdAt: survey.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['surveyKey', 'version']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** The newest version of every survey; what a plan's rules ask from now on. */
export const listNewestSurveyVersions = (db: Db): Promise<{ id: number; surveyKey: string }[]> =>
  db
    .selectFrom('surveyVersion')
    .distinctOn('surveyKey')
    .select(['id', 'surveyKey'])
    .orderBy('surveyKey')
    .orderBy('version', 'desc')
    .execute()
