import { counted } from '../names.ts'
import { clearDifference, type Comparison, inHundred } from '../../core/score/clear-difference.ts'

type Verdict = { opening: string; from: number }

/** How sure one has to be to say it so, surest first. */
const VERDICTS: readonly Verdict[] = [
  { opening: 'It is nearly certain', from: 0.98 },
  { opening: 'It is very likely', from: 0.9 },
]

/** '2 above', '3 below', 'level'. */
function apartWords(difference: number): string {
  const whole = Math.round(difference)
  return whole === 0 ? 'level' : `${Math.abs(whole)} ${whole > 0 ? 'above' : 'below'}`
}

/** 'Ana stands 4 points above Ben, likely between 2 below and 10 above.'; undefined where nothing may be said. */
export function differenceWords(
  first: string,
  second: string,
  { enough, comparable, apart }: Omit<Comparison, 'ahead'> & { apart: { difference: number; reach: number } | null },
): string | undefined {
  if (!enough || !comparable || apart === null) return undefined
  const { difference, reach } = apart
  const whole = Math.abs(Math.round(difference))
  const stands = whole === 0 ? 'level with' : `${counted(whole, 'point')} ${difference > 0 ? 'above' : 'below'}`
  const range = `${apartWords(difference - reach)} and ${apartWords(difference + reach)}`
  return `${first} stands ${stands} ${second}, likely between ${range}.`
}

/** 'It is very likely that clients would call Ana first sooner than Ben: 93 in 100.', or why that can't be said. */
export function comparisonWords(first: string, second: string, comparison: Comparison): string {
  if (!comparison.enough || comparison.ahead === null) return 'Too early to say.'
  if (!comparison.comparable) return 'Not comparable: no chain of shared clients connects them.'
  const clear = clearDifference(comparison)
  if (clear === null) return `No clear difference between ${first} and ${second}.`
  const { probability } = clear
  const [sooner, later] = clear.ahead === 'first' ? [first, second] : [second, first]
  const opening = VERDICTS.find(({ from }) => probability >= from)?.opening ?? 'It is likely'
  return `${opening} that clients would call ${sooner} first sooner than ${later}: ${inHundred(probability)} in 100.`
}
