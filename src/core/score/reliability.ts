import { checkOutcomes, logit } from './calibration.ts'

/** Those who stated a probability from `from` up to but without `to` (with it in the last bin). All shares 0..1. */
export type ReliabilityBin = {
  from: number
  to: number
  n: number
  called: number
  meanStated: number
  /** The share that called first, with its 95 % range. */
  observed: number
  low: number
  high: number
}

/** `brier` and `logLoss` are means over the outcomes: 0 is perfect, null without outcomes. */
export type Reliability = { n: number; brier: number | null; logLoss: number | null; bins: ReliabilityBin[] }

const BINS = 5

/** The 97.5 % quantile of the standard normal. */
const Z = 1.959963984540054

/**
 * How well stated probabilities (0..1) foretold who called first (1, else 0): the Brier score (Brier, *Mon. Weather Rev.* 78,
 * 1950), the logarithmic loss in nats, and five bins of equal width, empty ones left out, for the reliability picture.
 * @throws RangeError as `checkOutcomes` does
 */
export function reliabilityOf(stated: ArrayLike<number>, called: ArrayLike<number>): Reliability {
  checkOutcomes(stated, called)
  const n = stated.length
  const bins = Array.from({ length: BINS }, () => ({ n: 0, called: 0, stated: 0 }))
  let squares = 0
  let loss = 0
  for (let row = 0; row < n; row++) {
    const probability = stated[row]!
    const outcome = called[row]!
    const logOdds = logit(probability)
    squares += (probability - outcome) ** 2
    loss += Math.log1p(Math.exp(outcome === 1 ? -logOdds : logOdds))
    const bin = bins[binOf(probability)]!
    bin.n++
    bin.called += outcome
    bin.stated += probability
  }
  const shown = bins
    .map((bin, at) => ({ from: at / BINS, to: (at + 1) / BINS, ...bin }))
    .filter((bin) => bin.n > 0)
    .map(({ from, to, n, called, stated }) => {
      const observed = called / n
      return { from, to, n, called, meanStated: stated / n, observed, ...wilsonRange(called, n) }
    })
  return { n, brier: n === 0 ? null : squares / n, logLoss: n === 0 ? null : loss / n, bins: shown }
}

function binOf(probability: number): number {
  let bin = 0
  while (bin < BINS - 1 && probability >= (bin + 1) / BINS) bin++
  return bin
}

/** The 95 % range of a share, `called` of `n` > 0: Wilson, *J. Am. Stat. Assoc.* 22 (1927). */
function wilsonRange(called: number, n: number): { low: number; high: number } {
  const share = called / n
  const centre = share + Z ** 2 / (2 * n)
  const reach = Z * Math.sqrt((share * (1 - share)) / n + (Z / (2 * n)) ** 2)
  const scale = 1 + Z ** 2 / n
  return {
    low: called === 0 ? 0 : (centre - reach) / scale,
    high: called === n ? 1 : (centre + reach) / scale,
  }
}
