const DAY_MS = 86_400_000

/** Days for which a new answer waits for its PM to open it; then it stands among the others. */
const SEALED_DAYS = 14

/** Since when answers wait at an instant. */
export const sealedSince = (now: Date): Date => new Date(now.getTime() - SEALED_DAYS * DAY_MS)

/** A guess as typed: 0 to 10, or undefined where it is none. */
export function readGuess(typed: string): number | undefined {
  const guess = /^\d{1,2}$/.test(typed.trim()) ? Number(typed.trim()) : undefined
  return guess !== undefined && guess <= 10 ? guess : undefined
}

/** A guess beside the answer that came, both 0 to 10. */
export type Guessed = { guess: number; callFirst: number; answeredAt: Date }

/** How far guesses were from answers. `mean` above 0: too high; `off`: how far away, whichever way. */
export type GapSummary = { answers: number; mean: number; off: number }

/** Null where there is nothing to compare. */
export function gapSummary(guessed: readonly Guessed[]): GapSummary | null {
  if (guessed.length === 0) return null
  const gaps = guessed.map(({ guess, callFirst }) => guess - callFirst)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return { answers: guessed.length, mean: mean(gaps), off: mean(gaps.map(Math.abs)) }
}

/** '2026-Q4', by the calendar of UTC. */
const quarterOf = (at: Date): string => `${at.getUTCFullYear()}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`

/** The same quarter by quarter, the latest first. */
export function gapsByQuarter(guessed: readonly Guessed[]): (GapSummary & { quarter: string })[] {
  const quarters = [...new Set(guessed.map(({ answeredAt }) => quarterOf(answeredAt)))].toSorted().toReversed()
  return quarters.flatMap((quarter) => {
    const summary = gapSummary(guessed.filter(({ answeredAt }) => quarterOf(answeredAt) === quarter))
    return summary === null ? [] : [{ quarter, ...summary }]
  })
}
