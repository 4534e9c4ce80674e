import { counted } from './names.ts'

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

/** How many were asked and answered, and how many reached milestones were surveyed. */
export type Coverage = { asked: number; answered: number; milestones: number; surveyed: number }

/** A score that may be shown as a number. */
export type Estimate = { value: number; low: number; high: number }

/** The estimate of a score, or undefined where it is too early to say. */
export const estimateOf = (score: Pick<Score, 'enough' | 'value' | 'low' | 'high'> | null): Estimate | undefined =>
  score !== null && score.enough && score.value !== null && score.low !== null && score.high !== null
    ? { value: score.value, low: score.low, high: score.high }
    : undefined

/** Whole points for people, 1..99. */
export const points = (value: number): number => Math.min(99, Math.max(1, Math.round(value)))

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

/** 'Too early to say: 3 answers from 1 client. So far this is mostly the firm's average.' */
export const earlyWords = (score: Score | null): string =>
  score === null || score.answers === 0
    ? 'Too early to say: no answers yet.'
    : `Too early to say: ${counted(score.answers, 'answer')} from ${counted(score.accounts, 'client')}. So far this is mostly the firm’s average.`

/** '8 times out of 10 the true value lies in this range.' */
export const levelWords = (level: number): string =>
  `${Math.round(level * 10)} times out of 10 the true value lies in this range.`

/** Why the plain average of the answers differs from the score, or that it does not. */
export function plainAverageWords(score: Score, whose: 'your' | 'the'): string | undefined {
  const estimate = estimateOf(score)
  if (score.plainAverage === null || estimate === undefined) return undefined
  const [plain, value] = [points(score.plainAverage), points(estimate.value)]
  const opening = `${whose === 'your' ? 'Your' : 'The'} plain average is ${plain} in 100`
  if (plain === value) return `${opening}, the same as the score.`
  const { firm, accounts } = score.parts
  const towardFirm = firm !== null && Math.abs(firm - value) < Math.abs(firm - plain)
  if (!towardFirm && score.accounts < 2) return `${opening}.`
  const moved = towardFirm
    ? `It is moved toward the firm’s ${points(firm)} because it rests on ${counted(score.answers, 'answer')}`
    : 'The score differs because each client counts once, however many answers it gave'
  const generous = accounts !== null && Math.round(accounts) !== 0 && Math.sign(accounts) === Math.sign(plain - value)
  const why = generous ? `, and these clients rate everyone ${accounts > 0 ? 'higher' : 'lower'} than most` : ''
  return `${opening}. ${moved}${why}.`
}
