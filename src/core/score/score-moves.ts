import { points } from './points.ts'

/** What a day's score says of a subject. `value`, `low` and `high` are points, 1 to 99; null below the evidence threshold. */
export type ScoreOnDay = {
  subjectId: number
  value: number | null
  low: number | null
  high: number | null
}

/** `first`: there is enough evidence now. `lost`: there is no longer. `moved`: it reads otherwise, of `before` points. */
export type ScoreMove = { subjectId: number } & (
  | { kind: 'first'; value: number; low: number; high: number }
  | { kind: 'lost' }
  | { kind: 'moved'; value: number; low: number; high: number; before: number }
)

/** Fewer points than this between two days are what one more answer does. */
const WORTH_TELLING = 5

function moveOf(before: ScoreOnDay | undefined, after: ScoreOnDay): ScoreMove | null {
  const { subjectId, value, low, high } = after
  const was = before?.value ?? null
  if (value === null || low === null || high === null) return was === null ? null : { subjectId, kind: 'lost' }
  const now = { subjectId, value: points(value), low: points(low), high: points(high) }
  if (was === null) return { ...now, kind: 'first' }
  return Math.abs(now.value - points(was)) < WORTH_TELLING ? null : { ...now, kind: 'moved', before: points(was) }
}

/** What moved between two days, the largest move first; what is first told or told no longer comes at the end. */
export function scoreMoves(
  before: ReadonlyMap<number, ScoreOnDay>,
  after: ReadonlyMap<number, ScoreOnDay>,
): ScoreMove[] {
  const moves = [...after.values()].flatMap((score) => moveOf(before.get(score.subjectId), score) ?? [])
  const size = (move: ScoreMove): number => (move.kind === 'moved' ? Math.abs(move.value - move.before) : 0)
  return moves.toSorted((a, b) => size(b) - size(a) || a.subjectId - b.subjectId)
}
