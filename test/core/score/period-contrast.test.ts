import { describe, expect, it } from 'vitest'
import { type AccountSums, contrastPeriods, directionOf } from '../../../src/core/score/period-contrast.ts'

/** An account with ten answers in each period. */
const account = (meanBefore: number, mean: number): AccountSums => ({
  answers: 10,
  points: 10 * mean,
  answersBefore: 10,
  pointsBefore: 10 * meanBefore,
})

const nothing: AccountSums = { answers: 0, points: 0, answersBefore: 0, pointsBefore: 0 }

describe('two periods', () => {
  it('have moved where every account has moved alike, however far apart the accounts are', () => {
    const { mean, meanBefore, moved } = contrastPeriods([20, 40, 60, 80, 90].map((at) => account(at, at + 5)))
    expect([mean, meanBefore]).toEqual([63, 58])
    expect(moved!.change).toBeCloseTo(5)
    expect(directionOf(moved!)).toBe('up')
    // Their spread is no doubt about the change.
    expect(moved!.high - moved!.low).toBeLessThan(1e-6)
  })

  it('have not where one account alone pulls the mean', () => {
    const { moved } = contrastPeriods([
      account(60, 60),
      account(60, 60),
      account(60, 60),
      account(60, 60),
      account(90, 20),
    ])
    expect(moved!.change).toBeCloseTo(-14)
    expect(directionOf(moved!)).toBeNull()
  })

  it('are not compared where one of them is empty or too few accounts were heard', () => {
    expect(contrastPeriods([])).toEqual({ mean: null, meanBefore: null, moved: null })
    expect(contrastPeriods([account(50, 60), account(50, 60)])).toEqual({ mean: 60, meanBefore: 50, moved: null })
    const onlyNow = Array.from({ length: 6 }, () => ({ ...nothing, answers: 2, points: 120 }))
    expect(contrastPeriods(onlyNow)).toEqual({ mean: 60, meanBefore: null, moved: null })
  })

  it('do not change by accounts that were never heard', () => {
    const heard = [account(50, 60), account(40, 52), account(60, 69), account(70, 75), account(30, 45)]
    expect(contrastPeriods([...heard, nothing, nothing])).toEqual(contrastPeriods(heard))
  })
})
