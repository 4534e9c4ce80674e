import { type Factor, createFactor, invertTail, solveEffects } from './block-arrow.ts'
import { type Contrasts, type Estimate, createContrasts } from './contrast.ts'
import { type CrossProducts, buildCrossProducts } from './cross-products.ts'
import { type InverseDiagonal, inverseDiagonal } from './inverse-diagonal.ts'
import { type FixedColumns, type ModelData, createFixedColumns } from './model-data.ts'
import { chooseLayout } from './nesting.ts'
import { momentStart } from './moment-start.ts'
import { minimise } from './newton.ts'
import { NO_PRIORS, type Priors, pseudoObservations } from './priors.ts'
import { type Objective, evaluate, remlCriterion } from './reml.ts'
import { choleskyInPlace, createTiledMatrix, tiledBytes } from './tiled-matrix.ts'

/** A random factor's variance and, level by level, its effects. */
export type FactorFit = {
  name: string
  /** γ = σₖ²/σ²; 0 where it was estimated at the boundary. */
  gamma: number
  /** σₖ², in squared units of the outcome. */
  variance: number
  /** b̂: the best linear unbiased prediction for each level, in units of the outcome. */
  effects: Float64Array
  /** Standard deviation of b given y and β = β̂, as lme4's `ranef(condVar = TRUE)`. */
  conditionalSd: Float64Array
  /** Standard deviation of b̂ − b, which knows that β is estimated too. */
  standardErrors: Float64Array
  /** Observations at each level. */
  counts: Int32Array
}

export type MixedModelFit = Contrasts & {
  kind: 'fitted'
  observations: number
  /** −2 log restricted likelihood, without the penalty of the prior on θ. */
  reml: number
  /** σ². */
  residualVariance: number
  /** The intercept and each coefficient in the order of the terms; null: left out, as the ones before it say the same. */
  coefficients: (Estimate | null)[]
  factors: FactorFit[]
  /** How often derivatives were computed. */
  steps: number
  /**
   * False when the search ended before its tolerance was reached, or at the largest γ since the factors explain the outcome in full;
   * the estimates are then those of the last step.
   */
  converged: boolean
}

/** Why there is no fit. */
export type FitRefusal =
  | { kind: 'tooFew'; observations: number; coefficients: number }
  | { kind: 'noVariation' }
  | { kind: 'tooLarge'; bytes: number }

export type FitOptions = {
  priors?: Priors
  /** γ of an earlier fit, one a random factor: the search begins there. */
  start?: readonly number[]
  /** The Newton decrement at which the search ends: about how far the criterion still is from its minimum. */
  tolerance?: number
}

/** The most that the matrices may take. */
const MOST_BYTES = 2 ** 31
/** γ at or below this, at mean weight 1, is reported as 0. */
const REPORTED_ZERO = 1e-8

/**
 * γ beyond this, at mean weight 1, leaves no digits to the rest: the factors explain the outcome in full, and the criterion falls
 * without end.
 */
const MOST_GAMMA = 1e7

/** What a residual sum of squares this small beside the total is made of: rounding. */
const EXACT_FIT = 1e-13

/** Adds the pseudo-observations to the cross-products; returns how many degrees of freedom they bring. */
function addPseudoData(products: CrossProducts, fixed: FixedColumns, priors: Priors, centre: number): number {
  const { values, rowAt, columnAt, size } = products.tail
  const outcome = rowAt[size - 1]!
  let degrees = 0
  for (const [coefficient, column] of fixed.columnOf.entries()) {
    const count = pseudoObservations(priors, coefficient)
    if (count === 0 || column === -1) continue
    const mean = coefficient === 0 ? (priors.intercept?.mean ?? 0) - centre : 0
    const at = products.firstFixed + column
    values[rowAt[at]! + columnAt[at]!]! += count
    values[outcome + columnAt[at]!]! += count * mean
    values[outcome + columnAt[size - 1]!]! += count * mean * mean
    degrees += 1
  }
  if (priors.residual) {
    values[outcome + columnAt[size - 1]!]! += priors.residual.degrees * priors.residual.variance
    degrees += priors.residual.degrees
  }
  return degrees
}

function weightedMean(data: ModelData): number {
  let mean = 0
  let total = 0
  for (let row = 0; row < data.outcome.length; row++) {
    const weight = data.weights?.[row] ?? 1
    total += weight
    mean += (weight / total) * (data.outcome[row]! - mean)
  }
  return mean
}

/** Whether X alone leaves nothing of the outcome but rounding. */
function isExplained({ tail, firstFixed }: CrossProducts): boolean {
  const size = tail.size - firstFixed
  const corner = createTiledMatrix(size)
  const entry = (i: number, j: number): number =>
    tail.values[tail.rowAt[firstFixed + i]! + tail.columnAt[firstFixed + j]!]!
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) corner.values[corner.rowAt[i]! + corner.columnAt[j]!] = entry(i, j)
  }
  const last = size - 1
  const total = entry(last, last)
  choleskyInPlace(corner, new Float64Array(size).fill(Number.MIN_VALUE))
  return corner.values[corner.rowAt[last]! + corner.columnAt[last]!]! ** 2 <= EXACT_FIT * total
}

const isConstant = (values: Float64Array): boolean => values.every((value) => value === values[0])

