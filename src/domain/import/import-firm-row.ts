import { updateFirm } from '../../db/import/import-firm-row.ts'
import type { Upserted } from '../../db/import/upsert-rows.ts'
import type { NewRow, Row } from '../../db/schema.ts'
import type { ImportRow, ImportRun } from './import-run.ts'

const PROPERTIES = {
  name: 'name',
  from_name: 'fromName',
  from_email: 'fromEmail',
  reply_to: 'replyTo',
  time_zone: 'timeZone',
  locale: 'locale',
  accent_color: 'accentColor',
  postal_address: 'postalAddress',
} as const

/** Writes the firm's own row over `stored`; the first time, it is created in the sense of the report. */
export async function writeFirm(run: ImportRun, rows: readonly ImportRow[], stored: Row<'firm'>): Promise<Upserted> {
  const row = rows[0]
  if (row === undefined) return { created: [], updated: [] }
  const changes = Object.fromEntries(
    Object.entries(PROPERTIES).flatMap(([column, property]) => {
      const value = row.values[column]
      return value === undefined || value === stored[property] ? [] : [[property, value]]
    }),
  ) as Partial<NewRow<'firm'>>
  if (stored.setUpAt !== null && Object.keys(changes).length === 0) return { created: [], updated: [] }
  await updateFirm(run.db, changes, stored.setUpAt ?? run.now)
  const written = ['firm']
  return stored.setUpAt === null ? { created: written, updated: [] } : { created: [], updated: written }
}
