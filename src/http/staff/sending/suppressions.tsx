import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { FieldFault } from '../../../core/firm/parse-record.ts'
import { importSuppressions } from '../../../domain/sending/import-suppressions.ts'
import { removeSuppression } from '../../../domain/sending/remove-suppressions.ts'
import { showSuppression, showSuppressions, writeSuppressionsTable } from '../../../domain/sending/show-suppressions.ts'
import { suppressAddress, type TypedSuppression } from '../../../domain/sending/suppress-address.ts'
import type { Fault } from '../../../views/field.tsx'
import { page } from '../../../views/layout.tsx'
import { counted } from '../../../views/names.ts'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import { SuppressionRemovalPage } from '../../../views/sending/suppression-removal.tsx'
import { SuppressionsPage } from '../../../views/sending/suppressions.tsx'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { ID, idOf, textFields } from '../page-form.ts'
import { table } from '../table.ts'

const MAX_FILE_BYTES = 8 * 1024 * 1024
const FAULTS_SHOWN = 10

const EMPTY: TypedSuppression = { address: '', reason: 'unsubscribed', note: '' }

const SAID: Record<string, string> = {
  added: 'The address is on the list.',
  known: 'The address was on the list already; the entry stands.',
  removed: 'The address is off the list for that reason. Milestones decided from now on may ask it.',
}

const SUBJECTS: Record<string, string> = { address: 'The address', reason: 'The reason', note: 'The note' }

/** What was done, by the address that the browser was sent on to. */
function noticeOf(c: Context<AppEnv>): Notice | undefined {
  const [, created, unchanged] = /^imported-(\d{1,7})-(\d{1,7})$/.exec(c.req.query('said') ?? '') ?? []
  if (created !== undefined) {
    const [added, known] = [Number(created), Number(unchanged)]
    const before = known === 0 ? '' : `; ${counted(known, 'entry', 'entries')} stood there before`
    return { tone: 'done', text: `${counted(added, 'address', 'addresses')} added${before}.` }
  }
  const text = SAID[c.req.query('said') ?? '']
  return text === undefined ? undefined : { tone: 'done', text }
}

const cursorOf = (before = ''): number | null => (/^[1-9]\d{0,17}$/.test(before) ? Number(before) : null)

async function listPage(c: Context<AppEnv>, typed = EMPTY, faults: readonly Fault[] = []): Promise<Response> {
  const q = (c.req.query('q') ?? '').slice(0, 300)
  const window = { search: q, before: cursorOf(c.req.query('before')) }
  const shown = await showSuppressions(c.var.deps, c.var.signedIn.viewer, window)
  if (shown.kind === 'not_yours') return refuse(c, shown)
  const { entries, olderBefore } = shown
  const older = new URLSearchParams({ ...(q !== '' && { q }), before: String(olderBefore) })
  const olderPath = olderBefore === null ? null : `${paths.suppressions}?${older.toString()}`
  const frame = await frameOf(c, noticeOf(c))
  const content = SuppressionsPage({ frame, entries, q, olderPath, typed, faults })
  return c.html(page(content), faults.length > 0 ? 422 : 200)
}

const faultOf = ({ column, reason }: FieldFault): Fault => ({
  field: column,
  message: `${SUBJECTS[column] ?? column}: ${reason}`,
})

async function importList(c: Context<AppEnv>): Promise<Response> {
  const { file } = await c.req.parseBody()
  const fault = (message: string): Fault => ({ field: 'file', message })
  if (!(file instanceof File) || file.size === 0) return listPage(c, EMPTY, [fault('Choose the CSV file first')])
  const content = new Uint8Array(await file.arrayBuffer())
  const result = await importSuppressions(c.var.deps, c.var.signedIn.viewer, content)
  if (result.kind === 'not_yours') return refuse(c, result)
  if (result.kind === 'imported') {
    return c.redirect(`${paths.suppressions}?said=imported-${result.created}-${result.unchanged}`, 303)
  }
  const shown = result.faults.slice(0, FAULTS_SHOWN)
  const more = result.faults.length - shown.length
  return listPage(c, EMPTY, [
    ...shown.map(({ line, column, reason }) => fault(`Line ${line}, ${column}: ${reason}`)),
    ...(more > 0 ? [fault(`and ${counted(more, 'more fault', 'more faults')}; nothing was added`)] : []),
  ])
}

async function removalPage(c: Context<AppEnv>, why = '', faults: readonly Fault[] = []): Promise<Response> {
  const shown = await showSuppression(c.var.deps, c.var.signedIn.viewer, idOf(c))
  if (shown.kind !== 'shown') return refuse(c, shown)
  const content = SuppressionRemovalPage({ frame: await frameOf(c), entry: shown.entry, why, faults })
  return c.html(page(content), faults.length > 0 ? 422 : 200)
}

/** The list of addresses that get no mail, for administrators. */
export const suppressionRoutes = new Hono<AppEnv>()
  .get(paths.suppressions, (c) => listPage(c))
  .post(paths.suppressions, async (c) => {
    const typed = await textFields(c, ['address', 'reason', 'note'])
    const result = await suppressAddress(c.var.deps, c.var.signedIn.viewer, typed, 'staff')
    if (result.kind === 'not_yours') return refuse(c, result)
    if (result.kind === 'faults') return listPage(c, typed, result.faults.map(faultOf))
    return c.redirect(`${paths.suppressions}?said=${result.kind === 'known' ? 'known' : 'added'}`, 303)
  })
  .get(paths.suppressionsTable, async (c) => {
    const written = await writeSuppressionsTable(c.var.deps, c.var.signedIn.viewer)
    if (written.kind === 'not_yours') return refuse(c, written)
    return table(c, 'suppressions', written.text)
  })
  .post(paths.importSuppressions, bodyLimit({ maxSize: MAX_FILE_BYTES }), (c) => importList(c))
  .get(`/suppressions/${ID}/remove`, (c) => removalPage(c))
  .post(`/suppressions/${ID}/remove`, async (c) => {
    const { why } = await textFields(c, ['why'])
    const result = await removeSuppression(c.var.deps, c.var.signedIn.viewer, idOf(c), why)
    if (result.kind === 'not_yours' || result.kind === 'unknown') return refuse(c, result)
    if (result.kind === 'why_missing') {
      const message = 'Say what has changed: this person reported our mail as unwanted'
      return removalPage(c, why, [{ field: 'why', message }])
    }
    return c.redirect(`${paths.suppressions}?said=removed`, 303)
  })
