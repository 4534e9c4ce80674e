import { addDays } from '../calendar.ts'
import { type AnswerFilter, monthsBefore, monthsOf, type Months, quartersUntil } from './answer-filter.ts'

/** Quarters that a report can be asked for. */
const OFFERED = 9

/** The quarter of a report, the months it is of and those before, and the days whose scores stand at their ends. */
export type ReportQuarter = {
  key: string
  months: Months
  before: Months
  lastDay: string
  lastDayBefore: string
  /** It has not ended. */
  isRunning: boolean
  offered: string[]
}

/** The quarter asked for; what is none, or is yet to come, gives the last one that has ended. */
export function reportQuarter(asked: string | undefined, today: string): ReportQuarter {
  const offered = quartersUntil(today, OFFERED)
  const key = offered.find((quarter) => quarter === asked) ?? offered[1] ?? ''
  const months = monthsOf(key, today)
  if (!months) throw new RangeError(`${key} is no quarter`)
  const end = addDays(months.until, -1)
  return {
    key,
    months,
    before: monthsBefore(months),
    lastDay: end < today ? end : today,
    lastDayBefore: addDays(months.from, -1),
    isRunning: end >= today,
    offered,
  }
}

/** All answers of a quarter. */
export const filterOfQuarter = ({ key, months }: ReportQuarter): AnswerFilter => ({
  period: key,
  months,
  pmId: null,
  accountId: null,
  engagementId: null,
  industry: null,
  milestoneKind: null,
  surveyKey: null,
})
