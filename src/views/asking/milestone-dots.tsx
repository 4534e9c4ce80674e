import { milestoneKindName } from '../names.ts'

/** Where a milestone stands: to come, asked without an answer yet, answered, answered low, held back, or nobody asked. */
export type MilestoneState = 'to_come' | 'asked' | 'answered' | 'low' | 'held_back' | 'not_asked'

/** A milestone as a mark; the answer is the lowest one, if any. */
export type MilestoneMark = { kind: string; name: string | null; state: MilestoneState; answer: number | null }

export const MILESTONE_STATE_WORDS: Record<MilestoneState, string> = {
  to_come: 'to come',
  asked: 'asked, no answer',
  answered: 'answered',
  low: 'low answer',
  held_back: 'held back',
  not_asked: 'nobody asked',
}

/** 'Kickoff: answered, 8 of 10'. */
export const markWords = (mark: MilestoneMark): string =>
  `${mark.name ?? milestoneKindName(mark.kind)}: ${MILESTONE_STATE_WORDS[mark.state]}${mark.answer === null ? '' : `, ${mark.answer} of 10`}`

type MarkProps = { state: MilestoneState; x: string | number; y: number; size: number }

/** The shape of a state: a ring, a dot, a square on its corner, a ring struck through or a dash. */
export function Mark({ state, x, y, size }: MarkProps) {
  if (state === 'low') {
    // A nested picture carries the place, so that the corner-on square can stand at a percentage.
    return (
      <svg class="mark low" x={x} y={y} width="1" height="1" overflow="visible">
        <path d={`M0 ${-size * 1.25}L${size * 1.25} 0L0 ${size * 1.25}L${-size * 1.25} 0Z`} />
      </svg>
    )
  }
  if (state === 'not_asked' || state === 'held_back') {
    return (
      <svg class={`mark ${state}`} x={x} y={y} width="1" height="1" overflow="visible">
        {state === 'held_back' && <circle r={size - 1} />}
        <path d={state === 'held_back' ? `M${-size} ${size}L${size} ${-size}` : `M${-size + 1} 0H${size - 1}`} />
      </svg>
    )
  }
  return (
    <circle
      class={`mark ${state}`}
      cx={x}
      cy={y}
      r={state === 'to_come' ? size * 0.6 : state === 'asked' ? size - 1 : size}
    />
  )
}

/** The milestones of one engagement in their order. */
export function MilestoneDots({ marks, of }: { marks: readonly MilestoneMark[]; of: string }) {
  const step = 20
  if (marks.length === 0) return <span class="quiet">none yet</span>
  return (
    <svg class="dots" role="img" width={marks.length * step} height="20">
      <title>{`Milestones of ${of}. ${marks.map(markWords).join('; ')}.`}</title>
      {marks.map((mark, index) => (
        <Mark state={mark.state} x={index * step + 10} y={10} size={6} />
      ))}
    </svg>
  )
}

/** What the shapes mean. */
export function MilestoneLegend() {
  return (
    <ul class="legend" aria-label="What the marks mean">
      {(Object.keys(MILESTONE_STATE_WORDS) as MilestoneState[]).map((state) => (
        <li>
          <svg class="dots" aria-hidden="true" width="18" height="18">
            <Mark state={state} x={9} y={9} size={6} />
          </svg>{' '}
          {MILESTONE_STATE_WORDS[state]}
        </li>
      ))}
    </ul>
  )
}