/** What the matrices will take, counted before they are made. */
function bytesFor(data: ModelData, columns: number): number {
  const { root, parents, tailFactors } = chooseLayout(data.random, columns)
  const sizes = new Float64Array(data.random[root]?.levels ?? 0)
  for (const parent of parents) for (const block of parent) sizes[block]! += 1
  const tail = tailFactors.reduce((sum, factor) => sum + data.random[factor]!.levels, columns + 1)
  return 3 * tiledBytes(tail) + sizes.reduce((sum, m) => sum + 8 * m * m, 0)
}

/**
 * Fits the linear mixed model y = Xβ + Σₖ θₖZₖuₖ + ε, u ~ N(0, σ²I), ε ~ N(0, σ²/w), by restricted maximum likelihood or, with
 * priors, by its penalised form. Factors may be crossed or nested in any way; how is found in the data.
 * A factor of one level says nothing beside the intercept: without a prior its variance is 0.
 * @returns a refusal when no finite fit exists: without priors, no more observations than coefficients, or an outcome that X alone
 * explains to the last digit; and when the matrices would not fit into memory
 */
export function fitMixedModel(data: ModelData, options: FitOptions = {}): MixedModelFit | FitRefusal {
  const { priors = NO_PRIORS, tolerance = 1e-8 } = options
  const observations = data.outcome.length
  const fixed = createFixedColumns(data, (coefficient) => pseudoObservations(priors, coefficient))
  if (priors.residual === null && observations <= fixed.columns) {
    return { kind: 'tooFew', observations, coefficients: Math.max(1, fixed.columns) }
  }
  const bytes = bytesFor(data, fixed.columns)
  if (bytes > MOST_BYTES) return { kind: 'tooLarge', bytes }
  if (priors.residual === null && isConstant(data.outcome)) return { kind: 'noVariation' }
  const centre = weightedMean(data)
  const products = buildCrossProducts(data, fixed, centre)
  const pseudo = addPseudoData(products, fixed, priors, centre)
  const factor = createFactor(products)
  const objective: Objective = {
    factor,
    priors,
    degrees: observations + pseudo - fixed.columns,
    logWeights: data.weights?.reduce((sum, weight) => sum + Math.log(weight), 0) ?? 0,
  }
  if (isExplained(products)) return { kind: 'noVariation' }

  // γ is measured against σ² at weight 1: with weights of another size all its limits move along.
  const unit =
    observations === 0 ? 1 : observations / (data.weights?.reduce((sum, weight) => sum + weight, 0) ?? observations)
  const frozen = data.random.map((each) => priors.theta === null && each.levels <= 1)
  const start = momentStart(data, centre, unit).map((own, k) => (frozen[k] ? 0 : (options.start?.[k] ?? own)))
  const bounds = { floor: 1e-9 * unit, small: 1e-2 * unit, ceiling: MOST_GAMMA * unit }
  const { gamma, steps, converged } = minimise(objective, start, frozen, bounds, tolerance)
  if (gamma.some((each) => each > 0 && each <= REPORTED_ZERO * unit)) {
    for (let k = 0; k < gamma.length; k++) if (gamma[k]! <= REPORTED_ZERO * unit) gamma[k] = 0
    evaluate(objective, gamma)
    invertTail(factor)
  }
  const isBounded = gamma.every((each) => each < bounds.ceiling)
  return report(data, fixed, objective, { gamma, steps, converged: converged && isBounded, centre })
}

function report(
  data: ModelData,
  fixed: FixedColumns,
  objective: Objective,
  search: { gamma: Float64Array; steps: number; converged: boolean; centre: number },
): MixedModelFit {
  const { factor, degrees } = objective
  const residualVariance = factor.rss / degrees
  const solution = solveEffects(factor)
  const diagonal = inverseDiagonal(factor, true)
  const contrasts = createContrasts(factor, fixed, solution, residualVariance, search.centre)
  return {
    kind: 'fitted',
    observations: data.outcome.length,
    reml: remlCriterion(objective),
    residualVariance,
    coefficients: Array.from(fixed.columnOf, (column, coefficient) =>
      column === -1 ? null : contrasts.contrast({ fixed: fixed.columnOf.map((_, j) => (j === coefficient ? 1 : 0)) }),
    ),
    factors: data.random.map((each, k) => ({
      name: each.name,
      gamma: search.gamma[k]!,
      variance: search.gamma[k]! * residualVariance,
      counts: countsOf(each.levelOf, each.levels),
      ...effectsOf(factor, k, solution, diagonal, residualVariance),
    })),
    steps: search.steps,
    converged: search.converged,
    ...contrasts,
  }
}

function countsOf(levelOf: Int32Array, levels: number): Int32Array {
  const counts = new Int32Array(levels)
  for (const level of levelOf) counts[level]! += 1
  return counts
}

function effectsOf(
  factor: Factor,
  k: number,
  solution: ReturnType<typeof solveEffects>,
  diagonal: InverseDiagonal,
  residualVariance: number,
): Pick<FactorFit, 'effects' | 'conditionalSd' | 'standardErrors'> {
  const columns = factor.products.columnOf[k]!
  const room = factor.products.inBlocks[k] ? 'blocks' : 'tail'
  const theta = factor.theta[k]!
  const scale = theta * Math.sqrt(residualVariance)
  const given = diagonal.givenFixed[room]
  const due = diagonal.dueToFixed[room]
  return {
    effects: Float64Array.from(columns, (column) => theta * solution[room][column]!),
    conditionalSd: Float64Array.from(columns, (column) => scale * Math.sqrt(Math.max(0, given[column]!))),
    standardErrors: Float64Array.from(
      columns,
      (column) => scale * Math.sqrt(Math.max(0, given[column]! + due[column]!)),
    ),
  }
}
