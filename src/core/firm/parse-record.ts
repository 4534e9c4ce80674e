import { dayIn } from '../calendar.ts'
import { type Column, type CSV_COLUMNS, columnsOf, type CsvFile, type FieldValue } from './csv-columns.ts'
import type { Parsed } from './field-kinds.ts'

/** What is wrong with one field, and what to do about it. */
export type FieldFault = { column: string; reason: string }

/** The values of one record of `File`, by column. */
type RecordOf<File extends CsvFile> = {
  [Name in keyof (typeof CSV_COLUMNS)[File]]: (typeof CSV_COLUMNS)[File][Name] extends Column<infer T> ? T : never
}

/** Values are given for the fields that could be read; all of the required ones where there are no faults. */
export type ParsedRecord<File extends CsvFile> = { values: Partial<RecordOf<File>>; faults: FieldFault[] }

/** The day it is for the firm, which tells past from future. */
export type Today = { day: string; timeZone: string }

function liesAhead(value: FieldValue, today: Today): boolean {
  if (typeof value !== 'string') return false
  const day = value.includes('T') ? dayIn(today.timeZone, new Date(value)) : value
  return day > today.day
}

function parseField(column: Column<FieldValue>, text: string | null, today: Today): Parsed<FieldValue> {
  if (text === null) return { reason: 'is not valid UTF-8; save the file as UTF-8' }
  if (text.trim() === '') {
    return column.whenEmpty === undefined ? { reason: 'is empty; fill it in' } : { value: column.whenEmpty }
  }
  const parsed = column.parse(text)
  if (column.isPast && 'value' in parsed && liesAhead(parsed.value, today)) {
    return { reason: `'${text.trim()}' lies in the future; correct it, or leave it out until then` }
  }
  return parsed
}

/**
 * Reads the fields of one record of `file`, as CSV or a form gives them; a field that is null is not valid UTF-8. A field
 * that isn't given stays out of the values where it is optional. Unknown fields are passed over.
 */
export function parseRecord<File extends CsvFile>(
  file: File,
  fields: Readonly<Record<string, string | null | undefined>>,
  today: Today,
): ParsedRecord<File> {
  const values: Record<string, FieldValue> = {}
  const faults: FieldFault[] = []
  for (const [name, column] of Object.entries(columnsOf(file))) {
    const text = fields[name]
    if (text === undefined && column.whenEmpty !== undefined) continue
    const parsed = text === undefined ? { reason: 'is missing; add it' } : parseField(column, text, today)
    if ('reason' in parsed) faults.push({ column: name, reason: parsed.reason })
    else values[name] = parsed.value
  }
  const { started_on: started, ended_on: ended } = values
  if (typeof started === 'string' && typeof ended === 'string' && ended < started) {
    faults.push({ column: 'ended_on', reason: `'${ended}' is before started_on '${started}'; correct one of them` })
  }
  return { values: values as Partial<RecordOf<File>>, faults }
}
