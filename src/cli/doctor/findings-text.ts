import { AREAS, type Finding } from '../../core/sending/finding.ts'

const WIDTH = 80
const LABEL = 9

/** Words in lines that fit a terminal; every line but the first is indented. */
function wrapped(text: string, indent: number): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line === '') lines[lines.length - 1] = word
    else if (indent + line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines.join(`\n${' '.repeat(indent)}`)
}

function findingText(finding: Finding): string {
  const head = `  ${finding.state.padEnd(LABEL)}${wrapped(finding.says, LABEL + 2)}`
  if (finding.state === 'ok') return head
  const more = [finding.means, `→ ${finding.todo}`].map((text) => `${' '.repeat(LABEL + 2)}${wrapped(text, LABEL + 2)}`)
  return [head, ...more].join('\n')
}

const counts = (findings: readonly Finding[], state: Finding['state']): number =>
  findings.filter((finding) => finding.state === state).length

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** The findings by area for somebody who reads them in a terminal, and how many there are of each kind. */
export function findingsText(findings: readonly Finding[]): string {
  const parts = AREAS.flatMap((area) => {
    const own = findings.filter((finding) => finding.area === area)
    const title = `${area.charAt(0).toUpperCase()}${area.slice(1)}`
    return own.length === 0 ? [] : [`${title}\n${own.map(findingText).join('\n')}`]
  })
  const sum = `${plural(counts(findings, 'fault'), 'fault')}, ${plural(counts(findings, 'warning'), 'warning')}, ${counts(findings, 'ok')} ok`
  return `${parts.join('\n\n')}\n\n${sum}`
}
