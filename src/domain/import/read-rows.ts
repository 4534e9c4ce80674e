import { columnsOf, type CsvFile, type FieldValue } from '../../core/firm/csv-columns.ts'
import { createCsvScanner, type CsvRecord } from '../../core/firm/csv-scanner.ts'
import { quoted } from '../../core/firm/field-kinds.ts'
import { parseRecord } from '../../core/firm/parse-record.ts'
import type { ImportRow, ImportRun, ImportSource } from './import-run.ts'

type Header = { columns: string[]; isSound: boolean }

const BROKEN = {
  unclosed: 'opens a quote that never closes; close it, or double a quote that is part of the text',
  'text after quote': 'has text after its closing quote; double a quote that is part of the text',
  'too long': 'makes the row longer than 1 MB; look for a quote that never closes',
}

function headerFaults(file: CsvFile, columns: readonly string[]): { column: string; reason: string }[] {
  const only = columns.length === 1 ? (columns[0] ?? '') : ''
  if (/[;\t]/.test(only))
    return [{ column: 'header', reason: 'has no commas; save the file with commas between columns' }]
  const repeated = columns.filter(
    (column, at) => Object.hasOwn(columnsOf(file), column) && columns.indexOf(column) < at,
  )
  const missing = Object.entries(columnsOf(file)).filter(
    ([name, { whenEmpty }]) => whenEmpty === undefined && !columns.includes(name),
  )
  return [
    ...[...new Set(repeated)].map((column) => ({ column, reason: 'is there twice; keep one of the columns' })),
    ...missing.map(([column]) => ({ column, reason: 'is missing; add the column' })),
  ]
}

function readHeader(run: ImportRun, file: CsvFile, record: CsvRecord): Header {
  const columns = record.fields.map((field) => (field ?? '').trim())
  const faults = headerFaults(file, columns)
  if (record.broken !== null) faults.unshift({ column: 'header', reason: BROKEN[record.broken.reason] })
  if (record.fields.includes(null))
    faults.unshift({ column: 'header', reason: 'is not valid UTF-8; save the file as UTF-8' })
  run.faults.push(...faults.map((fault) => ({ file, line: record.line, ...fault })))
  for (const column of columns) {
    if (column !== '' && !Object.hasOwn(columnsOf(file), column)) {
      run.warnings.push(`${file}: column ${quoted(column)} is unknown and left out`)
    }
  }
  return { columns, isSound: faults.length === 0 }
}

function readRow(run: ImportRun, file: CsvFile, header: Header, record: CsvRecord): ImportRow {
  const readable = record.broken === null ? record.fields : record.fields.slice(0, record.broken.field)
  const fields = Object.fromEntries(readable.map((field, at) => [header.columns[at] ?? '', field]))
  const { values, faults } = parseRecord(file, fields, run.today)
  const row = {
    line: record.line,
    values: values as Record<string, FieldValue>,
    faults,
    found: {},
    isReadable: header.isSound,
  }
  if (record.broken !== null) {
    const name = header.columns[record.broken.field] ?? ''
    const column = Object.hasOwn(columnsOf(file), name) ? name : 'row'
    return {
      ...row,
      faults: [
        ...faults.filter((fault) => Object.hasOwn(fields, fault.column)),
        { column, reason: BROKEN[record.broken.reason] },
      ],
    }
  }
  if (record.fields.length === header.columns.length) return row
  const counts = `has ${record.fields.length} fields where the header has ${header.columns.length}`
  const { ref } = row.values
  return {
    ...row,
    values: ref === undefined ? {} : { ref },
    faults: [{ column: 'row', reason: `${counts}; put values that hold commas into quotes` }],
  }
}

async function* readRecords(source: ImportSource): AsyncGenerator<CsvRecord[]> {
  const scanner = createCsvScanner()
  for await (const bytes of source.open()) yield scanner.push(bytes)
  yield scanner.end()
}

const isBlank = (record: CsvRecord): boolean =>
  record.broken === null && record.fields.every((field) => field?.trim() === '')

/** The rows of a file, at most `size` at a time; faults of its header and unknown columns go into the run. */
export async function* readRows(
  run: ImportRun,
  file: CsvFile,
  source: ImportSource,
  size: number,
): AsyncGenerator<ImportRow[]> {
  let header: Header | undefined
  let batch: ImportRow[] = []
  for await (const records of readRecords(source)) {
    for (const record of records) {
      if (isBlank(record)) continue
      if (header === undefined) {
        header = readHeader(run, file, record)
        continue
      }
      batch.push(readRow(run, file, header, record))
      if (batch.length < size) continue
      yield batch
      batch = []
    }
  }
  if (header === undefined) {
    run.faults.push({
      file,
      line: 1,
      column: 'header',
      reason: 'is missing; write the names of the columns on the first line',
    })
  }
  if (batch.length > 0) yield batch
}
