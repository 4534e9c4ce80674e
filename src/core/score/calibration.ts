/**
 * How what clients say, as log odds, turns into what they do: logit P(called first) = intercept + slope · logit(stated).
 * `covariance` is that of intercept and slope.
 */
export type Calibration = {
  /** Outcomes it rests on. */
  n: number
  intercept: number
  slope: number
  covariance: readonly [readonly [number, number], readonly [number, number]]
}

/** A probability with its standard error, and a range cut off at 1 and 99 in 100 as scores are. */
export type CalibratedScore = { value: number; se: number; low: number; high: number }

const INTERCEPT_SD = 0.5
const SLOPE_SD = 0.25

/** Keeps log odds finite for a stated 0 or 1. */
const NEAREST_TO_CERTAIN = 1e-6

const MAX_STEPS = 200
const SMALLEST_STEP = 1e-12

/** From this many outcomes on a score may say that it was checked. */
const OUTCOMES_TO_CHECK = 30

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/** The log odds of a probability in 0..1; a probability within 10⁻⁶ of 0 or 1 counts as that far from it. */
export function logit(probability: number): number {
  const p = clamp(probability, NEAREST_TO_CERTAIN, 1 - NEAREST_TO_CERTAIN)
  return Math.log(p / (1 - p))
}

const logistic = (logOdds: number): number =>
  logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds))

/** log(1 + exp x) without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

/**
 * Refuses what is no pair of columns of stated probabilities and outcomes.
 * @throws RangeError where lengths differ, a probability is outside 0..1 or an outcome is neither 0 nor 1
 */
export function checkOutcomes(stated: ArrayLike<number>, called: ArrayLike<number>): void {
  if (stated.length !== called.length) throw new RangeError('as many outcomes as stated probabilities are needed')
  for (let row = 0; row < stated.length; row++) {
    const probability = stated[row]!
    const outcome = called[row]!
    if (!(probability >= 0 && probability <= 1)) throw new RangeError(`${probability} is no probability from 0 to 1`)
    if (outcome !== 0 && outcome !== 1) throw new RangeError(`${outcome} is no outcome: 1 called first, 0 did not`)
  }
}

/**
 * The most probable intercept and slope given the outcomes (`called`: 1 called first, 0 did not; `stated`: 0..1), with the
 * priors N(0, 0.5²) and N(1, 0.25²): without outcomes exactly the identity. Newton's method with no step above 1; the
 * covariance is the inverse Hessian. Cox, *Biometrika* 45 (1958) for the recalibration model; MacKay, *Information Theory,
 * Inference, and Learning Algorithms* (2003), chapter 41, for the priors' part.
 * @throws RangeError as `checkOutcomes` does
 */
export function fitCalibration(stated: ArrayLike<number>, called: ArrayLike<number>): Calibration {
  checkOutcomes(stated, called)
  const logOdds = Float64Array.from(stated, logit)
  let intercept = 0
  let slope = 1
  for (let step = 0; step < MAX_STEPS; step++) {
    const { gradient, covariance } = slopes(intercept, slope, logOdds, called)
    const [[aa, ab], [, bb]] = covariance
    const toward: [number, number] = [aa * gradient[0] + ab * gradient[1], ab * gradient[0] + bb * gradient[1]]
    const longest = Math.max(Math.abs(toward[0]), Math.abs(toward[1]))
    if (longest < SMALLEST_STEP) break
    const now = misfit(intercept, slope, logOdds, called)
    let part = Math.min(1, 1 / longest)
    // Halving ends at the rounding of the misfit, where the last full step is as good as any.
    while (
      part * longest > 1e-7 &&
      misfit(intercept - part * toward[0], slope - part * toward[1], logOdds, called) > now
    ) {
      part /= 2
    }
    intercept -= part * toward[0]
    slope -= part * toward[1]
  }
  return { n: stated.length, intercept, slope, covariance: slopes(intercept, slope, logOdds, called).covariance }
}

/** −log of the posterior density, but for a constant; convex. */
function misfit(intercept: number, slope: number, logOdds: Float64Array, called: ArrayLike<number>): number {
  let sum = (intercept / INTERCEPT_SD) ** 2 / 2 + ((slope - 1) / SLOPE_SD) ** 2 / 2
  for (let row = 0; row < logOdds.length; row++) {
    const x = intercept + slope * logOdds[row]!
    sum += softplus(x) - called[row]! * x
  }
  return sum
}

/** Gradient of the misfit, and the inverse of its Hessian, which the priors keep positive definite. */
function slopes(intercept: number, slope: number, logOdds: Float64Array, called: ArrayLike<number>) {
  const gradient: [number, number] = [intercept / INTERCEPT_SD ** 2, (slope - 1) / SLOPE_SD ** 2]
  let aa = 1 / INTERCEPT_SD ** 2
  let ab = 0
  let bb = 1 / SLOPE_SD ** 2
  for (let row = 0; row < logOdds.length; row++) {
    const x = logOdds[row]!
    const p = logistic(intercept + slope * x)
    const information = p * (1 - p)
    gradient[0] += p - called[row]!
    gradient[1] += (p - called[row]!) * x
    aa += information
    ab += information * x
    bb += information * x * x
  }
  const determinant = aa * bb - ab * ab
  const covariance: Calibration['covariance'] = [
    [bb / determinant, -ab / determinant],
    [-ab / determinant, aa / determinant],
  ]
  return { gradient, covariance }
}

/**
 * What a calibration may be used for. `stated`: too few outcomes, show what clients say. `checked`: show calibrated scores
 * too. `contradicted`: those who said more called less often; stated scores must not be turned round, say so instead.
 */
export function standingOf({ n, slope }: Pick<Calibration, 'n' | 'slope'>): 'stated' | 'checked' | 'contradicted' {
  if (n < OUTCOMES_TO_CHECK) return 'stated'
  return slope > 0 ? 'checked' : 'contradicted'
}

/**
 * The calibrated probability of a `score` with value 0..1 and standard error, and its range `reach` standard errors to both
 * sides (a quantile of Student's t). By the delta method, with p the stated, q the calibrated probability and x = logit p:
 * var = (se · slope · q(1 − q)/(p(1 − p)))² + (q(1 − q))² [1 x] Cov [1 x]'. Greater scores stay greater. Without outcomes, and
 * where the slope is not positive and would turn the order round, the score comes back as it is.
 */
export function calibrate(
  { n, intercept, slope, covariance }: Calibration,
  score: { value: number; se: number },
  reach: number,
): CalibratedScore {
  if (n === 0 || slope <= 0) return withRange(score.value, score.se, reach)
  const x = logit(score.value)
  const p = logistic(x)
  const q = logistic(intercept + slope * x)
  const ofScore = (score.se * slope * q * (1 - q)) / (p * (1 - p))
  const [[aa, ab], [, bb]] = covariance
  const ofCalibration = (q * (1 - q)) ** 2 * (aa + 2 * ab * x + bb * x * x)
  return withRange(q, Math.sqrt(ofScore ** 2 + ofCalibration), reach)
}

const withRange = (value: number, se: number, reach: number): CalibratedScore => ({
  value,
  se,
  low: Math.min(value, clamp(value - reach * se, 0.01, 0.99)),
  high: Math.max(value, clamp(value + reach * se, 0.01, 0.99)),
})
