import { addDays, atHour, dayIn, weekdayOf } from '../calendar.ts'
import type { DigestDay, Role } from '../words.ts'

/** A digest tells of the time after `since` up to `until`. */
export type DigestWindow = { since: Date; until: Date }

export type DigestReader = {
  role: Role
  /** What the person chose; null: nothing. */
  digestDay: DigestDay | null
  timeZone: string
  /** Until when the last digest told; null: there was none. */
  lastUntil: Date | null
}

const USUAL_DAYS = 7
/** Somebody who has read none for longer is told of no more than this. */
const MOST_DAYS = 14

/** Administrators look after the installation; all others work with clients and read on Monday, unless they choose otherwise. */
export const digestDayOf = ({ role, digestDay }: Pick<DigestReader, 'role' | 'digestDay'>): DigestDay =>
  digestDay ?? (role === 'admin' ? 'none' : 'mon')

/**
 * The digest that is due: on the reader's day from `hour` o'clock on, where the reader is. Null: none is, or it has been
 * made. A day that was missed is made up for by the next digest, since last week's news is none.
 */
export function dueDigest(reader: DigestReader, hour: number, now: Date): DigestWindow | null {
  const { timeZone, lastUntil } = reader
  const today = dayIn(timeZone, now)
  const until = atHour(today, hour, timeZone)
  if (weekdayOf(today) !== digestDayOf(reader) || now < until) return null
  if (lastUntil !== null && lastUntil >= until) return null
  const ago = (days: number): Date => atHour(addDays(today, -days), hour, timeZone)
  const earliest = ago(MOST_DAYS)
  if (lastUntil === null) return { since: ago(USUAL_DAYS), until }
  return { since: lastUntil > earliest ? lastUntil : earliest, until }
}
