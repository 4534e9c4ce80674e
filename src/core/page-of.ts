/** Lines on a page of a long list. */
export const PAGE_LINES = 25
/** People on a page that tells something of each at every milestone. */
export const PAGE_PEOPLE = 10

/** So many lines of a list, from where. */
export type Window = { limit: number; offset: number }

/** What of a list stands on a page, from 1; null for all of it. */
export const windowOf = (page: number | 'all', lines = PAGE_LINES): Window | null =>
  page === 'all' ? null : { limit: lines, offset: (page - 1) * lines }

/** How many pages so many lines make. */
export const pagesOf = (total: number, page: number | 'all', lines = PAGE_LINES): number =>
  page === 'all' ? 1 : Math.ceil(total / lines)

/** One page of a list, from 1, or all of it, and how many pages there are; beyond the last there is nothing. */
export function pageOf<Row>(
  rows: readonly Row[],
  page: number | 'all',
  lines = PAGE_LINES,
): { rows: Row[]; pages: number } {
  if (page === 'all') return { rows: [...rows], pages: 1 }
  const from = (page - 1) * lines
  return { rows: rows.slice(from, from + lines), pages: Math.ceil(rows.length / lines) }
}

/** The page on which a row of a list stands; the first where it is not there. */
export const pageWith = <Row>(rows: readonly Row[], row: Row, lines = PAGE_LINES): number =>
  Math.floor(Math.max(0, rows.indexOf(row)) / lines) + 1
