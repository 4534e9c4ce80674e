import type { FollowUpReason } from '../../core/words.ts'
import { dayOf, type DateSetting } from '../dates.ts'
import { FOLLOW_UP_REASON_NAMES } from '../names.ts'

/** What a follow-up is about. */
export type FollowUpSubject = {
  reasons: readonly FollowUpReason[]
  /** Null: the contact has not answered. */
  callFirst: number | null
  previousCallFirst: number | null
  /** When what is not answered was asked. */
  askedAt: Date | null
}

/** 'Went from 7 to 4 of 10', 'Answered 4 of 10', that a call was asked for, or 'Has answered nothing since Sat 12 Sep'. */
export function whatHappened(subject: FollowUpSubject, setting: DateSetting): string {
  const { callFirst, previousCallFirst, reasons, askedAt } = subject
  if (callFirst === null) return `Has answered nothing${askedAt ? ` since ${dayOf(askedAt, setting)}` : ''}`
  const answer =
    previousCallFirst !== null && reasons.includes('fall')
      ? `Went from ${previousCallFirst} to ${callFirst} of 10`
      : `Answered ${callFirst} of 10`
  return reasons.includes('call_me') ? `${answer}, asked for a call` : answer
}

/** 'Low answer, fall'. */
export const reasonWords = (reasons: readonly FollowUpReason[]): string => {
  const words = reasons.map((reason) => FOLLOW_UP_REASON_NAMES[reason].toLowerCase()).join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** 'once', 'twice', '3 times'. */
export const times = (count: number): string => ['never', 'once', 'twice'][count] ?? `${count} times`

/** '5 hours', '2.5 days', from 48 hours on in days. */
export function duration(hours: number): string {
  if (hours < 48) {
    const whole = Math.max(1, Math.round(hours))
    return whole === 1 ? '1 hour' : `${whole} hours`
  }
  const days = Math.round(hours / 12) / 2
  return `${days} days`
}
