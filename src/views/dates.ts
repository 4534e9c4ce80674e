import { dateFormat } from '../core/formats.ts'

/** How a reader's dates are written: language, time zone and the day it is there ('YYYY-MM-DD'). */
export type DateSetting = { locale: string; timeZone: string; today: string }

const DAY_MS = 86_400_000

function partsOf(at: Date, timeZone: string): Record<string, string> {
  const format = dateFormat('en-US', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(at)) parts[type] = value
  return parts
}

function written(
  at: Date,
  timeZone: string,
  setting: DateSetting,
  { weekday, day, month, year = '' } = partsOf(at, timeZone),
): string {
  const thisYear = setting.today.startsWith(year)
  if (setting.locale.startsWith('en')) {
    return thisYear ? `${weekday} ${day} ${month}` : `${day} ${month} ${year}`
  }
  return dateFormat(setting.locale, {
    timeZone,
    day: 'numeric',
    month: 'short',
    ...(thisYear ? { weekday: 'short' as const } : { year: 'numeric' as const }),
  }).format(at)
}

/** A calendar date as 'Tue 24 Nov', with the year instead of the weekday where it is another year. */
export const day = (on: string, setting: DateSetting): string => written(new Date(`${on}T00:00:00Z`), 'UTC', setting)

/** The day of an instant where the reader is. */
export const dayOf = (at: Date, setting: DateSetting): string => written(at, setting.timeZone, setting)

/** An instant as 'Tue 24 Nov, 14:30' where the reader is. */
export function moment(at: Date, setting: DateSetting): string {
  const parts = partsOf(at, setting.timeZone)
  return `${written(at, setting.timeZone, setting, parts)}, ${parts['hour']}:${parts['minute']}`
}

/** The calendar date of an instant where the reader is, 'YYYY-MM-DD'. */
export const dateOf = (at: Date, setting: DateSetting): string =>
  dateFormat('sv-SE', { timeZone: setting.timeZone }).format(at)

/** Whole days from one calendar date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)

/** ', 4 days ago' where a planned day is past; nothing while it is to come. */
export function lateBy(plannedOn: string, { today }: DateSetting): string {
  const days = daysBetween(plannedOn, today)
  if (days < 1) return ''
  return days === 1 ? ', yesterday' : `, ${days} days ago`
}

/** 'today', 'yesterday', '3 days ago', '5 weeks ago', then the date. */
export function ago(at: Date, setting: DateSetting): string {
  const days = daysBetween(dateOf(at, setting), setting.today)
  if (days < 0) return dayOf(at, setting)
  if (days === 0) return 'today'
  if (days === 1) return 'yesterday'
  if (days < 14) return `${days} days ago`
  return days < 63 ? `${Math.round(days / 7)} weeks ago` : dayOf(at, setting)
}

/** The short name of a month for a time axis. */
export const monthName = (at: Date, locale: string): string =>
  dateFormat(locale, { timeZone: 'UTC', month: 'short' }).format(at)
