import { describe, expect, it } from 'vitest'
import { monthsBefore, monthsOf, quartersUntil } from '../../../src/core/score/answer-filter.ts'

describe('a period', () => {
  it.each([
    ['m3', '2026-11-20', { from: '2026-09-01', until: '2026-12-01' }],
    ['m12', '2026-11-30', { from: '2025-12-01', until: '2026-12-01' }],
    ['m24', '2026-01-01', { from: '2024-02-01', until: '2026-02-01' }],
    ['2026-q1', '2026-11-20', { from: '2026-01-01', until: '2026-04-01' }],
    ['2025-q4', '2026-11-20', { from: '2025-10-01', until: '2026-01-01' }],
  ])('%s on %s is whole months', (key, today, months) => {
    expect(monthsOf(key, today)).toEqual(months)
  })

  it.each(['', 'm5', '2026-q5', '2026-Q1', 'toString'])('%j is none', (key) => {
    expect(monthsOf(key, '2026-11-20')).toBeUndefined()
  })

  it('is compared with as many months right before it', () => {
    expect(monthsBefore({ from: '2025-12-01', until: '2026-12-01' })).toEqual({
      from: '2024-12-01',
      until: '2025-12-01',
    })
    expect(monthsBefore({ from: '2026-01-01', until: '2026-04-01' })).toEqual({
      from: '2025-10-01',
      until: '2026-01-01',
    })
  })

  it('can be one of the last quarters', () => {
    expect(quartersUntil('2026-02-28', 3)).toEqual(['2026-q1', '2025-q4', '2025-q3'])
  })
})
