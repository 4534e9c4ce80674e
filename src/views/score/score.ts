import type { MissingEvidence } from '../../core/score/missing-evidence.ts'
import { points } from '../../core/score/points.ts'
import { counted, inWords, listed } from '../names.ts'

export { points }

/** A score as the pages read it; points are 0..100 and null where there is not enough to say. */
export type Score = {
  enough: boolean
  value: number | null
  low: number | null
  high: number | null
  /** How often the true value lies in the range, 0..1. */
  level: number
  /** Where it stands to the firm's average; null where there is not enough to say. */
  tier: 'above' | 'same' | 'below' | null
  answers: number
  respondents: number
  accounts: number
  plainAverage: number | null
  parts: { firm: number | null; pm: number | null; accounts: number | null; engagements: number | null }
}

/** The same score as of one day. */
export type ScorePoint = Pick<Score, 'enough' | 'value' | 'low' | 'high'> & { asOf: string }

/** How many were asked and answered, how many more a hold left out, and how many reached milestones were surveyed. */
export type Coverage = { asked: number; answered: number; held: number; milestones: number; surveyed: number }

/** A score that may be shown as a number. */
export type Estimate = { value: number; low: number; high: number }

/** The estimate of a score, or undefined where it is too early to say. */
export const estimateOf = (score: Pick<Score, 'enough' | 'value' | 'low' | 'high'> | null): Estimate | undefined =>
  score !== null && score.enough && score.value !== null && score.low !== null && score.high !== null
    ? { value: score.value, low: score.low, high: score.high }
    : undefined

/** Where a range lies against the firm's average. */
export type Standing = 'above' | 'same' | 'below' | 'early'

/** 'above' and 'below' where that is at least nine to one, 'early' where there is no score. */
export const standingOf = (score: Pick<Score, 'enough' | 'tier'> | null): Standing =>
  score !== null && score.enough && score.tier !== null ? score.tier : 'early'

export const STANDING_WORDS: Record<Standing, string> = {
  above: 'clearly above the firm',
  same: 'about the same as the firm',
  below: 'clearly below the firm',
  early: 'too early to say',
}

/** 'likely between 65 and 79'. */
export const rangeWords = (estimate: Estimate): string =>
  `likely between ${points(estimate.low)} and ${points(estimate.high)}`

/** '14 answers by 9 people at 6 clients'. */
export const evidenceWords = (score: Score): string =>
  `${counted(score.answers, 'answer')} by ${counted(score.respondents, 'person', 'people')} at ${counted(score.accounts, 'client')}`

/** '3 more answers and one more client'; undefined where there are answers enough. */
function missingWords({ answers, accounts }: MissingEvidence): string | undefined {
  const more = (count: number, what: string) => (count === 1 ? `one more ${what}` : `${count} more ${what}s`)
  const parts = [answers > 0 ? more(answers, 'answer') : '', accounts > 0 ? more(accounts, 'client') : '']
  return listed(parts.filter(Boolean)) || undefined
}

/**
 * What there is and what is missing where it is too early to say: '3 answers from 1 client. Still missing: 2 more answers and
 * one more client. So far this is mostly the firm's average.'
 */
export function earlyWords(score: Score | null, missing: MissingEvidence | null, whose: 'your' | 'the'): string {
  const have =
    score === null || score.answers === 0
      ? 'No answers yet.'
      : `${counted(score.answers, 'answer')} from ${counted(score.accounts, 'client')}.`
  if (missing === null) return have
  const still = missingWords(missing)
  if (still !== undefined) {
    const mostly = score === null || score.answers === 0 ? '' : ' So far this is mostly the firm’s average.'
    return `${have} Still missing: ${still}.${mostly}`
  }
  const own = whose === 'your' ? 'Your own clients’ answers say' : 'Its own answers say'
  return `${have} ${own} too little yet beside what all others say.`
}

/** '8 times out of 10 the true value lies in this range.' */
export const levelWords = (level: number): string =>
  `${Math.round(level * 10)} times out of 10 the true value lies in this range.`

/** How many of a PM's clients rate everyone high, and how many low. */
export type LeaningClients = { high: number; low: number }

/** 'two of your clients rate everyone high', where that explains the direction. */
function leaningWords(lean: number, what: 'high' | 'low', whose: 'your' | 'the'): string {
  if (lean === 0) return ''
  const clients = whose === 'your' ? 'your clients' : 'the clients'
  return `${inWords(lean)} of ${clients} ${lean === 1 ? 'rates' : 'rate'} everyone ${what}`
}

/**
 * Why the plain average of the answers differs from the score, or that it does not: few answers move it toward the firm's, and
 * clients who rate everyone high or low are allowed for.
 */
export function plainAverageWords(
  score: Score,
  whose: 'your' | 'the',
  leaning: LeaningClients = { high: 0, low: 0 },
): string | undefined {
  const estimate = estimateOf(score)
  if (score.plainAverage === null || estimate === undefined) return undefined
  const [plain, value] = [points(score.plainAverage), points(estimate.value)]
  const opening = `${whose === 'your' ? 'Your' : 'The'} plain average is ${plain} in 100`
  if (plain === value) return `${opening}, the same as the score.`
  const lean = plain > value ? leaningWords(leaning.high, 'high', whose) : leaningWords(leaning.low, 'low', whose)
  const firm = score.parts.firm === null ? null : points(score.parts.firm)
  // Moved past the firm's average it is not moved toward it.
  if (firm !== null && (plain - value) * (value - firm) >= 0) {
    const why = `it rests on ${counted(score.answers, 'answer')}${lean && ` and ${lean}`}`
    return `${opening}. It is moved toward the firm’s ${firm} because ${why}.`
  }
  const than = value > plain ? 'higher' : 'lower'
  return lean
    ? `${opening}. The score is ${than} because ${lean}.`
    : `${opening}. The score is ${than} because it allows for who answered, at which milestones and when.`
}
