import { sql, type Updateable } from 'kysely'
import type { Db } from '../database.ts'
import { keptOf } from '../kept.ts'
import type { Row, Schema } from '../schema.ts'

/** The firm with what is shown of its logo; without a logo these are null. */
export type Firm = Row<'firm'> & {
  logoFormat: Row<'firmLogo'>['format'] | null
  /** In pixels. */
  logoWidth: number | null
  logoHeight: number | null
}

const readFirm = (db: Db): Promise<Firm> =>
  db
    .selectFrom('firm')
    .leftJoin('firmLogo as logo', 'logo.hash', 'firm.logoHash')
    .selectAll('firm')
    .select(['logo.format as logoFormat', 'logo.width as logoWidth', 'logo.height as logoHeight'])
    .executeTakeFirstOrThrow()

/** What changes whenever the firm's row does. */
export const firmVersion = sql<string>`firm.xmin::text || firm.ctid::text`

const kept = keptOf((): { version?: string; firm?: Firm } => ({}))

/** The firm as it was at `version`, which was just read: asked for again only after it has changed. */
export async function getFirmAt(db: Db, version: string): Promise<Firm> {
  const last = kept(db)
  if (last.firm && last.version === version) return last.firm
  const firm = await readFirm(db)
  // Should it have changed in between, the next to read its version asks again.
  Object.assign(last, { version, firm })
  return firm
}

/** The one firm of this installation; `setUpAt` is null until somebody has named it. */
export async function getFirm(db: Db): Promise<Firm> {
  const { version } = await db.selectFrom('firm').select(firmVersion.as('version')).executeTakeFirstOrThrow()
  return getFirmAt(db, version)
}

export async function updateFirm(db: Db, change: Omit<Updateable<Schema['firm']>, 'id'>): Promise<void> {
  await db.updateTable('firm').set(change).execute()
}
