import { scaleLinear } from 'd3-scale'
import { estimateOf, points, type Score } from './score.ts'
import { AsTable } from '../table.tsx'

/** One step from the firm's average to a score, in whole points. */
export type Step = { name: string; from: number; to: number; total: boolean }

/** 'PM' says whose part the second step is: 'You' on one's own page. */
export type StepNames = { pm: string; score: string }

/**
 * The steps in whole points that add up exactly to the score shown, or undefined where a part is missing.
 * Rounding goes to the parts that lose most by it; what the limits 1..99 take away is a step of its own.
 */
export function stepsOf(score: Score, names: StepNames): Step[] | undefined {
  const estimate = estimateOf(score)
  const { firm, pm, accounts, engagements } = score.parts
  if (estimate === undefined || firm === null) return undefined
  const parts = [
    { name: names.pm, points: pm },
    { name: 'Accounts', points: accounts },
    { name: 'Engagements', points: engagements },
  ].filter((part): part is { name: string; points: number } => part.points !== null)
  const start = points(firm)
  const sum = Math.round(firm + parts.reduce((total, part) => total + part.points, 0))
  const whole = parts.map((part) => Math.floor(part.points))
  let missing = sum - start - whole.reduce((total, part) => total + part, 0)
  const byLoss = parts.map((part, index) => ({ index, loss: part.points - Math.floor(part.points) }))
  byLoss.sort((a, b) => b.loss - a.loss)
  for (const { index } of byLoss) {
    if (missing <= 0) break
    whole[index] = (whole[index] ?? 0) + 1
    missing -= 1
  }
  const steps: Step[] = [{ name: 'Firm', from: 0, to: start, total: true }]
  let reached = start
  const add = (name: string, change: number) => {
    steps.push({ name, from: reached, to: reached + change, total: false })
    reached += change
  }
  parts.forEach((part, index) => add(part.name, whole[index] ?? 0))
  const end = points(estimate.value)
  if (reached !== end) add('Rounding and limits', end - reached)
  steps.push({ name: names.score, from: 0, to: end, total: true })
  return steps
}

const signed = (change: number): string => (change > 0 ? `+${change}` : change < 0 ? `−${-change}` : '±0')
const figure = (step: Step): string => (step.total ? `${step.to}` : signed(step.to - step.from))

const ROW = 34
const at = scaleLinear([0, 100], [0, 100])

/** The way from the firm's average to a score: bars that start at 0, and between them floating steps on the same scale. */
export function ScoreSteps({ score, names }: { score: Score; names: StepNames }) {
  const steps = stepsOf(score, names)
  if (steps === undefined) return null
  const sentence = steps.map((step) => `${step.name} ${figure(step)}`).join(', ')
  return (
    <figure class="chart">
      <div class="steps">
        <div class="step-names" aria-hidden="true">
          {steps.map((step) => (
            <span class={step.total ? 'total' : undefined}>{step.name}</span>
          ))}
        </div>
        <svg role="img" width="100%" height={steps.length * ROW}>
          <title>{`How the score is made, in points of 100: ${sentence}.`}</title>
          {steps.map((step, index) => {
            const [left, right] = [Math.min(step.from, step.to), Math.max(step.from, step.to)]
            const tone = step.total ? 'total' : step.to > step.from ? 'up' : step.to < step.from ? 'down' : 'level'
            const y = index * ROW
            return (
              <g class={tone}>
                {step.total && <rect class="track" x="0" y={y + 7} width="100%" height={ROW - 14} />}
                <rect
                  class="bar"
                  x={`${at(left)}%`}
                  y={y + 7}
                  width={`${Math.max(at(right) - at(left), 0.5)}%`}
                  height={ROW - 14}
                />
                {index < steps.length - 1 && (
                  <line class="link" x1={`${at(step.to)}%`} x2={`${at(step.to)}%`} y1={y + ROW - 7} y2={y + ROW + 7} />
                )}
              </g>
            )
          })}
        </svg>
        <div class="step-figures" aria-hidden="true">
          {steps.map((step) => (
            <span class={step.total ? 'total' : undefined}>{figure(step)}</span>
          ))}
        </div>
      </div>
      <AsTable
        caption="How the score is made, in points of 100"
        columns={[
          { label: 'Part', kind: 'name', cell: (step: Step) => step.name },
          { label: 'Points', kind: 'number', cell: figure },
          { label: 'Reached', kind: 'number', cell: (step: Step) => step.to },
        ]}
        rows={steps}
      />
    </figure>
  )
}
