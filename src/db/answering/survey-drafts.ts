import { sql } from 'kysely'
import type { SurveyDraft } from '../../core/answering/survey-draft.ts'
import type { Db } from '../database.ts'

const jsonb = (value: unknown) => sql<string>`${JSON.stringify(value)}::text::jsonb`

export type StoredDraft = {
  surveyKey: string
  draft: SurveyDraft
  /** The version it was made from; null: the survey has none yet. */
  basedOn: number | null
  /** Another number at every save, never given twice. */
  revision: number
  changedAt: Date
  changedBy: string | null
}

const drafts = (db: Db) =>
  db
    .selectFrom('surveyDraft')
    .leftJoin('staff', 'staff.id', 'surveyDraft.changedBy')
    .select(['surveyKey', 'draft', 'basedOn', 'revision', 'changedAt', 'staff.name as changedBy'])

export const findSurveyDraft = (db: Db, surveyKey: string): Promise<StoredDraft | undefined> =>
  drafts(db).where('surveyKey', '=', surveyKey).executeTakeFirst()

/** Nobody else can change or remove the draft until the transaction ends. */
export const lockSurveyDraft = (db: Db, surveyKey: string) =>
  db.selectFrom('surveyDraft').select('revision').where('surveyKey', '=', surveyKey).forNoKeyUpdate().execute()

/** Every draft, by key. */
export const listSurveyDrafts = (db: Db): Promise<StoredDraft[]> => drafts(db).orderBy('surveyKey').execute()

export type DraftToStore = {
  surveyKey: string
  draft: SurveyDraft
  basedOn: number | null
  changedBy: number | null
  changedAt: Date
}

/** Stores the first draft of a survey; its revision, undefined where somebody has just stored one. */
export async function insertSurveyDraft(db: Db, { draft, ...row }: DraftToStore): Promise<number | undefined> {
  const stored = await db
    .insertInto('surveyDraft')
    .values({ ...row, draft: jsonb(draft) })
    .onConflict((conflict) => conflict.column('surveyKey').doNothing())
    .returning('revision')
    .executeTakeFirst()
  return stored?.revision
}

/** Replaces a draft that nobody has changed since it had `revision`; its new revision, undefined where somebody has, or it is gone. */
export async function updateSurveyDraft(
  db: Db,
  { draft, surveyKey, ...row }: DraftToStore,
  revision: number,
): Promise<number | undefined> {
  const stored = await db
    .updateTable('surveyDraft')
    .set({ ...row, draft: jsonb(draft), revision: sql<number>`nextval('survey_draft_revision')` })
    .where('surveyKey', '=', surveyKey)
    .where('revision', '=', revision)
    .returning('revision')
    .executeTakeFirst()
  return stored?.revision
}

/** Removes a draft that nobody has changed since it had `revision`; false where somebody has, or it is gone. */
export async function deleteSurveyDraft(db: Db, surveyKey: string, revision: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('surveyDraft')
    .where('surveyKey', '=', surveyKey)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
