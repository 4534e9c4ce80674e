import type { Correlations } from './correlations.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

/** Eigenvalues below this share of the largest belong to directions in which collinear drivers do not vary. */
const NO_DIRECTION = 1e-10

/**
 * `weights` ≥ 0 add up to `r2`, 0..1; `betas` are the regression coefficients of the standardised variables, those of least
 * length where drivers are collinear.
 */
export type RelativeWeights = { r2: number; weights: Float64Array; betas: Float64Array }

/**
 * How much of the outcome's variance goes with each driver: Johnson, *Multivariate Behav. Res.* 35 (2000), 1–19.
 * With R = VΔ²V' the drivers' correlations, Λ = VΔV' ties the drivers to their closest orthogonal counterparts, β = Λ⁻¹r are
 * the outcome's coefficients on these, and the weights are Λ²β² element by element. Collinear drivers: Λ⁻¹ is the
 * pseudo-inverse, so that two equal drivers have equal, finite weights.
 */
export function relativeWeights({ size, among, withOutcome }: Correlations): RelativeWeights {
  const { values, vectors } = symmetricEigen(among, size)
  const floor = NO_DIRECTION * values.reduce((largest, value) => Math.max(largest, value), 0)
  const lambda = new Float64Array(size * size)
  const orthogonalBetas = new Float64Array(size)
  const betas = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    const value = values[k]!
    if (value <= floor) continue
    const root = Math.sqrt(value)
    let along = 0
    for (let i = 0; i < size; i++) along += vectors[i * size + k]! * withOutcome[i]!
    for (let i = 0; i < size; i++) {
      const element = vectors[i * size + k]!
      orthogonalBetas[i]! += (element * along) / root
      betas[i]! += (element * along) / value
      for (let j = 0; j < size; j++) lambda[i * size + j]! += element * root * vectors[j * size + k]!
    }
  }
  const weights = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const part = lambda[i * size + j]! * orthogonalBetas[j]!
      weights[i]! += part * part
    }
  }
  const r2 = orthogonalBetas.reduce((sum, beta) => sum + beta * beta, 0)
  return { r2: Math.min(1, r2), weights, betas }
}
