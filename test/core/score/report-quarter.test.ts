import { describe, expect, it } from 'vitest'
import { reportQuarter } from '../../../src/core/score/report-quarter.ts'

describe('the quarter of a report', () => {
  it('is the last one that has ended, unless another is asked for', () => {
    expect(reportQuarter(undefined, '2026-11-20')).toMatchObject({
      key: '2026-q3',
      months: { from: '2026-07-01', until: '2026-10-01' },
      before: { from: '2026-04-01', until: '2026-07-01' },
      lastDay: '2026-09-30',
      lastDayBefore: '2026-06-30',
      isRunning: false,
    })
    expect(reportQuarter('2025-q4', '2026-11-20').lastDay).toBe('2025-12-31')
    expect(reportQuarter('2027-q1', '2026-11-20').key).toBe('2026-q3')
    expect(reportQuarter('nonsense', '2026-01-01').key).toBe('2025-q4')
  })

  it('that is running ends today', () => {
    expect(reportQuarter('2026-q4', '2026-11-20')).toMatchObject({ lastDay: '2026-11-20', isRunning: true })
    expect(reportQuarter('2026-q4', '2026-12-31')).toMatchObject({ lastDay: '2026-12-31', isRunning: true })
  })
})
