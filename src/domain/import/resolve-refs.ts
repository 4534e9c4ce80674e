import { columnsOf, type CsvFile, type ReferredFile } from '../../core/firm/csv-columns.ts'
import { quoted } from '../../core/firm/field-kinds.ts'
import { findByRefs, type Found, type ReferredTable } from '../../db/import/find-by-refs.ts'
import { checkEnds } from './check-ends.ts'
import { type ImportRow, type ImportRun, textOf } from './import-run.ts'

export const TABLES = {
  'staff.csv': 'staff',
  'accounts.csv': 'account',
  'contacts.csv': 'contact',
  'engagements.csv': 'engagement',
  'milestones.csv': 'milestone',
} as const satisfies Record<ReferredFile, ReferredTable>

/** Why `ref` can't be referred to: its own row is rejected, or there is none. */
export function unresolved(run: ImportRun, file: ReferredFile, ref: string): string {
  const line = run.rejected.get(file)?.get(ref)
  return line === undefined
    ? `${quoted(ref)} is neither in ${file} nor in the database; add it there or correct it here`
    : `${quoted(ref)} is rejected itself (${file}:${line}); mend that row first`
}

async function resolveColumn(
  run: ImportRun,
  rows: readonly ImportRow[],
  column: string,
  file: ReferredFile,
): Promise<void> {
  const refs = new Set(rows.flatMap((row) => textOf(row, column) ?? []))
  const found = await findByRefs(run.db, TABLES[file], [...refs])
  for (const row of rows) {
    const ref = textOf(row, column)
    if (ref === undefined) continue
    const target = found.get(ref)
    if (target === undefined) row.faults.push({ column, reason: unresolved(run, file, ref) })
    else row.found[column] = target
  }
}

/** What must belong together: the thing under `column` belongs to the one under `owner`. */
type Belonging = { column: string; of: (found: Record<string, Found>) => number | null | undefined; reason: string }

const BELONGING: Partial<Record<CsvFile, Belonging[]>> = {
  'engagement_contacts.csv': [
    {
      column: 'contact_ref',
      of: (found) => found['engagement_ref']?.ownerId,
      reason: "belongs to another account than the engagement; name a contact of the engagement's account",
    },
  ],
  'responses.csv': [
    {
      column: 'contact_ref',
      of: (found) => found['engagement_ref']?.ownerId,
      reason: "belongs to another account than the engagement; name a contact of the engagement's account",
    },
    {
      column: 'milestone_ref',
      of: (found) => found['engagement_ref']?.id,
      reason: 'belongs to another engagement; name a milestone of this one',
    },
  ],
  'outcomes.csv': [
    {
      column: 'engagement_ref',
      of: (found) => found['account_ref']?.id,
      reason: 'belongs to another account; name an engagement of this one',
    },
  ],
}

function checkBelonging(file: CsvFile, rows: readonly ImportRow[]): void {
  for (const { column, of, reason } of BELONGING[file] ?? []) {
    for (const row of rows) {
      const owner = of(row.found)
      const member = row.found[column]
      if (owner !== undefined && member !== undefined && member.ownerId !== owner) row.faults.push({ column, reason })
    }
  }
}

const OWNER_COLUMNS = {
  'contacts.csv': 'account_ref',
  'engagements.csv': 'account_ref',
  'milestones.csv': 'engagement_ref',
} as const

/** People, work and answers hang on these: none of them moves to another owner later. */
async function checkOwners(
  run: ImportRun,
  file: keyof typeof OWNER_COLUMNS,
  rows: readonly ImportRow[],
): Promise<void> {
  const column = OWNER_COLUMNS[file]
  const stored = await findByRefs(
    run.db,
    TABLES[file],
    rows.flatMap((row) => textOf(row, 'ref') ?? []),
  )
  for (const row of rows) {
    const before = stored.get(textOf(row, 'ref') ?? '')
    const owner = row.found[column]
    // A ref that stands twice has been written by its first row just now.
    if (row.faults.some((fault) => fault.column === 'ref')) continue
    if (before !== undefined && owner !== undefined && before.ownerId !== owner.id) {
      row.faults.push({ column, reason: 'differs from before, and answers hang on it; give the row a new ref instead' })
    }
  }
}

/** Finds what each row refers to, in the files and the database, and checks that it fits together. */
export async function resolveRefs(run: ImportRun, file: CsvFile, rows: readonly ImportRow[]): Promise<void> {
  for (const [column, { refersTo }] of Object.entries(columnsOf(file))) {
    // A leader may stand on a later line of the same file.
    if (refersTo !== null && refersTo !== file) await resolveColumn(run, rows, column, refersTo)
  }
  checkBelonging(file, rows)
  if (file === 'engagements.csv') await checkEnds(run, rows)
  if (file in OWNER_COLUMNS) await checkOwners(run, file as keyof typeof OWNER_COLUMNS, rows)
}
