/** What a fit says about two PMs: the probability, 0..1, that the first is ahead, or why there is none. */
export type Comparison = {
  /** Both have a score of their own. */
  enough: boolean
  /** A chain of shared clients connects them. */
  comparable: boolean
  ahead: number | null
}

type Verdict = { opening: string; from: number }

/** How sure one has to be to say it so, surest first. */
const VERDICTS: readonly Verdict[] = [
  { opening: 'It is nearly certain', from: 0.98 },
  { opening: 'It is very likely', from: 0.9 },
]
/** From here to its complement there is no clear difference. */
const CLEAR = 0.8

const inHundred = (probability: number): number => Math.min(99, Math.round(100 * probability))

/** 'It is very likely that clients would call Ana first sooner than Ben: 93 in 100.', or why that can't be said. */
export function comparisonWords(first: string, second: string, { enough, comparable, ahead }: Comparison): string {
  if (!enough || ahead === null) return 'Too early to say.'
  if (!comparable) return 'Not comparable: no chain of shared clients connects them.'
  const [sooner, later, probability] = ahead >= 0.5 ? [first, second, ahead] : [second, first, 1 - ahead]
  if (probability <= CLEAR) return `No clear difference between ${first} and ${second}.`
  const opening = VERDICTS.find(({ from }) => probability >= from)?.opening ?? 'It is likely'
  return `${opening} that clients would call ${sooner} first sooner than ${later}: ${inHundred(probability)} in 100.`
}
