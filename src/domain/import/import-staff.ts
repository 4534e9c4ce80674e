import { findByRefs } from '../../db/import/find-by-refs.ts'
import { findStaffRefsByAddress, freeAddresses, updateLeaders } from '../../db/import/import-staff-rows.ts'
import { type Upserted, upsertRows } from '../../db/import/upsert-rows.ts'
import { type ImportRow, type ImportRun, isAccepted, textOf } from './import-run.ts'
import { unresolved } from './resolve-refs.ts'
import { toJsonRow } from './write-rows.ts'

const addressOf = (row: ImportRow): string => textOf(row, 'email')?.toLowerCase() ?? ''

const hasFault = (row: ImportRow, column: string): boolean => row.faults.some((fault) => fault.column === column)

/** Refuses an address that somebody keeps who is not given another one here. */
async function checkAddresses(run: ImportRun, rows: readonly ImportRow[]): Promise<void> {
  const holders = await findStaffRefsByAddress(run.db, rows.map(addressOf))
  // Of rows with the same ref the first is written, and is the last to be set here.
  const changing = new Map(
    rows
      .filter(isAccepted)
      .toReversed()
      .map((row) => [textOf(row, 'ref'), addressOf(row)]),
  )
  for (const row of rows) {
    const holder = holders.get(addressOf(row))
    if (holder === undefined || holder === textOf(row, 'ref') || hasFault(row, 'email')) continue
    if (changing.has(holder) && changing.get(holder) !== addressOf(row)) continue
    row.faults.push({ column: 'email', reason: `is already the address of '${holder}'; give each person an own one` })
  }
}

/** Refuses leaders that nobody is, and those whose own row is rejected. */
async function checkLeaders(run: ImportRun, rows: readonly ImportRow[]): Promise<void> {
  const stored = await findByRefs(run.db, 'staff', [...new Set(rows.flatMap((row) => textOf(row, 'leader_ref') ?? []))])
  const accepted = new Set(rows.filter(isAccepted).map((row) => textOf(row, 'ref')))
  const rejected = rows.filter((row) => !isAccepted(row))
  run.rejected.set('staff.csv', new Map(rejected.map((row) => [textOf(row, 'ref') ?? '', row.line])))
  for (const row of rows) {
    const leader = textOf(row, 'leader_ref')
    if (leader === undefined || accepted.has(leader) || stored.has(leader) || hasFault(row, 'leader_ref')) continue
    row.faults.push({ column: 'leader_ref', reason: unresolved(run, 'staff.csv', leader) })
  }
}

/** What only the whole of staff.csv can tell: addresses and leaders. */
export async function checkStaff(run: ImportRun, rows: readonly ImportRow[]): Promise<void> {
  for (const row of rows) {
    const leader = textOf(row, 'leader_ref')
    if (leader !== undefined && leader === textOf(row, 'ref')) {
      row.faults.push({ column: 'leader_ref', reason: 'is the person itself; name another one or leave it empty' })
    }
  }
  await settleStaff(run, rows)
}

/** Refuses whoever needs a rejected row: it may take a leader, or an address about to be freed, away from another one. */
export async function settleStaff(run: ImportRun, rows: readonly ImportRow[]): Promise<void> {
  for (let before = Number.POSITIVE_INFINITY; ;) {
    await checkAddresses(run, rows)
    await checkLeaders(run, rows)
    const accepted = rows.filter(isAccepted).length
    if (accepted === before) return
    before = accepted
  }
}

/** Writes accepted staff; leaders come last, as they may stand on later lines. */
export async function writeStaff(run: ImportRun, rows: readonly ImportRow[]): Promise<Upserted> {
  const holders = await findStaffRefsByAddress(run.db, rows.map(addressOf))
  const freed = rows.flatMap((row) => {
    const holder = holders.get(addressOf(row))
    return holder === undefined || holder === textOf(row, 'ref') ? [] : [holder]
  })
  await freeAddresses(run.db, freed)
  const people = rows.map((row) => {
    const { leader_id: _, ...person } = toJsonRow('staff.csv', row)
    return person
  })
  const written = await upsertRows(run.db, { table: 'staff', key: ['ref'] }, people)
  const leaders = rows.flatMap((row) =>
    row.values['leader_ref'] === undefined
      ? []
      : [{ ref: textOf(row, 'ref')!, leader_ref: textOf(row, 'leader_ref') ?? null }],
  )
  const led = await updateLeaders(run.db, leaders)
  const isNew = new Set(written.created)
  return {
    created: written.created,
    updated: [...new Set([...written.updated, ...led])].filter((ref) => !isNew.has(ref)),
  }
}
