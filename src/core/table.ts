import { stringify } from 'csv-stringify/sync'

export type Cell = string | number | boolean | Date | null | undefined

/** By the columns' names, or in their order. */
export type TableRow = Readonly<Record<string, Cell>> | readonly Cell[]

const written = (columns: readonly string[], rows: readonly TableRow[], header: boolean): string =>
  stringify([...rows], {
    header,
    columns: [...columns],
    record_delimiter: 'windows',
    // What people typed is no formula of the spreadsheet's.
    escape_formulas: true,
    cast: { date: (value) => value.toISOString(), boolean: String },
  })

/** Without it Excel takes UTF-8 for the code page of its machine. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * A table for a spreadsheet as CSV (RFC 4180, UTF-8 with a byte order mark), the columns' names first; instants in ISO 8601, null as
 * nothing.
 */
export const tableText = (columns: readonly string[], rows: readonly TableRow[]): string =>
  BYTE_ORDER_MARK + written(columns, rows, true)

/** More rows of a table that has begun. */
export const moreOfTable = (columns: readonly string[], rows: readonly TableRow[]): string =>
  written(columns, rows, false)
