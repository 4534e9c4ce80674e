/** What a fit says about two PMs: the probability, 0..1, that the first is ahead, or why there is none. */
export type Comparison = {
  /** Both have a score of their own. */
  enough: boolean
  /** A chain of shared clients connects them. */
  comparable: boolean
  ahead: number | null
}

/** From here to its complement there is no clear difference. */
const CLEAR = 0.8

/** Who is clearly ahead and how probable that is, above 0.8; null where nobody is or where it can't be said. */
export function clearDifference({ enough, comparable, ahead }: Comparison) {
  if (!enough || !comparable || ahead === null) return null
  const probability = Math.max(ahead, 1 - ahead)
  return probability > CLEAR ? { ahead: ahead >= 0.5 ? ('first' as const) : ('second' as const), probability } : null
}

/** 93 for 0.93; nothing is certain. */
export const inHundred = (probability: number): number => Math.min(99, Math.round(100 * probability))
