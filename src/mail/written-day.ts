import { dateFormat } from '../core/formats.ts'
import { type Language, localeFor } from '../core/languages.ts'

/** Who reads a date: in which zone, and in which languages, best first. */
export type DateReader = { timeZone: string; locales: readonly (string | null)[] }

/** A day as somebody who reads a mail in `language` writes it, such as 'Tue 24 Nov' or 'Dienstag, 24. November', or also its hour. */
export function writtenDay(at: Date, language: Language, reader: DateReader, withTime = false): string {
  const locale = localeFor(language, reader.locales)
  // Other languages shorten with points, which would end the sentence: 'Di., 24. Nov.'.
  const names = locale.startsWith('en') ? 'short' : 'long'
  const written = dateFormat(locale, {
    timeZone: reader.timeZone,
    weekday: names,
    day: 'numeric',
    month: names,
    ...(withTime ? { hour: '2-digit', minute: '2-digit' } : {}),
  }).format(at)
  return locale.startsWith('en-GB') ? written.replace(/^(\w+),/, '$1') : written
}
