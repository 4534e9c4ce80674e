import { EXPERIENCE_KEYS, type Visibility } from '../../core/words.ts'
import {
  findAsked,
  findResponses,
  type ImportedResponse,
  insertResponses,
  type StoredResponse,
  updateResponses,
} from '../../db/import/import-responses.ts'
import type { Upserted } from '../../db/import/upsert-rows.ts'
import { type ImportRow, type ImportRun, textOf } from './import-run.ts'

const pairOf = (row: ImportRow): string => `${row.found['milestone_ref']?.id}/${row.found['contact_ref']?.id}`

/** What the row says, over what is stored: a column the file leaves out keeps what it had. */
function merge(row: ImportRow, stored: StoredResponse | undefined): ImportedResponse {
  const { values, found } = row
  const given = <T>(column: string, otherwise: T): T =>
    values[column] === undefined ? otherwise : (values[column] as T)
  const experiences = EXPERIENCE_KEYS.flatMap((key) => {
    const rating = given<number | null>(key, stored?.experiences[key] ?? null)
    return rating === null ? [] : [[key, rating] as const]
  })
  return {
    ref: textOf(row, 'ref')!,
    milestoneId: found['milestone_ref']!.id,
    contactId: found['contact_ref']!.id,
    engagementId: found['engagement_ref']!.id,
    answeredAt: new Date(textOf(row, 'answered_at')!),
    callFirst: values['call_first'] as number,
    comment: given('comment', stored?.comment ?? null),
    needsNext: given('needs_next', stored?.needsNext ?? null),
    visibility: given<Visibility>('visibility', stored?.visibility ?? 'team'),
    experiences: Object.fromEntries(experiences),
  }
}

function isSame(one: ImportedResponse, stored: StoredResponse): boolean {
  return (
    one.answeredAt.getTime() === stored.answeredAt.getTime() &&
    one.callFirst === stored.callFirst &&
    one.comment === stored.comment &&
    one.needsNext === stored.needsNext &&
    one.visibility === stored.visibility &&
    Object.keys(one.experiences).length === Object.keys(stored.experiences).length &&
    Object.entries(one.experiences).every(([key, rating]) => stored.experiences[key] === rating)
  )
}

/** Refuses answers that would stand beside, move or overwrite one that is stored. */
export async function checkResponses(run: ImportRun, rows: readonly ImportRow[]): Promise<void> {
  const stored = await findResponses(
    run.db,
    rows.flatMap((row) => textOf(row, 'ref') ?? []),
  )
  const asked = await findAsked(run.db, [...new Set(rows.flatMap((row) => row.found['milestone_ref']?.id ?? []))])
  for (const row of rows) {
    if (row.found['milestone_ref'] === undefined || row.found['contact_ref'] === undefined) continue
    // What it repeats has been written by an earlier row just now.
    if (row.faults.some(({ column }) => column === 'ref' || column === 'contact_ref')) continue
    const before = stored.get(textOf(row, 'ref') ?? '')
    if (before !== undefined) {
      checkStored(row, before)
      continue
    }
    const pair = asked.get(pairOf(row))
    if (pair === undefined) continue
    const reason =
      pair.responseRef === null
        ? 'has been asked at this milestone by FirstCall; leave the row out'
        : `has already answered at this milestone as '${pair.responseRef}'; leave the row out`
    row.faults.push({ column: 'contact_ref', reason })
  }
}

function checkStored(row: ImportRow, stored: StoredResponse): void {
  const reason = 'is the ref of another answer; give the row a new ref'
  if (pairOf(row) !== `${stored.milestoneId}/${stored.contactId}`) row.faults.push({ column: 'ref', reason })
  else if (stored.origin !== 'import' && row.faults.length === 0 && !isSame(merge(row, stored), stored)) {
    row.faults.push({
      column: 'ref',
      reason: 'was answered in FirstCall, where only the client changes it; leave the row out',
    })
  }
}

/** Writes accepted rows as history: no mail is sent and nothing followed up for them. */
export async function writeResponses(run: ImportRun, rows: readonly ImportRow[]): Promise<Upserted> {
  const stored = await findResponses(
    run.db,
    rows.map((row) => textOf(row, 'ref')!),
  )
  const responses = rows.map((row) => merge(row, stored.get(textOf(row, 'ref')!)))
  const created = responses.filter((response) => !stored.has(response.ref))
  const updated = responses.flatMap((response) => {
    const before = stored.get(response.ref)
    return before === undefined || isSame(response, before) ? [] : [{ ...response, id: before.id }]
  })
  await insertResponses(run.db, created, run.now)
  await updateResponses(run.db, updated, run.now)
  return { created: created.map(({ ref }) => ref), updated: updated.map(({ ref }) => ref) }
}
