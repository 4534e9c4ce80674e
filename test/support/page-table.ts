const textOf = (html: string): string =>
  html
    .replaceAll(/<span class="heard">.*?<\/span>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim()

const cellsIn = (row: string): string[] => [...row.matchAll(/<t[hd]\b.*?<\/t[hd]>/gs)].map(([cell]) => textOf(cell))

/** The rows of a page's table by the names of its columns, as a reader meets them; of a caption that stands there several times the first. */
export function tableOn(html: string, caption: string): Record<string, string>[] {
  const tables = [...html.matchAll(/<table\b.*?<\/table>/gs)].map(([table]) => table)
  const table = tables.find((each) => textOf(/<caption.*?<\/caption>/s.exec(each)?.[0] ?? '') === caption)
  if (table === undefined) throw new Error(`no table “${caption}” on the page`)
  const [head = [], ...rows] = [...table.matchAll(/<tr\b.*?<\/tr>/gs)].map(([row]) => cellsIn(row))
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])))
}
