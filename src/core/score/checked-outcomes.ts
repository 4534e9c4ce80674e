import { justerProbability } from '../answering/juster.ts'

/**
 * One contact's answer (0..10) before an outcome; an outcome stands as often as contacts had answered, or once with null
 * where none had.
 */
export type HeardOutcome = { outcomeId: number; calledFirst: boolean; callFirst: number | null }

/** Of `n` answers with an outcome after them, those after which the firm was called first. */
export type SaidAndDone = { answer: number; n: number; called: number }

/** `stated` (0..1) and `calledFirst` (1 or 0) hold one entry for each outcome that somebody had answered before. */
export type CheckedOutcomes = {
  /** All outcomes, answered before or not, and those among them that called the firm first. */
  outcomes: number
  called: number
  stated: number[]
  calledFirst: number[]
  /** By answer, the highest first; each contact counts once for each outcome. */
  byAnswer: SaidAndDone[]
}

/** What was stated before each outcome: the mean of the probabilities that its contacts' answers state. */
export function checkedOutcomes(rows: readonly HeardOutcome[]): CheckedOutcomes {
  const outcomes = new Map<number, { calledFirst: boolean; answers: number[] }>()
  const byAnswer = new Map<number, SaidAndDone>()
  for (const { outcomeId, calledFirst, callFirst } of rows) {
    const outcome = outcomes.get(outcomeId) ?? { calledFirst, answers: [] }
    outcomes.set(outcomeId, outcome)
    if (callFirst === null) continue
    outcome.answers.push(callFirst)
    const said = byAnswer.get(callFirst) ?? { answer: callFirst, n: 0, called: 0 }
    byAnswer.set(callFirst, { answer: callFirst, n: said.n + 1, called: said.called + (calledFirst ? 1 : 0) })
  }
  const all = [...outcomes.values()]
  const heard = all.filter(({ answers }) => answers.length > 0)
  return {
    outcomes: all.length,
    called: all.filter(({ calledFirst }) => calledFirst).length,
    stated: heard.map(
      ({ answers }) => answers.reduce((sum, each) => sum + justerProbability(each), 0) / answers.length,
    ),
    calledFirst: heard.map(({ calledFirst }) => (calledFirst ? 1 : 0)),
    byAnswer: [...byAnswer.values()].sort((a, b) => b.answer - a.answer),
  }
}
