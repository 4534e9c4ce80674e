import type { ContactRole } from '../../core/words.ts'
import { day, daysBetween, type DateSetting } from '../dates.ts'
import { CONTACT_ROLE_NAMES } from '../names.ts'
import { estimateOf, points, rangeWords, type Score, type ScorePoint } from './score.ts'

/** What a person would say of the account: the page's title. */
export function accountStatement(name: string, score: Score | null): string {
  const estimate = estimateOf(score)
  if (estimate === undefined) return `Will ${name} call us first? Too early to say`
  if (estimate.low >= 60) return `${name} will probably call us first`
  return estimate.value >= 60 ? `${name} may well call us first` : `${name} may not call us first`
}

/** Of those who decide the one whose last answer is the lowest. */
export type LowestDecider = { name: string; role: ContactRole; callFirst: number }

/** 'Sponsor Ellen Marsh’s last answer, 4 of 10, is the lowest of those who decide.' */
export function deciderWords(lowest: LowestDecider | null): string {
  if (lowest === null) return 'Nobody who decides has answered yet.'
  const { name, role, callFirst } = lowest
  return `${CONTACT_ROLE_NAMES[role]} ${name}’s last answer, ${callFirst} of 10, is the lowest of those who decide.`
}

const HALF_YEAR_DAYS = 182

/** What the score read half a year ago, where it read otherwise: no model compares an account with its past, so there is no arrow. */
export function earlierWords(history: readonly ScorePoint[], score: Score | null, setting: DateSetting): string | null {
  const now = estimateOf(score)
  const then = history.findLast(({ asOf }) => daysBetween(asOf, setting.today) >= HALF_YEAR_DAYS)
  const before = then && estimateOf(then)
  if (!now || !then || !before || points(before.value) === points(now.value)) return null
  return `It read ${points(before.value)} on ${day(then.asOf, setting)}.`
}

/** '57 in 100, likely between 45 and 68.' */
export function scoreSentence(score: Score | null): string | null {
  const estimate = estimateOf(score)
  return estimate ? `${points(estimate.value)} in 100, ${rangeWords(estimate)}.` : null
}
