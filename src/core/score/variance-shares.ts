/** The random factors in the model's order, the last of them left out where nothing is older. */
const FACTORS = ['pm', 'account', 'engagement', 'contact', 'pm_half_year'] as const

/** Where differences between answers come from; `all_else` is the residual. */
export type VarianceFactor = (typeof FACTORS)[number] | 'all_else'

/** One factor with its variance as a multiple of the residual one, and its part of the whole, 0..1. */
export type VarianceShare = { factor: VarianceFactor; gamma: number; share: number }

/** How the differences between answers divide; the shares add up to 1. */
export function varianceShares(gamma: readonly number[]): VarianceShare[] {
  const named: { factor: VarianceFactor; gamma: number }[] = FACTORS.slice(0, gamma.length).map((factor, at) => ({
    factor,
    gamma: gamma[at] ?? 0,
  }))
  named.push({ factor: 'all_else', gamma: 1 })
  const total = named.reduce((sum, each) => sum + each.gamma, 0)
  return named.map((each) => ({ ...each, share: each.gamma / total }))
}
