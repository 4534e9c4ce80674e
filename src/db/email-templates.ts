import type { Db } from './database.ts'
import type { NewRow, Row } from './schema.ts'

/** The newest version of a template in the first of `locales` that has one. */
export async function findNewestTemplate(
  db: Db,
  templateKey: string,
  locales: readonly string[],
): Promise<Row<'emailTemplateVersion'> | undefined> {
  const versions = await db
    .selectFrom('emailTemplateVersion')
    .distinctOn('locale')
    .selectAll()
    .where('templateKey', '=', templateKey)
    .where('locale', 'in', [...locales])
    .orderBy('locale')
    .orderBy('version', 'desc')
    .execute()
  return locales.map((locale) => versions.find((version) => version.locale === locale)).find(Boolean)
}

/** Adds a template as its next version where its source differs from the newest one's; says whether it did. */
export async function insertTemplateIfChanged(
  db: Db,
  template: Omit<NewRow<'emailTemplateVersion'>, 'version'>,
): Promise<boolean> {
  const newest = await findNewestTemplate(db, template.templateKey, [template.locale])
  if (newest?.source === template.source) return false
  const version = (newest?.version ?? 0) + 1
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('emailTemplateVersion')
    .values({ ...template, version })
    .onConflict((conflict) => conflict.columns(['templateKey', 'locale', 'version']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export const getTemplate = (db: Db, id: number): Promise<Row<'emailTemplateVersion'>> =>
  db.selectFrom('emailTemplateVersion').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
