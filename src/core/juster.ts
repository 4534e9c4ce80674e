/**
 * The eleven anchors of the Juster probability scale. Juster, *J. Am. Stat. Assoc.* 61 (1966).
 */
export const JUSTER_ANCHORS = [
  { answer: 0, label: 'No chance, almost no chance', odds: '1 in 100' },
  { answer: 1, label: 'Very slight possibility', odds: '1 in 10' },
  { answer: 2, label: 'Slight possibility', odds: '2 in 10' },
  { answer: 3, label: 'Some possibility', odds: '3 in 10' },
  { answer: 4, label: 'Fair possibility', odds: '4 in 10' },
  { answer: 5, label: 'Fairly good possibility', odds: '5 in 10' },
  { answer: 6, label: 'Good possibility', odds: '6 in 10' },
  { answer: 7, label: 'Probable', odds: '7 in 10' },
  { answer: 8, label: 'Very probable', odds: '8 in 10' },
  { answer: 9, label: 'Almost sure', odds: '9 in 10' },
  { answer: 10, label: 'Certain, practically certain', odds: '99 in 100' },
] as const

/** The probability that a call-first answer, a whole number 0..10, stands for. Juster (1966). */
export const justerProbability = (answer: number): number => (answer === 0 ? 0.01 : answer === 10 ? 0.99 : answer / 10)
