import { describe, expect, it } from 'vitest'
import { varianceShares } from '../../../src/core/score/variance-shares.ts'

const gamma = [0.05, 0.3, 0.1, 0.4, 0.02]

describe('what differences between answers come from', () => {
  it('divides all of them among the factors, with or without half-years', () => {
    for (const some of [gamma, gamma.slice(0, 4)])
      expect(varianceShares(some).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(varianceShares(gamma).map(({ factor }) => factor)).toContain('pm_half_year')
    expect(varianceShares(gamma.slice(0, 4)).map(({ factor }) => factor)).not.toContain('pm_half_year')
  })
})
