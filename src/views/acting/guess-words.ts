import { JUSTER_ANSWERS } from '../../core/answering/juster.ts'
import { counted } from '../names.ts'
import { en } from '../survey/words/en.ts'

/** The eleven answers to choose a guess from, certain first as one hopes. */
export const GUESS_OPTIONS = JUSTER_ANSWERS.toReversed().map((answer) => {
  const { label, odds } = en.callFirst.anchors[answer]
  return { value: `${answer}`, label: `${answer}: ${label} (${odds})` }
})

/** '2 too high', 'just right'. */
export function gapWords(guess: number, callFirst: number): string {
  const gap = guess - callFirst
  return gap === 0 ? 'just right' : `${Math.abs(gap)} too ${gap > 0 ? 'high' : 'low'}`
}

/** From so many answers on there is something to learn. */
const ENOUGH = 3

/** 'You guess on average 1.2 too high, over 9 answers.' */
export function summaryWords(summary: { answers: number; mean: number; off: number } | null): string {
  if (summary === null) return 'No guess of yours stands beside an answer yet.'
  const { answers, mean, off } = summary
  const over = `over ${counted(answers, 'answer')}`
  if (answers < ENOUGH) return `Too few to say how you guess: ${counted(answers, 'answer')} so far.`
  if (Math.abs(mean) < 0.05)
    return `You guess neither too high nor too low on average, ${off.toFixed(1)} off either way, ${over}.`
  return `You guess on average ${Math.abs(mean).toFixed(1)} too ${mean > 0 ? 'high' : 'low'}, ${over}.`
}
