/** What every mail program shows without breaking it, in characters. */
const COLUMNS = 76

/** A quoted line goes on as a quoted line. */
const prefixOf = (line: string): string => (line.startsWith('> ') ? '> ' : '')

function wrapLine(line: string): string[] {
  if (line.length <= COLUMNS) return [line]
  const prefix = prefixOf(line)
  const lines: string[] = []
  let current = ''
  for (const word of line.slice(prefix.length).split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`
    if (current !== '' && prefix.length + longer.length > COLUMNS) {
      lines.push(prefix + current)
      current = word
    } else current = longer
  }
  return [...lines, prefix + current]
}

/** A plain text whose lines break between words, so that it reads well everywhere; links and other long words stay whole. */
export const wrapText = (text: string): string => text.split('\n').flatMap(wrapLine).join('\n')
