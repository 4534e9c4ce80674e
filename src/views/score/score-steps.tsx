import { scaleLinear } from 'd3-scale'
import { type Step, type StepPart, stepsOf } from '../../core/score/score-steps.ts'
import type { Score } from './score.ts'
import { AsTable } from '../table.tsx'

/** 'PM' says whose part the second step is: 'You' on one's own page. */
type StepNames = { pm: string; score: string }

const namesOf = ({ pm, score }: StepNames): Record<StepPart, string> => ({
  firm: 'Firm',
  pm,
  accounts: 'Accounts',
  engagements: 'Engagements',
  rounding: 'Rounding and limits',
  score,
})

const signed = (change: number): string => (change > 0 ? `+${change}` : change < 0 ? `−${-change}` : '±0')
const figure = (step: Step): string => (step.total ? `${step.to}` : signed(step.to - step.from))

const ROW = 34
const at = scaleLinear([0, 100], [0, 100])

type ScoreStepsProps = {
  score: Score
  names: StepNames
  /** Where the same is a CSV file. */
  file?: string
}

/** The way from the firm's average to a score: bars that start at 0, and between them floating steps on the same scale. */
export function ScoreSteps({ score, names, file }: ScoreStepsProps) {
  const steps = stepsOf(score)
  if (steps === undefined) return null
  const nameOf = namesOf(names)
  const sentence = steps.map((step) => `${nameOf[step.part]} ${figure(step)}`).join(', ')
  return (
    <figure class="chart">
      <div class="steps">
        <div class="step-names" aria-hidden="true">
          {steps.map((step) => (
            <span class={step.total ? 'total' : undefined}>{nameOf[step.part]}</span>
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
          { label: 'Part', kind: 'name', cell: (step: Step) => nameOf[step.part] },
          { label: 'Points', kind: 'number', cell: figure },
          { label: 'Reached', kind: 'number', cell: (step: Step) => step.to },
        ]}
        rows={steps}
        file={file}
      />
    </figure>
  )
}
