import { points } from './points.ts'

/** What a step adds or takes away; `rounding` is what whole points and the limits 1..99 take away. */
export type StepPart = 'firm' | 'pm' | 'accounts' | 'engagements' | 'rounding' | 'score'

/** One step from the firm's average to a score, in whole points; a total begins at 0. */
export type Step = { part: StepPart; from: number; to: number; total: boolean }

/** A score with what it is made of, in points; a part is null where it has none of its own. */
type MadeScore = {
  enough: boolean
  value: number | null
  parts: { firm: number | null; pm: number | null; accounts: number | null; engagements: number | null }
}

type Part = { part: StepPart; points: number }

/** Whole points for each part that add up to `sum`: rounding goes to the parts that lose most by it. */
function wholePoints(parts: readonly Part[], sum: number): number[] {
  const whole = parts.map((part) => Math.floor(part.points))
  const missing = sum - whole.reduce((total, part) => total + part, 0)
  const byLoss = parts.map((part, index) => ({ index, loss: part.points - Math.floor(part.points) }))
  byLoss.sort((a, b) => b.loss - a.loss)
  for (const { index } of byLoss.slice(0, Math.max(0, missing))) whole[index] = (whole[index] ?? 0) + 1
  return whole
}

/** The steps in whole points that add up exactly to the score shown; undefined where it is too early to say. */
export function stepsOf({ enough, value, parts: { firm, ...others } }: MadeScore): Step[] | undefined {
  if (!enough || value === null || firm === null) return undefined
  const parts = (['pm', 'accounts', 'engagements'] as const).flatMap((part): Part[] => {
    const its = others[part]
    return its === null ? [] : [{ part, points: its }]
  })
  const start = points(firm)
  const sum = Math.round(firm + parts.reduce((total, part) => total + part.points, 0))
  const whole = wholePoints(parts, sum - start)
  const steps: Step[] = [{ part: 'firm', from: 0, to: start, total: true }]
  let reached = start
  const add = (part: StepPart, change: number) => {
    steps.push({ part, from: reached, to: reached + change, total: false })
    reached += change
  }
  parts.forEach(({ part }, index) => add(part, whole[index] ?? 0))
  const end = points(value)
  if (reached !== end) add('rounding', end - reached)
  steps.push({ part: 'score', from: 0, to: end, total: true })
  return steps
}
