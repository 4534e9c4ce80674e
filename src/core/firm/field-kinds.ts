import { Temporal } from 'temporal-polyfill'
import { isDay, isTimeZone, WEEKDAYS } from '../calendar.ts'
import { isReadableAccent, readableShade } from '../contrast.ts'

/** What a text means, or why it means nothing and what to write instead. */
export type Parsed<T> = { value: T } | { reason: string }

/** Reads one non-empty text, from a CSV field or a form. */
export type FieldKind<T> = (text: string) => Parsed<T>

const SHOWN_CHARACTERS = 40

/** `text` as a reason quotes it: short, on one line, without control characters. */
export function quoted(text: string): string {
  const characters = Array.from(text.replaceAll(/[\p{Cc}\p{Cs}]/gu, '\u{FFFD}'))
  const isLong = characters.length > SHOWN_CHARACTERS
  return `'${characters.slice(0, SHOWN_CHARACTERS).join('')}${isLong ? '…' : ''}'`
}

/** Control characters, CR and LF among them, and halves of surrogate pairs. */
const CONTROL = /[\p{Cc}\p{Cs}]/u
const CONTROL_OUTSIDE_WORDS = /[^\P{Cc}\n\r\t]|\p{Cs}/u

const NAME_MAX = 300
const REF_MAX = 200

/** One line of text, kept as it is: markup and formulas are only text. */
export const oneLine: FieldKind<string> = (text) => {
  if (CONTROL.test(text)) return { reason: 'has a line break or control character; write it on one line' }
  if (text.length > NAME_MAX) return { reason: `is longer than ${NAME_MAX} characters; shorten it` }
  return { value: text }
}

/** Text of several lines, kept as it is. */
export const words: FieldKind<string> = (text) =>
  CONTROL_OUTSIDE_WORDS.test(text) ? { reason: 'has a control character; delete it' } : { value: text }

/** The firm's own identifier of a thing. */
export const ref: FieldKind<string> = (text) => {
  const value = text.trim()
  if (CONTROL.test(value)) return { reason: 'has a line break or control character; write it on one line' }
  if (value.length > REF_MAX) return { reason: `is longer than ${REF_MAX} characters; shorten it` }
  return { value }
}

