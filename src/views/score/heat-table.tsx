import type { Child } from 'hono/jsx'
import { counted, milestoneKindName } from '../names.ts'
import { points } from './score.ts'

/** One cell: the mean call-first likelihood in points of 100 and how many answers it rests on. */
type HeatCell = { value: number; answers: number; href?: string; under?: string }

/** One row: who it is about and a cell, a word or nothing for each milestone kind. */
export type HeatRow = {
  name: string
  href?: string
  under?: Child
  cells: Readonly<Record<string, HeatCell | string | null>>
}

type HeatTableProps = {
  caption: string
  /** What a row is: 'Account'. */
  heading: string
  kinds: readonly string[]
  rows: readonly HeatRow[]
  /** Cells on fewer answers than this stay uncoloured. */
  colourFrom?: number
}

/** The shade of a cell: 'l3' far below 70 points … 'h3' far above; empty for too few answers. */
export function shadeOf(cell: HeatCell, colourFrom: number): string {
  if (cell.answers < colourFrom) return ''
  if (cell.value < 45) return 'l3'
  if (cell.value < 55) return 'l2'
  if (cell.value < 62) return 'l1'
  if (cell.value < 72) return 'mid'
  if (cell.value < 78) return 'h1'
  return cell.value < 84 ? 'h2' : 'h3'
}

function Cell({ cell, colourFrom }: { cell: HeatCell | string | null | undefined; colourFrom: number }) {
  if (cell === null || cell === undefined) {
    return (
      <>
        <span aria-hidden="true">·</span>
        <span class="heard">no answer</span>
      </>
    )
  }
  if (typeof cell === 'string') return <span class="quiet small">{cell}</span>
  const figure = (
    <>
      {points(cell.value)}
      <span class="heard">{` in 100, ${counted(cell.answers, 'answer')}`}</span>
    </>
  )
  return (
    <>
      {cell.href ? <a href={cell.href}>{figure}</a> : figure}
      {colourFrom > 1 && cell.answers < colourFrom && (
        <span class="few" aria-hidden="true">
          n {cell.answers}
        </span>
      )}
      {cell.under && <span class="small block">{cell.under}</span>}
    </>
  )
}

/** Likelihoods along the project, one row a subject, one column a milestone kind; every cell says its number. */
export function HeatTable({ caption, heading, kinds, rows, colourFrom = 1 }: HeatTableProps) {
  return (
    <div class="heat-room" role="region" aria-label={caption} tabindex={0}>
      <table class={kinds.length <= 5 ? 'heat heat-fits' : 'heat'} role="table">
        <caption class="heard">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {heading}
            </th>
            {kinds.map((kind) => (
              <th scope="col" role="columnheader">
                {milestoneKindName(kind)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row">
              <th scope="row" role="rowheader">
                {row.href ? <a href={row.href}>{row.name}</a> : row.name}
                {row.under && <span class="quiet small block">{row.under}</span>}
              </th>
              {kinds.map((kind) => {
                const cell = row.cells[kind]
                const shade = cell !== null && typeof cell === 'object' ? shadeOf(cell, colourFrom) : ''
                return (
                  <td role="cell" class={shade ? `heat-${shade}` : undefined}>
                    <Cell cell={cell} colourFrom={colourFrom} />
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
