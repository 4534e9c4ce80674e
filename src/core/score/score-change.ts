import { groupedBy } from '../grouped-by.ts'
import type { Audience } from '../words.ts'
import { type FirmModel, type ModelAnswer, halfYearChange, halfYearsBefore } from './firm-model.ts'
import { studentTQuantile } from './student-t.ts'

/**
 * How a score has moved from the half-year before to the current one, in points of 100, with the range in which the true change
 * lies 8 times out of 10. Where the range leaves 0 out, the direction holds at nine to one.
 */
export type ScoreChange = {
  subjectKind: 'firm' | 'pm'
  /** The PM's key; 1 for the firm. */
  subjectId: number
  audience: Audience
  change: number
  low: number
  high: number
  /** Answers of the current half-year, those of the one before, and how many of the current ones are low. */
  answers: number
  answersBefore: number
  lowAnswers: number
}

const LEVEL = 0.8

type Basis = { asOf: Date; audience: Audience; lowAnswer: number; degrees: number }
type Counts = Pick<ScoreChange, 'answers' | 'answersBefore' | 'lowAnswers'>

function countsOf(own: readonly ModelAnswer[], { asOf, lowAnswer }: Basis): Counts {
  const [now, before] = [0, 1].map((age) => own.filter(({ answeredAt }) => halfYearsBefore(answeredAt, asOf) === age))
  return {
    answers: now!.length,
    answersBefore: before!.length,
    lowAnswers: now!.filter(({ callFirst }) => callFirst <= lowAnswer).length,
  }
}

/** How much each PM weighs in the firm: every account the same, in it every answer. */
function weightsOf(answers: readonly ModelAnswer[]): Map<number, number> {
  const accounts = new Map<number, number>()
  for (const { accountId } of answers) accounts.set(accountId, (accounts.get(accountId) ?? 0) + 1)
  const weights = new Map<number, number>()
  for (const { pmId, accountId } of answers) {
    weights.set(pmId, (weights.get(pmId) ?? 0) + 1 / accounts.get(accountId)!)
  }
  return weights
}

/**
 * The change of every PM with answers in both half-years, and of the firm as these PMs' weighted mean; nothing where the model has no
 * half-years.
 */
export function scoreChanges(model: FirmModel, answers: readonly ModelAnswer[], basis: Basis): ScoreChange[] {
  const reach = studentTQuantile((1 + LEVEL) / 2, basis.degrees)
  const { audience } = basis
  const changeOf = (random: readonly (readonly [number, number, number])[]) => {
    const { estimate, se } = model.fit.contrast({ random })
    return { change: 100 * estimate, low: 100 * (estimate - reach * se), high: 100 * (estimate + reach * se) }
  }
  const pms = [...groupedBy(answers, ({ pmId }) => pmId)].flatMap(([pmId, own]) => {
    const counts = countsOf(own, basis)
    const effects = counts.answers > 0 && counts.answersBefore > 0 ? halfYearChange(model, pmId) : undefined
    return effects ? [{ pmId, counts, effects }] : []
  })
  if (pms.length === 0) return []
  const weights = weightsOf(answers)
  const total = pms.reduce((sum, { pmId }) => sum + weights.get(pmId)!, 0)
  const firm = pms.flatMap(({ pmId }) => halfYearChange(model, pmId, weights.get(pmId)! / total) ?? [])
  return [
    { subjectKind: 'firm', subjectId: 1, audience, ...changeOf(firm), ...countsOf(answers, basis) },
    ...pms.map(({ pmId, counts, effects }) => {
      return { subjectKind: 'pm' as const, subjectId: pmId, audience, ...changeOf(effects), ...counts }
    }),
  ]
}
