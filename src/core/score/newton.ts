import { type Derivatives, type Objective, derivatives, evaluate } from './reml.ts'

/** Where the search may go, in units of γ. */
export type Bounds = { floor: number; small: number; ceiling: number }

export type Minimum = {
  gamma: Float64Array
  /** How often the derivatives were computed: each time costs one factorisation and one inverse. */
  steps: number
  /** Whether the Newton decrement fell below the tolerance. */
  converged: boolean
}

const MOST_STEPS = 60
const MOST_HALVINGS = 30
/** How much of the diagonal must remain in each pivot for the information to count as positive definite. */
const INFORMATION_FLOOR = 1e-8
/** A rise of the objective by less than this part of it is rounding. */
const ROUNDING = 1e-11
/** A decrement that counts as the minimum when rounding hides every descent. */
const WHEN_STUCK = 1e-6
const BOX_SWEEPS = 1000
/** A decrement from which the expected information is the better guide. */
const FAR = 1
const MOST_SCALING = 1e4
const MOST_NEAR = 1.8

/** The Newton step of the free γ by Cholesky, −A⁻¹g; null when A is not clearly positive definite. */
function solveFree({ slope, curvature: a }: Scaled, free: readonly number[]): Float64Array | null {
  const size = slope.length
  const lower = new Float64Array(size * size)
  const x = new Float64Array(size)
  for (const i of free) {
    for (const j of free) {
      if (j > i) break
      let sum = a[i * size + j]!
      for (const k of free) {
        if (k >= j) break
        sum -= lower[i * size + k]! * lower[j * size + k]!
      }
      if (i > j) lower[i * size + j] = sum / lower[j * (size + 1)]!
      else if (sum > INFORMATION_FLOOR * a[i * (size + 1)]!) lower[i * (size + 1)] = Math.sqrt(sum)
      else return null
    }
    let sum = -slope[i]!
    for (const k of free) if (k < i) sum -= lower[i * size + k]! * x[k]!
    x[i] = sum / lower[i * (size + 1)]!
  }
  for (const i of free.toReversed()) {
    let sum = x[i]!
    for (const k of free) if (k > i) sum -= lower[k * size + i]! * x[k]!
    x[i] = sum / lower[i * (size + 1)]!
  }
  return x
}

/** Slope and curvature in units of γ itself, where all entries are of like size whatever the variances are. */
type Scaled = { slope: Float64Array; curvature: Float64Array }

/**
 * The quadratic model at γ. Average information is halfway between the observed and the expected one (Gilmour et al. 1995). The expected
 * one is about the average times ρₖ, the factor's trace as a multiple of what its effects show: exactly so where a factor stands alone
 * and is balanced. Far from the minimum the expected one leads best, close to it the observed one, twice the average less the expected.
 */
function quadraticModel(gamma: Float64Array, at: Derivatives, kind: 'expected' | 'average' | 'observed'): Scaled {
  const size = gamma.length
  const most = kind === 'expected' ? MOST_SCALING : MOST_NEAR
  const rho = gamma.map((own, k) => Math.sqrt(Math.min(most, Math.max(1 / most, own / at.fixedPoint[k]!))))
  const curvature = at.information.map((each, e) => {
    const [j, k] = [Math.floor(e / size), e % size]
    const ratio = rho[j]! * rho[k]!
    const multiple = kind === 'average' ? 1 : kind === 'expected' ? ratio : 2 - ratio
    return each * gamma[j]! * gamma[k]! * multiple
  })
  const penalties = kind === 'observed' ? at.penalties : at.convexPenalties
  for (let k = 0; k < size; k++) curvature[k * (size + 1)]! += penalties[k]! * gamma[k]! ** 2
  return { slope: gamma.map((own, k) => own * at.gradient[k]!), curvature }
}

/**
 * The least of the quadratic model inside a box, coordinate by coordinate. Cutting the free solution off at the box instead could lead
 * uphill.
 */
function solveInBox(
  { slope, curvature }: Scaled,
  free: readonly number[],
  lowest: Float64Array,
  highest: Float64Array,
) {
  const size = slope.length
  const step = new Float64Array(size)
  for (let sweep = 0; sweep < BOX_SWEEPS; sweep++) {
    let moved = 0
    for (const i of free) {
      const own = curvature[i * (size + 1)]!
      let pull = -slope[i]!
      for (const j of free) if (j !== i) pull -= curvature[i * size + j]! * step[j]!
      const wanted = own > 0 ? pull / own : Math.sign(pull) * Infinity
      const next = Math.min(highest[i]!, Math.max(lowest[i]!, wanted))
      moved = Math.max(moved, Math.abs(next - step[i]!))
      step[i] = next
    }
    if (moved < 1e-12) break
  }
  return step
}

