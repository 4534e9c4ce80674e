/**
 * The quantile of Student's t: the x with P(T ≤ x) = `probability`, for `degrees` > 0 degrees of freedom, a fraction
 * allowed. Hill, *Commun. ACM* 13 (1970), algorithm 396, with two Newton steps of Taylor's correction as he gives it.
 * @throws RangeError unless 0 < probability < 1 and degrees ≥ 1
 */
export function studentTQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1 && degrees >= 1)) {
    throw new RangeError(`no t quantile for probability ${probability} and ${degrees} degrees of freedom`)
  }
  if (probability === 0.5) return 0
  const twoTailed = 2 * Math.min(probability, 1 - probability)
  const size =
    degrees === 1
      ? 1 / Math.tan((twoTailed * Math.PI) / 2)
      : degrees === 2
        ? ofTwo(twoTailed)
        : hill(twoTailed, degrees)
  return probability > 0.5 ? size : -size
}

const ofTwo = (twoTailed: number): number => Math.sqrt(2 / (twoTailed * (2 - twoTailed)) - 2)

function hill(twoTailed: number, n: number): number {
  const a = 1 / (n - 0.5)
  const b = (48 / a) * (1 / a)
  let c = (((20700 * a) / b - 98) * a - 16) * a + 96.36
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * n
  let y = (d * twoTailed) ** (2 / n)
  if (y > 0.05 + a) {
    const x = -normalQuantile(1 - twoTailed * 0.5)
    y = x * x
    if (n < 5) c += 0.3 * (n - 4.5) * (x + 0.6)
    c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * -x
    y = a * y * y
    y = y > 0.002 ? Math.expm1(y) : 0.5 * y * y + y
  } else {
    y =
      ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1) * ((n + 1) / (n + 2)) +
      1 / y
  }
  return Math.sqrt(n * y)
}

/** The quantile of the standard normal; relative error below 1.2e-9. Acklam (2003), refined by nothing. */
function normalQuantile(p: number): number {
  if (p < 0.02425) return tail(Math.sqrt(-2 * Math.log(p)))
  if (p > 1 - 0.02425) return -tail(Math.sqrt(-2 * Math.log(1 - p)))
  const q = p - 0.5
  const r = q * q
  const top = horner(
    [
      -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
      2.506628277459239,
    ],
    r,
  )
  const bottom = horner(
    [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
    r,
  )
  return (top * q) / bottom
}

function tail(q: number): number {
  const top = horner(
    [
      -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
      2.938163982698783,
    ],
    q,
  )
  const bottom = horner([0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1], q)
  return top / bottom
}

const horner = (coefficients: readonly number[], x: number): number => coefficients.reduce((sum, c) => sum * x + c, 0)
