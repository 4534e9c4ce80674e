import type { Updateable } from 'kysely'
import type { Db } from '../database.ts'
import type { Row, Schema } from '../schema.ts'

/** The firm with what is shown of its logo; without a logo these are null. */
export type Firm = Row<'firm'> & {
  logoFormat: Row<'firmLogo'>['format'] | null
  /** In pixels. */
  logoWidth: number | null
  logoHeight: number | null
}

/** The one firm of this installation; `setUpAt` is null until somebody has named it. */
export const getFirm = (db: Db): Promise<Firm> =>
  db
    .selectFrom('firm')
    .leftJoin('firmLogo as logo', 'logo.hash', 'firm.logoHash')
    .selectAll('firm')
    .select(['logo.format as logoFormat', 'logo.width as logoWidth', 'logo.height as logoHeight'])
    .executeTakeFirstOrThrow()

export async function updateFirm(db: Db, change: Omit<Updateable<Schema['firm']>, 'id'>): Promise<void> {
  await db.updateTable('firm').set(change).execute()
}