/** How far Newton would still bring the objective down, doubled; 1 degree of freedom's curvature where it has no step. */
function decrementOf({ slope }: Scaled, newton: Float64Array | null, free: readonly number[]): number {
  return free.reduce((sum, k) => sum - slope[k]! * (newton ? newton[k]! : -slope[k]!), 0)
}

/** The step from γ, relative to γ, within its limits. Notes in `sentBelow` which γ the step would send below the floor. */
function limitedStep(
  gamma: Float64Array,
  model: Scaled,
  free: readonly number[],
  bounds: Bounds,
  sentBelow: Set<number>,
): Float64Array {
  const newton = solveFree(model, free)
  const lowest = gamma.map((own, k) => {
    const isBelow = newton !== null && own * (1 + newton[k]!) <= bounds.floor
    const limit = isBelow && sentBelow.has(k) ? bounds.floor : Math.max(bounds.floor, own / 10)
    if (isBelow) sentBelow.add(k)
    return limit / own - 1
  })
  const highest = gamma.map((own) => Math.min(bounds.ceiling, 10 * Math.max(own, bounds.small)) / own - 1)
  const isInside = newton !== null && free.every((k) => newton[k]! >= lowest[k]! && newton[k]! <= highest[k]!)
  return isInside ? newton : solveInBox(model, free, lowest, highest)
}

/**
 * Minimises the objective over γ ≥ 0 by Newton's method on the average information. A γ at a bound whose gradient points beyond it stays
 * there (active set); a step goes at most to a tenth or tenfold, but straight to the floor when a γ was sent below it before; the
 * step is halved until the objective does not rise. Where no part of the step helps, the fixed point is tried.
 * On return the factor stands at the minimum with its tail inverted.
 * @param frozen factors whose γ is left as it is
 * @param tolerance the Newton decrement to stop at
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  frozen: readonly boolean[],
  bounds: Bounds,
  tolerance: number,
): Minimum {
  const gamma = start.map((each, k) => (frozen[k] ? each : Math.min(bounds.ceiling, Math.max(bounds.floor, each))))
  const sentBelow = new Set<number>()
  let value = evaluate(objective, gamma)
  for (let steps = 1; ; steps++) {
    const at = derivatives(objective, gamma)
    const free = [...gamma.keys()].filter((k) => {
      const isHeld = at.gradient[k]! > 0 ? gamma[k]! <= bounds.floor : gamma[k]! >= bounds.ceiling
      return !frozen[k] && !isHeld
    })
    const average = quadraticModel(gamma, at, 'average')
    const decrement = decrementOf(average, solveFree(average, free), free)
    if (decrement <= tolerance || steps === MOST_STEPS) return { gamma, steps, converged: decrement <= tolerance }
    const better = quadraticModel(gamma, at, decrement > FAR ? 'expected' : 'observed')
    const model = solveFree(better, free) ? better : average
    const step = limitedStep(gamma, model, free, bounds, sentBelow)
    const target = gamma.map((own, k) => own * (1 + step[k]!))
    const fixedPoint = gamma.map((own, k) => (free.includes(k) ? at.fixedPoint[k]! : own))
    const next = descend(objective, gamma, target, value) ?? descend(objective, gamma, fixedPoint, value)
    if (next === null) {
      evaluate(objective, gamma)
      derivatives(objective, gamma)
      return { gamma, steps, converged: decrement <= WHEN_STUCK }
    }
    value = next
  }
}

/** Moves γ to `target` or halfway there, and again, until the objective does not rise; null, γ unmoved, when it always does. */
function descend(objective: Objective, gamma: Float64Array, target: Float64Array, value: number): number | null {
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    const next = evaluate(objective, target)
    if (next <= value + ROUNDING * (1 + Math.abs(value))) {
      gamma.set(target)
      return next
    }
    for (let k = 0; k < gamma.length; k++) target[k] = (target[k]! + gamma[k]!) / 2
  }
  return null
}
