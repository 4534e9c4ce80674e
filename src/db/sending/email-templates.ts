import { sql } from 'kysely'
import type { TemplateOrigin } from '../../core/words.ts'
import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'

export type TemplateVersion = Row<'emailTemplateVersion'>

/** What anybody of the firm last chose for the template and language: the firm's own words, or to follow the shipped ones. */
const choice = (column: 'origin' | 'version') => sql`(
  select chosen.${sql.ref(column)} from email_template_version chosen
    where chosen.template_key = email_template_version.template_key and chosen.locale = email_template_version.locale
      and chosen.created_by is not null
    order by chosen.version desc limit 1)`

/**
 * The versions in force of a template, one for each language it has: the firm's own words where it has written some and not
 * gone back since, else the newest shipped ones.
 */
export const templatesInForce = (db: Db, templateKey: string) =>
  db
    .selectFrom('emailTemplateVersion')
    .distinctOn('locale')
    .where('templateKey', '=', templateKey)
    .where(
      sql<boolean>`case when ${choice('origin')} = 'firm' then version = ${choice('version')} else origin = 'shipped' end`,
    )
    .orderBy('locale')
    .orderBy('version', 'desc')

/** Which version is in force in each language of a template; by language. */
export const listTemplatesInForce = (
  db: Db,
  templateKey: string,
): Promise<Pick<TemplateVersion, 'id' | 'locale' | 'version' | 'origin' | 'createdAt' | 'createdBy'>[]> =>
  templatesInForce(db, templateKey).select(['id', 'locale', 'version', 'origin', 'createdAt', 'createdBy']).execute()

/** The version in force of a template in one language. */
export const findTemplateInForce = (
  db: Db,
  templateKey: string,
  locale: string,
): Promise<TemplateVersion | undefined> =>
  templatesInForce(db, templateKey).selectAll().where('locale', '=', locale).executeTakeFirst()

/** The newest version of a template and language that is shipped, or the firm's own. */
export const findNewestTemplate = (
  db: Db,
  templateKey: string,
  locale: string,
  origin: TemplateOrigin,
): Promise<TemplateVersion | undefined> =>
  db
    .selectFrom('emailTemplateVersion')
    .selectAll()
    .where('templateKey', '=', templateKey)
    .where('locale', '=', locale)
    .where('origin', '=', origin)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Every version of a template and language, newest first, with who made it; null: it was shipped. */
export const listTemplateVersions = (db: Db, templateKey: string, locale: string) =>
  db
    .selectFrom('emailTemplateVersion')
    .leftJoin('staff', 'staff.id', 'emailTemplateVersion.createdBy')
    .where('templateKey', '=', templateKey)
    .where('emailTemplateVersion.locale', '=', locale)
    .select(['version', 'origin', 'words', 'createdAt', 'staff.name as madeBy'])
    .orderBy('version', 'desc')
    .execute()

/** Adds the next version of a template and language; undefined where another has just taken its number. */
export async function insertTemplateVersion(
  db: Db,
  template: Omit<NewRow<'emailTemplateVersion'>, 'version' | 'words'> & { words: Record<string, string> },
): Promise<TemplateVersion | undefined> {
  const { templateKey, locale } = template
  return db
    .insertInto('emailTemplateVersion')
    .values({
      ...template,
      words: sql`${JSON.stringify(template.words)}::text::jsonb`,
      version: sql`(select coalesce(max(version), 0) + 1 from email_template_version
        where template_key = ${templateKey} and locale = ${locale})`,
    } as unknown as NewRow<'emailTemplateVersion'>)
    .onConflict((conflict) => conflict.columns(['templateKey', 'locale', 'version']).doNothing())
    .returningAll()
    .executeTakeFirst()
}

export const getTemplate = (db: Db, id: number): Promise<TemplateVersion> =>
  db.selectFrom('emailTemplateVersion').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
