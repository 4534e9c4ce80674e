/** Where a contact stands at a reached milestone; each is counted once. */
export const COVERAGE_STANDINGS = ['answered', 'unanswered', 'held', 'held_back', 'to_come', 'not_asked'] as const
export type CoverageStanding = (typeof COVERAGE_STANDINGS)[number]

/** By what the ledger adds up. */
export const COVERAGE_BY = ['pm', 'account', 'kind'] as const
export type CoverageBy = (typeof COVERAGE_BY)[number]

/** How many contacts stand where, of one PM, account or milestone kind. */
export type CoverageCounts = Record<CoverageStanding, number>

export const NOBODY_COUNTED: CoverageCounts = {
  answered: 0,
  unanswered: 0,
  held: 0,
  held_back: 0,
  to_come: 0,
  not_asked: 0,
}

/** `reached`: everybody at a reached milestone. Rates are 0 to 1; null where there is nobody to divide by. */
export function coverageTotals(counts: CoverageCounts) {
  const asked = counts.answered + counts.unanswered
  const reached = COVERAGE_STANDINGS.reduce((sum, standing) => sum + counts[standing], 0)
  return {
    reached,
    asked,
    askedRate: reached === 0 ? null : asked / reached,
    answeredRate: asked === 0 ? null : counts.answered / asked,
  }
}
