import type { Standing } from './score.ts'

/** A score's place on its line. The shape says the standing without colour: a triangle up for above, down for below, else a round dot. */
export function StandingDot({ standing, x, y, size }: { standing: Standing; x: string; y: number; size: number }) {
  if (standing !== 'above' && standing !== 'below') return <circle class="dot" cx={x} cy={y} r={size} />
  // As large to the eye as a dot; a nested picture carries the place, so that it can stand at a percentage.
  const up = standing === 'above' ? -1 : 1
  const [half, tip, base] = [size * 1.3, up * size * 1.35, -up * size]
  return (
    <svg x={x} y={y} width="1" height="1" overflow="visible">
      <path class="dot" d={`M${-half} ${base}H${half}L0 ${tip}Z`} />
    </svg>
  )
}
