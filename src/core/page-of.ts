/** Lines on a page of a long list. */
export const PAGE_LINES = 25

/** One page of a list, from 1, or all of it, and how many pages there are; beyond the last there is nothing. */
export function pageOf<Row>(rows: readonly Row[], page: number | 'all'): { rows: Row[]; pages: number } {
  if (page === 'all') return { rows: [...rows], pages: 1 }
  const from = (page - 1) * PAGE_LINES
  return { rows: rows.slice(from, from + PAGE_LINES), pages: Math.ceil(rows.length / PAGE_LINES) }
}

/** The page on which a row of a list stands; the first where it is not there. */
export const pageWith = <Row>(rows: readonly Row[], row: Row): number =>
  Math.floor(Math.max(0, rows.indexOf(row)) / PAGE_LINES) + 1
