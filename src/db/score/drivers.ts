import type { SubjectDrivers } from '../../core/score/firm-drivers.ts'
import type { Audience } from '../../core/words.ts'
import { compiledOnce, type Slots } from '../compiled-once.ts'
import type { Db } from '../database.ts'
import { insertRows } from '../insert-rows.ts'
import type { Row } from '../schema.ts'

/** Writes the drivers of one day in place of what stood there. */
export async function replaceDrivers(db: Db, asOf: string, subjects: readonly SubjectDrivers[]): Promise<void> {
  await db.deleteFrom('driver').where('asOf', '=', asOf).execute()
  const rows = subjects.flatMap(({ drivers, ...subject }) => drivers.map((driver) => ({ asOf, ...subject, ...driver })))
  await insertRows(db, 'driver', rows)
}

const listNewest = compiledOnce((db, { audience, pmId }: Slots<{ audience: Audience; pmId: number }>) =>
  db
    .selectFrom('driver')
    .selectAll()
    .where('asOf', '=', (eb) => eb.selectFrom('score').select((max) => max.fn.max('asOf').as('day')))
    .where('audience', '=', audience)
    .where((eb) =>
      eb.or([eb('subjectKind', '=', 'firm'), eb.and([eb('subjectKind', '=', 'pm'), eb('subjectId', '=', pmId)])]),
    ),
)

/** The drivers of the newest day for the firm, and for a PM where one is named. */
export const listNewestDrivers = (db: Db, audience: Audience, pmId: number | null): Promise<Row<'driver'>[]> =>
  listNewest(db, { audience, pmId: pmId ?? 0 })
