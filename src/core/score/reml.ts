import { type Factor, createColumns, factorise, invertTail, solveEffects, solveForward } from './block-arrow.ts'
import { inverseDiagonal } from './inverse-diagonal.ts'
import { type Priors, thetaPenalty } from './priors.ts'

/** What is minimised over γₖ = θₖ² = σₖ²/σ²: the REML criterion and the priors' penalty. */
export type Objective = {
  factor: Factor
  priors: Priors
  /** ν: observations and pseudo-observations less the columns of X. */
  degrees: number
  /** Σ log w. */
  logWeights: number
}

/** −2 log restricted likelihood at the θ last factorised; Bates et al. (2015), eq. 42. The priors' penalty is not in it. */
export function remlCriterion({ factor, degrees, logWeights }: Objective): number {
  const perDegree = (2 * Math.PI * factor.rss) / degrees
  return factor.logDeterminant + degrees * (1 + Math.log(perDegree)) - logWeights
}

/** Factorises at γ and returns the objective. */
export function evaluate(objective: Objective, gamma: Float64Array): number {
  factorise(objective.factor, gamma.map(Math.sqrt))
  let value = remlCriterion(objective)
  for (const each of gamma) if (each > 0) value += thetaPenalty(objective.priors.theta, each).value
  return value
}

/** First and second derivatives in γ, and the fixed-point step for where the second are of no use. */
export type Derivatives = {
  gradient: Float64Array
  /** K × K, row by row: average information of the data. */
  information: Float64Array
  /** The curvature of the priors, one a factor, and one that is never negative. */
  penalties: Float64Array
  convexPenalties: Float64Array
  /** γₖ(|uₖ|²/σ²)/(qₖ − trₖ): the fixed point of the gradient without priors. */
  fixedPoint: Float64Array
}

/**
 * Derivatives at the γ > 0 last factorised. With P the projection of y on what X leaves, Zⱼ'PZₖ = (δⱼₖI − [C⁻¹]ⱼₖ)/(θⱼθₖ) and
 * vₖ = Zₖ'Py = uₖ/θₖ:
 * - gradient: ∂/∂γₖ = (qₖ − tr[C⁻¹]ₖₖ)/γₖ − |vₖ|²/σ²;
 * - average information (Gilmour, Thompson & Cullis, *Biometrics* 51 (1995)) of the profiled criterion:
 *   (vⱼ'Zⱼ'PZₖvₖ − |vⱼ|²|vₖ|²/r²)/σ², where C⁻¹ enters through one forward solve for each factor.
 */
export function derivatives(objective: Objective, gamma: Float64Array): Derivatives {
  const { factor, priors, degrees } = objective
  const { products, rss } = factor
  const count = gamma.length
  const sigma2 = rss / degrees
  invertTail(factor)
  const diagonal = inverseDiagonal(factor, false).givenFixed
  const solution = solveEffects(factor)
  const squares = new Float64Array(count)
  const traces = new Float64Array(count)
  const solved = Array.from({ length: count }, () => createColumns(products))
  for (const [k, columns] of products.columnOf.entries()) {
    const room = products.inBlocks[k] ? 'blocks' : 'tail'
    for (const column of columns) {
      const u = solution[room][column]!
      squares[k]! += u * u
      traces[k]! += 1 - diagonal[room][column]!
      solved[k]![room][column] = u
    }
  }
  for (const x of solved) solveForward(factor, x)
  const gradient = new Float64Array(count)
  const fixedPoint = new Float64Array(count)
  const information = new Float64Array(count * count)
  const penalties = new Float64Array(count)
  const convexPenalties = new Float64Array(count)
  for (let k = 0; k < count; k++) {
    const penalty = thetaPenalty(priors.theta, gamma[k]!)
    gradient[k] = traces[k]! / gamma[k]! - squares[k]! / (gamma[k]! * sigma2) + penalty.slope
    fixedPoint[k] = traces[k]! > 0 ? (gamma[k]! * (squares[k]! / sigma2)) / traces[k]! : gamma[k]!
    for (let j = 0; j <= k; j++) {
      const own = j === k ? squares[k]! : 0
      const projected = own - dot(solved[j]!.blocks, solved[k]!.blocks) - dot(solved[j]!.tail, solved[k]!.tail)
      const entry = (projected - (squares[j]! * squares[k]!) / rss) / (gamma[j]! * gamma[k]! * sigma2)
      information[k * count + j] = entry
      information[j * count + k] = entry
    }
    penalties[k] = penalty.curvature
    convexPenalties[k] = penalty.convexCurvature
  }
  return { gradient, information, penalties, convexPenalties, fixedPoint }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
