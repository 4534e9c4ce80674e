/**
 * P(Z ≤ x) of the standard normal, to about 1e-15: the power series of Marsaglia, *J. Stat. Softw.* 11 (2004), near 0 and
 * Laplace's continued fraction in the tails.
 */
export function normalProbability(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  const size = Math.abs(x)
  const density = Math.exp((-size * size) / 2) / Math.sqrt(2 * Math.PI)
  if (size < 5) {
    let term = x
    let sum = x
    for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
      term *= (x * x) / k
      sum += term
    }
    return 0.5 + sum * density
  }
  let fraction = size
  for (let k = 60; k > 0; k--) fraction = size + k / fraction
  const beyond = size === Infinity ? 0 : density / fraction
  return x < 0 ? beyond : 1 - beyond
}

/** The probability that what `difference` estimates is above 0: P(A > B) from the contrast A − B. No spread and no difference: ½. */
export function probabilityAbove(difference: { estimate: number; se: number }): number {
  if (difference.se > 0) return normalProbability(difference.estimate / difference.se)
  return difference.estimate === 0 ? 0.5 : difference.estimate > 0 ? 1 : 0
}
