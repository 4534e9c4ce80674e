import type { CsvFile } from '../../core/firm/csv-columns.ts'
import { type ImportRow, isAccepted, textOf } from './import-run.ts'

type Rule = { columns: readonly string[]; at: string; ignoresCase?: true; reason: (line: number) => string }

const OWN_REF: Rule = {
  columns: ['ref'],
  at: 'ref',
  reason: (line) => `is already on line ${line}; give each row a ref of its own`,
}

const RULES: Partial<Record<CsvFile, Rule[]>> = {
  'firm.csv': [{ columns: [], at: 'row', reason: (line) => `is a second firm beside line ${line}; keep one row` }],
  'staff.csv': [
    OWN_REF,
    {
      columns: ['email'],
      at: 'email',
      ignoresCase: true,
      reason: (line) => `is already the address on line ${line}; give each person an address of their own`,
    },
  ],
  'engagement_contacts.csv': [
    {
      columns: ['engagement_ref', 'contact_ref'],
      at: 'contact_ref',
      reason: (line) => `already takes part in this engagement on line ${line}; keep one of the rows`,
    },
  ],
  // An address that stands twice is on the list once.
  'suppressions.csv': [],
  'responses.csv': [
    OWN_REF,
    {
      columns: ['milestone_ref', 'contact_ref'],
      at: 'contact_ref',
      reason: (line) => `has already answered at this milestone on line ${line}; keep one of the rows`,
    },
  ],
}

function keyOf(row: ImportRow, rule: Rule): string | null {
  const parts = rule.columns.map((column) => textOf(row, column))
  if (parts.includes(undefined)) return null
  const key = JSON.stringify(parts)
  return rule.ignoresCase ? key.toLowerCase() : key
}

type DuplicateCheck = {
  /** Refuses rows that say again what an accepted row of an earlier batch says, now stored. */
  markKnown(rows: readonly ImportRow[]): void
  /** Once all else is checked: in the order of the lines, accepted rows claim what they say and refuse whoever repeats it. */
  claim(rows: readonly ImportRow[]): void
}

/** Finds rows of a file that say again what an earlier one says. A rejected row claims nothing: it is not written. */
export function createDuplicateCheck(file: CsvFile): DuplicateCheck {
  const rules = (RULES[file] ?? [OWN_REF]).map((rule) => ({ rule, lines: new Map<string, number>() }))
  const mark = (row: ImportRow): void => {
    for (const { rule, lines } of rules) {
      const line = lines.get(keyOf(row, rule) ?? '')
      if (line === undefined) continue
      const fault = { column: rule.at, reason: rule.reason(line) }
      if (!row.faults.some(({ column, reason }) => column === fault.column && reason === fault.reason))
        row.faults.push(fault)
    }
  }
  return {
    markKnown: (rows) => rows.forEach(mark),
    claim(rows) {
      for (const row of rows) {
        mark(row)
        if (!isAccepted(row)) continue
        for (const { rule, lines } of rules) {
          const key = keyOf(row, rule)
          if (key !== null) lines.set(key, row.line)
        }
      }
    },
  }
}
