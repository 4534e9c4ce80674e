/** Leads to the other pages of a long list; `query` is what the address says beside the page. */
export function PagesOfList({
  path,
  query,
  page,
  pages,
  label = 'Pages of the list',
}: {
  path: string
  query: Readonly<Record<string, string>>
  page: number
  pages: number
  /** Where a page of the site has several lists. */
  label?: string
}) {
  if (pages < 2) return null
  const link = (to: number, words: string) => {
    const said = new URLSearchParams({ ...query, ...(to > 1 && { page: `${to}` }) }).toString()
    return <a href={said === '' ? path : `${path}?${said}`}>{words}</a>
  }
  return (
    <nav class="more" aria-label={label}>
      {page > 1 && link(page - 1, 'Previous page')} Page {page} of {pages} {page < pages && link(page + 1, 'Next page')}
    </nav>
  )
}
