import { directionOf } from '../../core/score/period-contrast.ts'

/** A change in points of 100 with the range in which the true one lies 8 times out of 10. */
export type Moved = { change: number; low: number; high: number }

/** The change of a score between half-years; the answers are those of the current one. */
export type ScoreMoved = Moved & { answers: number; answersBefore: number; lowAnswers: number }

const whole = (points: number): number => Math.max(1, Math.round(Math.abs(points)))

const signed = (points: number): string => {
  const rounded = Math.round(points)
  return rounded > 0 ? `+${rounded}` : rounded < 0 ? `−${-rounded}` : '0'
}

/** 'likely +1 to +9'. */
const likely = ({ low, high }: Moved): string => `likely ${signed(low)} to ${signed(high)}`

/** 'up 5 since …, likely +1 to +9', or that no change is clear; the arrow of it is drawn only at nine to one. */
export function changeWords(moved: Moved, since: string): string {
  const direction = directionOf(moved)
  if (direction === null) return `no clear change since ${since}, ${likely(moved)}`
  return `${direction} ${whole(moved.change)} since ${since}, ${likely(moved)}`
}

/** Whether what is down is down after one low answer alone. */
const isDip = (moved: ScoreMoved): boolean => moved.change < 0 && moved.lowAnswers === 1

/** What a fall after a single low answer is: no more than that. */
export const dipWords = (moved: ScoreMoved): string | undefined =>
  isDip(moved) ? 'A dip after a single low answer; the next ones will tell.' : undefined

/** An arrow where the direction is clear at nine to one; else nothing. */
export function Arrow({ moved }: { moved: Moved | null }) {
  const direction = moved && directionOf(moved)
  if (!moved || direction === null) return null
  return (
    <span class={`arrow ${direction}`}>
      <span aria-hidden="true">{direction === 'up' ? '↑' : '↓'}</span>
      <span class="heard">{direction}</span> {whole(moved.change)}
    </span>
  )
}

/** A change in a sentence, with its arrow where there is one. */
export function ChangeLine({ moved, since }: { moved: ScoreMoved | null; since: string }) {
  if (moved === null) return null
  const words = changeWords(moved, since)
  const dip = dipWords(moved)
  return (
    <p class="moved">
      <Arrow moved={moved} /> {words.charAt(0).toUpperCase() + words.slice(1)}.{dip && ` ${dip}`}
    </p>
  )
}

export const HALF_YEAR_BEFORE = 'the half-year before'
