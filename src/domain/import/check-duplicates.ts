import type { CsvFile } from '../../core/csv-columns.ts'
import { type ImportRow, textOf } from './import-run.ts'

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

/** Finds rows of a file that say again what an earlier row says, a rejected one too: mending that one would not help. */
export function createDuplicateCheck(file: CsvFile): (rows: readonly ImportRow[]) => void {
  const rules = (RULES[file] ?? [OWN_REF]).map((rule) => ({ rule, lines: new Map<string, number>() }))
  return (rows) => {
    for (const row of rows) {
      for (const { rule, lines } of rules) {
        const key = keyOf(row, rule)
        if (key === null) continue
        const line = lines.get(key)
        if (line === undefined) lines.set(key, row.line)
        else row.faults.push({ column: rule.at, reason: rule.reason(line) })
      }
    }
  }
}
