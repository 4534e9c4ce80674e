import type { Db } from '../database.ts'
import type { Row } from '../schema.ts'

/** Undefined while the mail server takes what it is handed. */
export const findMailOutage = (db: Db): Promise<Row<'mailOutage'> | undefined> =>
  db.selectFrom('mailOutage').selectAll().executeTakeFirst()

/** Several servers that find out together say so once. */
export async function keepMailOutage(db: Db, outage: { until: Date; failures: number; reason: string }): Promise<void> {
  await db
    .insertInto('mailOutage')
    .values(outage)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(outage))
    .execute()
}

export async function endMailOutage(db: Db): Promise<void> {
  await db.deleteFrom('mailOutage').execute()
}
