import { scaleLinear } from 'd3-scale'
import { points, rangeWords, type Estimate } from './score.ts'

/** A score as clients state it and as outcomes have checked it. */
export type StatedAndChecked = { stated: Estimate; checked: Estimate }

const x = scaleLinear([0, 100], [2, 98])
const at = (value: number): string => `${x(value).toFixed(2)}%`

const Line = ({ of, y, kind }: { of: Estimate; y: number; kind: 'stated' | 'checked' }) => (
  <g class={kind}>
    <line class="rail" x1={at(0)} x2={at(100)} y1={y} y2={y} />
    <line class="range" x1={at(of.low)} x2={at(of.high)} y1={y} y2={y} />
    <circle class="dot" cx={at(of.value)} cy={y} r="5" />
  </g>
)

/** Two dots with their ranges on lines from 0 to 100: above what clients say, hollow; below what outcomes make of it, filled. */
export function TwoRanges({ of, stated, checked }: StatedAndChecked & { of: string }) {
  return (
    <svg class="two-ranges" role="img" width="100%" height="40">
      <title>
        {`${of}: clients say ${points(stated.value)} in 100, ${rangeWords(stated)}; checked, ${points(checked.value)} in 100, ${rangeWords(checked)}.`}
      </title>
      <Line of={stated} y={11} kind="stated" />
      <Line of={checked} y={29} kind="checked" />
    </svg>
  )
}
