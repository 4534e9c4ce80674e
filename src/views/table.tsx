import type { Child } from 'hono/jsx'
import type { JSX } from 'hono/jsx/jsx-runtime'

/** One column: what it is called and what it shows of a row. */
export type Column<Row> = {
  label: string
  cell: (row: Row) => Child
  /**
   * 'name' heads the row, 'number' is set flush right, 'moment' stays on one line, 'picture' takes what room is left, 'pressed' only
   * holds what one presses and is left out on paper.
   */
  kind?: 'name' | 'number' | 'moment' | 'picture' | 'pressed' | undefined
  /** What people typed, such as names: a word that is too long for the table breaks. */
  typed?: boolean
}

export type TableProps<Row> = {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** The caption is seen as well as heard. */
  captionShown?: boolean
}

const classOf = ({ kind, typed }: Pick<Column<never>, 'kind' | 'typed'>): string | undefined =>
  [kind, typed && 'typed'].filter(Boolean).join(' ') || undefined

/** A table that becomes a list of labelled rows on a phone; the roles keep it a table for a screen reader there. */
export function Table<Row>({ caption, columns, rows, captionShown }: TableProps<Row>): JSX.Element {
  return (
    <table class="table" role="table">
      <caption class={captionShown ? undefined : 'heard'}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th scope="col" role="columnheader" class={classOf(column)}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row">
            {columns.map((column) =>
              column.kind === 'name' ? (
                <th scope="row" role="rowheader" class={classOf(column)}>
                  {column.cell(row)}
                </th>
              ) : (
                <td role="cell" class={classOf(column)} data-label={column.label}>
                  <span class="cell">{column.cell(row)}</span>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type AsTableProps<Row> = TableProps<Row> & {
  /** Where the same is a CSV file. */
  file?: string | undefined
}

/** A picture's own figures, one press away from it. */
export function AsTable<Row>({ file, ...props }: AsTableProps<Row>): JSX.Element {
  return (
    <details class="as-table">
      <summary>As a table</summary>
      <Table {...props} />
      {file !== undefined && (
        <p class="more">
          <a href={file}>
            The same as a CSV file<span class="heard">: {props.caption}</span>
          </a>
        </p>
      )}
    </details>
  )
}
