import { Temporal } from 'temporal-polyfill'

/** Whole calendar months of the firm: from the first of one up to, and without, the first of another, 'YYYY-MM-01'. */
export type Months = { from: string; until: string }

/** Which answers are looked at; null does not narrow. */
export type AnswerFilter = {
  /** What was chosen, and the months that it stands for. */
  period: string
  months: Months
  pmId: number | null
  accountId: number | null
  engagementId: number | null
  industry: string | null
  milestoneKind: string | null
  /** '' for history from an earlier tool. */
  surveyKey: string | null
}

/** How many months, the current one included; beside them one quarter of a year such as '2026-q3' is a period. */
const LENGTHS = new Map([
  ['m3', 3],
  ['m6', 6],
  ['m12', 12],
  ['m24', 24],
])

export const DEFAULT_PERIOD = 'm12'

const firstOf = (day: string): Temporal.PlainDate => Temporal.PlainDate.from(day).with({ day: 1 })

const quarterOf = (day: Temporal.PlainDate): { year: number; quarter: number } => ({
  year: day.year,
  quarter: Math.ceil(day.month / 3),
})

/** The quarters to choose from on a day, the running one first. */
export function quartersUntil(today: string, count: number): string[] {
  return Array.from({ length: count }, (_, back) => {
    const { year, quarter } = quarterOf(Temporal.PlainDate.from(today).subtract({ months: 3 * back }))
    return `${year}-q${quarter}`
  })
}

/** The months of a period on a day; undefined for what is no period. */
export function monthsOf(key: string, today: string): Months | undefined {
  const length = LENGTHS.get(key)
  if (length !== undefined) {
    const until = firstOf(today).add({ months: 1 })
    const from = until.subtract({ months: length })
    return { from: from.toString(), until: until.toString() }
  }
  const [, year, quarter] = /^(20\d\d)-q([1-4])$/.exec(key) ?? []
  if (year === undefined || quarter === undefined) return undefined
  const from = Temporal.PlainDate.from({ year: Number(year), month: 3 * Number(quarter) - 2, day: 1 })
  return { from: from.toString(), until: from.add({ months: 3 }).toString() }
}

/** As many months as these, right before them. */
export function monthsBefore({ from, until }: Months): Months {
  const start = Temporal.PlainDate.from(from)
  const { months } = start.until(Temporal.PlainDate.from(until), { largestUnit: 'month' })
  return { from: start.subtract({ months }).toString(), until: from }
}
