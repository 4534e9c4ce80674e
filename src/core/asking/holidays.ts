import { day, oneLine, quoted } from '../firm/field-kinds.ts'

export type Holiday = { day: string; name: string }

const MAX_HOLIDAYS = 1000

/** The day and the name on one line; why it has none. */
function parseLine(line: string): { holiday: Holiday } | { reason: string } {
  const [typed = '', ...words] = line.trim().split(/\s+/)
  const on = day(typed)
  if ('reason' in on) return on
  const name = oneLine(words.join(' '))
  if ('reason' in name) return name
  return name.value === ''
    ? { reason: `${quoted(line)} has no name; write one such as ${on.value} Labour Day` }
    : { holiday: { day: on.value, name: name.value } }
}

/** Reads holidays as typed: one `YYYY-MM-DD name` a line, blank lines left out. Each reason names its line, from 1. */
export function parseHolidays(text: string): { holidays: Holiday[] } | { reasons: string[] } {
  const days = new Set<string>()
  const holidays: Holiday[] = []
  const reasons: string[] = []
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue
    const parsed = parseLine(line)
    if ('reason' in parsed) reasons.push(`line ${index + 1}: ${parsed.reason}`)
    else if (days.has(parsed.holiday.day)) reasons.push(`line ${index + 1}: ${parsed.holiday.day} is there already`)
    else {
      days.add(parsed.holiday.day)
      holidays.push(parsed.holiday)
    }
  }
  if (holidays.length > MAX_HOLIDAYS) reasons.push(`more than ${MAX_HOLIDAYS}; leave the oldest out`)
  return reasons.length > 0 ? { reasons } : { holidays }
}

/** The same as a form holds them. */
export const holidaysText = (holidays: readonly Holiday[]): string =>
  holidays.map(({ day, name }) => `${day} ${name}`).join('\n')
