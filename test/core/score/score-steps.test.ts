import { describe, expect, it } from 'vitest'
import { stepsOf } from '../../../src/core/score/score-steps.ts'

const made = (value: number, parts: NonNullable<Parameters<typeof stepsOf>[0]['parts']>) =>
  stepsOf({ enough: true, value, parts }) ?? []

describe('the steps of a score', () => {
  it.each([
    [73.6, { firm: 67.6, pm: 6.8, accounts: -2.2, engagements: 1.4 }],
    [72, { firm: 68, pm: 1.5, accounts: 1.5, engagements: 1 }],
    [50.4, { firm: 67.5, pm: -10.5, accounts: -6.5, engagements: -0.1 }],
    [99, { firm: 90, pm: 12, accounts: 3, engagements: 1 }],
    [55, { firm: 60, pm: null, accounts: -5, engagements: null }],
  ])('add up to %f in whole points', (value, parts) => {
    const steps = made(value, parts)
    const sum = steps
      .filter((step, index) => index === 0 || !step.total)
      .reduce((all, step) => all + step.to - step.from, 0)
    expect(sum).toBe(steps.at(-1)!.to)
    expect(sum).toBe(Math.round(value))
    steps.slice(1, -1).forEach((step, index) => expect(step.from).toBe(steps[index]!.to))
  })

  it('name a rest only where the limits 1 to 99 take something away', () => {
    const rest = (value: number, parts: Parameters<typeof made>[1]) =>
      made(value, parts).some(({ part }) => part === 'rounding')
    expect(rest(99, { firm: 90, pm: 12, accounts: 3, engagements: 1 })).toBe(true)
    expect(rest(73.6, { firm: 67.6, pm: 6.8, accounts: -2.2, engagements: 1.4 })).toBe(false)
  })

  it('begin their whole bars at 0', () => {
    const steps = made(72, { firm: 68, pm: 4, accounts: 0, engagements: 0 })
    expect(steps.filter((step) => step.total).every((step) => step.from === 0)).toBe(true)
  })

  it('are none where it is too early to say', () => {
    const parts = { firm: 68, pm: 4, accounts: 0, engagements: 0 }
    expect(stepsOf({ enough: false, value: 72, parts })).toBeUndefined()
    expect(stepsOf({ enough: true, value: 72, parts: { ...parts, firm: null } })).toBeUndefined()
  })
})
