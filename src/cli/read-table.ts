import { createReadStream } from 'node:fs'
import { type Gunzip, createGunzip } from 'node:zlib'
import { type CsvRecord, createCsvScanner } from '../core/firm/csv-scanner.ts'

/** The cells of a CSV file as text. A row that ends early has '' in the cells it lacks. */
export type Table = { columns: string[]; rows: string[][] }

/** Beyond this many different texts a column is taken for measurements, of which few repeat. */
const MAX_INTERNED = 65_536

const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null'])
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** The column names of an option, which commas separate. */
export const columnNames = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** Whether the cell says nothing: empty, NA, N/A, NaN or null, in any case. */
export const isMissing = (cell: string): boolean => MISSING.has(cell.trim().toLowerCase())

/** The cell's number with a decimal point; NaN where it holds none, an overflowing one among them. */
export function cellNumber(cell: string): number {
  const text = cell.trim()
  const value = NUMBER.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : Number.NaN
}

/**
 * The numbers of the column at `index`, NaN where the cell is missing.
 * @throws Error naming the first cell that holds something else than a number
 */
export function numberColumn(table: Table, index: number): Float64Array {
  return Float64Array.from(table.rows, (row, at) => {
    const cell = row[index] ?? ''
    if (isMissing(cell)) return Number.NaN
    const value = cellNumber(cell)
    if (!Number.isNaN(value)) return value
    throw new Error(`Row ${at + 1}, column ${table.columns[index]}: '${cell}' is no number. Write it like 3.5.`)
  })
}

/** Equal texts of a column become one string, so that a million rows of a thousand names stay small. */
function createInterner(): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const first = known.get(text)
    if (first !== undefined) return first
    if (known.size < MAX_INTERNED) known.set(text, text)
    return text
  }
}

function checked({ line, fields, broken }: CsvRecord, path: string): string[] {
  if (broken) throw new Error(`${path}:${line}: ${broken.reason}. Mend this line.`)
  return fields.map((field, at) => {
    if (field === null) throw new Error(`${path}:${line}: field ${at + 1} is not UTF-8. Save the file as UTF-8.`)
    return field
  })
}

function placesOf(wanted: readonly string[], columns: readonly string[], path: string): number[] {
  return wanted.map((name) => {
    const place = columns.indexOf(name)
    if (place === -1) throw new Error(`${path} has no column ${name}. It has ${columns.join(', ')}.`)
    if (columns.includes(name, place + 1)) throw new Error(`${path} has two columns ${name}. Rename one.`)
    return place
  })
}

/** Turns records into rows as they come: the first is the header. */
function createTableBuilder(path: string, only: readonly string[] | undefined) {
  const rows: string[][] = []
  let header: string[] | undefined
  let columns: string[] = []
  let places: number[] = []
  let interners: ((text: string) => string)[] = []
  return {
    take(record: CsvRecord): void {
      const fields = checked(record, path)
      if (!header) {
        header = fields.map((name) => name.trim())
        columns = [...(only ?? header)]
        places = only ? placesOf(only, header, path) : header.map((_, at) => at)
        interners = places.map(createInterner)
      } else if (fields.length > header.length) {
        throw new Error(
          `${path}:${record.line}: ${fields.length} cells under ${header.length} columns. Mend this line.`,
        )
      } else rows.push(places.map((place, at) => interners[at]!(fields[place] ?? '')))
    },
    end(): Table {
      if (!header) throw new Error(`${path} is empty. Its first line must name the columns.`)
      return { columns, rows }
    },
  }
}

/** The bytes of the file, unpacked where its name ends in .gz; an error of the file also ends the unpacking. */
async function* readBytes(path: string): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path)
  const isPacked = path.endsWith('.gz')
  const stream: typeof file | Gunzip = isPacked ? createGunzip() : file
  if (isPacked) file.on('error', (error) => stream.destroy(error)).pipe(stream as Gunzip)
  try {
    yield* stream as AsyncIterable<Uint8Array>
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(`${path} can't be read (${code}). Name a CSV file, packed by gzip or not.`, { cause: error })
  } finally {
    file.destroy()
  }
}

/**
 * Reads a CSV file (also `.csv.gz`) whose first line names its columns. With `only`, the rows hold just these columns,
 * in this order: for a wide or long file of which few columns are used.
 * @throws Error where the file can't be read, is no CSV, or has none or two of a column in `only`
 */
export async function readTable(path: string, only?: readonly string[]): Promise<Table> {
  const scanner = createCsvScanner()
  const builder = createTableBuilder(path, only)
  for await (const bytes of readBytes(path)) for (const record of scanner.push(bytes)) builder.take(record)
  for (const record of scanner.end()) builder.take(record)
  return builder.end()
}