const LOCAL_PART = /^[^\s@,;:<>()[\]\\"\p{Cc}\p{Cs}]{1,64}$/u
const DOMAIN = /^(?=.{1,253}$)[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u
const EMAIL_MAX = 254

/** Exactly one plain address; its case is kept. */
export const email: FieldKind<string> = (text) => {
  const value = text.trim()
  const [local, domain, ...more] = value.split('@')
  const isPlain =
    more.length === 0 &&
    value.length <= EMAIL_MAX &&
    LOCAL_PART.test(local ?? '') &&
    !/^\.|\.\.|\.$/.test(local ?? '') &&
    (domain === 'localhost' || DOMAIN.test(domain ?? ''))
  return isPlain
    ? { value }
    : { reason: `${quoted(text)} is not one plain address; write one such as ann@client.example` }
}

/** Earlier ones are slips of the pen. */
const FIRST_DAY = '1900-01-01'

/** A day of the calendar, `YYYY-MM-DD`. */
export const day: FieldKind<string> = (text) => {
  const value = text.trim()
  return isDay(value) && value >= FIRST_DAY
    ? { value }
    : { reason: `${quoted(text)} is not a day of the calendar; write it as YYYY-MM-DD` }
}

/** An instant as ISO 8601 with its zone, brought to UTC and milliseconds. */
export const instant: FieldKind<string> = (text) => {
  const refusal = { reason: `${quoted(text)} is not a time with its zone; write it as 2026-01-20T10:00:00Z` }
  try {
    const { epochMilliseconds } = Temporal.Instant.from(text.trim())
    const value = new Date(epochMilliseconds).toISOString()
    return /^\d{4}-/.test(value) && value >= FIRST_DAY ? { value } : refusal
  } catch {
    return refusal
  }
}

export const boolean: FieldKind<boolean> = (text) => {
  const value = text.trim().toLowerCase()
  return value === 'true' || value === 'false'
    ? { value: value === 'true' }
    : { reason: `${quoted(text)} is neither true nor false; write one of them` }
}

/** A whole number from `least` to `most`, both included. */
export const whole =
  (least: number, most: number): FieldKind<number> =>
  (text) => {
    const value = /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN
    return value >= least && value <= most
      ? { value }
      : { reason: `${quoted(text)} is not a whole number from ${least} to ${most}` }
  }

/** One of a list of words. */
export const oneOf =
  <Word extends string>(list: readonly Word[]): FieldKind<Word> =>
  (text) => {
    const value = list.find((word) => word === text.trim())
    return value === undefined ? { reason: `${quoted(text)} is not one of ${list.join(', ')}` } : { value }
  }

const MONEY = /^\d{1,12}(\.\d{1,2})?$/
const MONEY_WITH_THOUSANDS = /^\d{1,3}(,\d{3}){1,3}(\.\d{1,2})?$/

/** An amount as plain decimal text. Commas between thousands are dropped: three digits after a comma can't be cents. */
export const money: FieldKind<string> = (text) => {
  const amount = text.trim()
  const value = MONEY_WITH_THOUSANDS.test(amount) ? amount.replaceAll(',', '') : amount
  return MONEY.test(value) ? { value } : { reason: `${quoted(text)} is not an amount; write it as 12000 or 12000.50` }
}

export const currency: FieldKind<string> = (text) => {
  const value = text.trim()
  return /^[A-Z]{3}$/.test(value)
    ? { value }
    : { reason: `${quoted(text)} is not a currency; write three capitals such as EUR` }
}

/** A kind or key of the firm's own. */
export const kind: FieldKind<string> = (text) => {
  const value = text.trim()
  return /^[a-z][a-z0-9_]{0,99}$/.test(value)
    ? { value }
    : { reason: `${quoted(text)} is not a kind; write small letters, digits and _ such as midpoint or mid_point` }
}

export const timeZone: FieldKind<string> = (text) => {
  const value = text.trim()
  // An offset such as +02:00 is a zone to Temporal, but not to every runtime.
  return /^[A-Za-z]/.test(value) && isTimeZone(value)
    ? { value }
    : { reason: `${quoted(text)} is not a time zone; write one of the IANA list such as Europe/Berlin` }
}

/** Weekdays in three English letters, in any order and with commas or not; given back Monday first. */
export const weekdays: FieldKind<string> = (text) => {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  if (words.length === 0) return { reason: 'none is chosen; choose at least one' }
  const isKnown = (word: string) => WEEKDAYS.some((day) => day === word)
  return words.every(isKnown)
    ? { value: WEEKDAYS.filter((day) => words.includes(day)).join(' ') }
    : { reason: `${quoted(text)} are not weekdays; write some of ${WEEKDAYS.join(' ')}` }
}

const LANGUAGE_NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** A language tag (BCP 47) of a language that is known, in its canonical case. */
export const locale: FieldKind<string> = (text) => {
  const refusal = { reason: `${quoted(text)} is not a known language; write a tag such as en, de or pt-BR` }
  try {
    const tag = new Intl.Locale(text.trim())
    return LANGUAGE_NAMES.of(tag.language) === undefined ? refusal : { value: tag.toString() }
  } catch {
    return refusal
  }
}

/** `#rrggbb`, dark enough for white text on it and for itself as text on the page. */
export const accentColor: FieldKind<string> = (text) => {
  const value = text.trim().toLowerCase()
  if (!/^#[0-9a-f]{6}$/.test(value)) return { reason: `${quoted(text)} is not a colour; write it as #0e5a5a` }
  if (!isReadableAccent(value))
    return {
      reason: `${quoted(text)} is too light for white text on it; a shade that is dark enough is ${readableShade(value)}`,
    }
  return { value }
}
