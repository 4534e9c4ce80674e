/** The answers of the eleven-step Juster scale, lowest first; their wording belongs to each language. */
export const JUSTER_ANSWERS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const
export type JusterAnswer = (typeof JUSTER_ANSWERS)[number]

/** The same of a mean of answers, 0..10: on the line between the two answers beside it. */
export function meanProbability(answer: number): number {
  const [below, above] = [Math.floor(answer), Math.ceil(answer)]
  const [from, to] = [justerProbability(below), justerProbability(above)]
  return from + (answer - below) * (to - from)
}

/**
 * The probability that an answer states, from 0.01 to 0.99. Source: Juster, J. Am. Stat. Assoc. 61 (1966).
 * @throws RangeError when the answer is not a whole number from 0 to 10.
 */
export function justerProbability(answer: number): number {
  if (!Number.isInteger(answer) || answer < 0 || answer > 10)
    throw new RangeError(`Not an answer from 0 to 10: ${answer}`)
  if (answer === 0) return 0.01
  return answer === 10 ? 0.99 : answer / 10
}
