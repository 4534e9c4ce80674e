import type { Direction } from '../../core/languages.ts'
import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'

export type EmailLayout = Row<'emailLayout'>

/** The newest compiled layout of a template; undefined before `migrate` has run. */
export const findNewestLayout = (db: Db, templateKey: string, direction: Direction): Promise<EmailLayout | undefined> =>
  db
    .selectFrom('emailLayout')
    .selectAll()
    .where('templateKey', '=', templateKey)
    .where('direction', '=', direction)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Adds a compiled layout after the newest one's version; the one that is there then, if another server was quicker. */
export async function insertLayout(
  db: Db,
  newest: number,
  layout: Omit<NewRow<'emailLayout'>, 'version'>,
): Promise<EmailLayout> {
  const version = newest + 1
  await db
    .insertInto('emailLayout')
    .values({ ...layout, version })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { templateKey, direction } = layout
  return (await findNewestLayout(db, templateKey, direction)) as EmailLayout
}
