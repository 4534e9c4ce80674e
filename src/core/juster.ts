/** An answer on the eleven-step Juster scale. */
export type JusterAnswer = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10

/** One anchor of the scale: the answer, its wording and the odds it states. */
export type JusterAnchor = { readonly answer: JusterAnswer; readonly label: string; readonly odds: string }

/**
 * The eleven anchors, highest first, as a contact reads them.
 * Source: Juster, J. Am. Stat. Assoc. 61 (1966).
 */
export const JUSTER_ANCHORS: readonly JusterAnchor[] = [
  { answer: 10, label: 'Certain, practically certain', odds: '99 in 100' },
  { answer: 9, label: 'Almost sure', odds: '9 in 10' },
  { answer: 8, label: 'Very probable', odds: '8 in 10' },
  { answer: 7, label: 'Probable', odds: '7 in 10' },
  { answer: 6, label: 'Good possibility', odds: '6 in 10' },
  { answer: 5, label: 'Fairly good possibility', odds: '5 in 10' },
  { answer: 4, label: 'Fair possibility', odds: '4 in 10' },
  { answer: 3, label: 'Some possibility', odds: '3 in 10' },
  { answer: 2, label: 'Slight possibility', odds: '2 in 10' },
  { answer: 1, label: 'Very slight possibility', odds: '1 in 10' },
  { answer: 0, label: 'No chance, almost no chance', odds: '1 in 100' },
]

/**
 * The probability that an answer states, from 0.01 to 0.99.
 * @throws RangeError when the answer is not a whole number from 0 to 10.
 */
export function justerProbability(answer: number): number {
  if (!Number.isInteger(answer) || answer < 0 || answer > 10)
    throw new RangeError(`Not an answer from 0 to 10: ${answer}`)
  if (answer === 0) return 0.01
  return answer === 10 ? 0.99 : answer / 10
}
