import type { Db } from '../database.ts'
import type { Row } from '../schema.ts'

/** The firm's holidays, oldest first. */
export const listHolidays = (db: Db): Promise<Row<'holiday'>[]> =>
  db.selectFrom('holiday').selectAll().orderBy('day').execute()

/** From now on these days are the firm's holidays, and no others. */
export async function replaceHolidays(db: Db, holidays: readonly Row<'holiday'>[]): Promise<void> {
  await db.deleteFrom('holiday').execute()
  if (holidays.length > 0)
    await db
      .insertInto('holiday')
      .values([...holidays])
      .execute()
}
