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

/** Solves the free rows of Ax = b for a symmetric A by Cholesky; null when A is not clearly positive definite. */
function solveFree(a: Float64Array, b: Float64Array, free: readonly number[]): Float64Array | null {
  const size = b.length
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
    let sum = b[i]!
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

/** Where Newton wants to go from γ, without limits, and the fall of the objective it expects there, doubled. */
function newtonTarget(gamma: Float64Array, at: Derivatives, free: readonly number[]) {
  const size = gamma.length
  // In units of γ itself all entries are of like size, whatever the variances are.
  const slope = gamma.map((each, k) => each * at.gradient[k]!)
  const curvature = at.information.map((each, e) => each * gamma[Math.floor(e / size)]! * gamma[e % size]!)
  const step = solveFree(curvature, slope, free)
  const decrement = free.reduce((sum, k) => sum + slope[k]! * (step ? step[k]! : slope[k]!), 0)
  const target = gamma.slice()
  for (const k of free) target[k] = step ? gamma[k]! * (1 - step[k]!) : at.fixedPoint[k]!
  return { target, decrement }
}

/**
 * Minimises the objective over γ ≥ 0 by Newton's method on the average information. A γ at the floor whose gradient is positive stays
 * there (active set); a step goes at most to a tenth or tenfold, but straight to the floor when a γ was sent below it before; the
 * step is halved until the objective does not rise. Where the information is singular the fixed point takes the step's place.
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
    const free = [...gamma.keys()].filter((k) => !frozen[k] && (gamma[k]! > bounds.floor || at.gradient[k]! < 0))
    const { target, decrement } = newtonTarget(gamma, at, free)
    if (Math.abs(decrement) <= tolerance || steps === MOST_STEPS) {
      return { gamma, steps, converged: Math.abs(decrement) <= tolerance }
    }
    for (const k of free) {
      const own = gamma[k]!
      const isBelow = target[k]! <= bounds.floor
      const lowest = isBelow && sentBelow.has(k) ? bounds.floor : Math.max(bounds.floor, own / 10)
      const highest = Math.min(bounds.ceiling, 10 * Math.max(own, bounds.small))
      target[k] = Math.min(highest, Math.max(lowest, target[k]!))
      if (isBelow) sentBelow.add(k)
    }
    const next = descend(objective, gamma, target, value)
    if (next === null) return { gamma, steps, converged: restore(objective, gamma) }
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

/** Factorises at γ again after steps that were not taken: there is no descent left, which is as good as the tolerance. */
function restore(objective: Objective, gamma: Float64Array): boolean {
  evaluate(objective, gamma)
  derivatives(objective, gamma)
  return true
}
