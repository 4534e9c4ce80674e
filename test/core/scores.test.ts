import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Score, type ScoredAnswer, computeScores } from '../../src/core/score/scores.ts'
import { studentTQuantile } from '../../src/core/score/student-t.ts'

const evidence = { minAnswers: 5, minAccounts: 2, privacyThreshold: 5 }

const answer = (over: Partial<ScoredAnswer> = {}): ScoredAnswer => ({
  callFirst: 8,
  contactId: 1,
  pmId: 1,
  accountId: 1,
  engagementId: 1,
  visibility: 'team',
  answeredAt: new Date('2026-11-01T10:00:00Z'),
  ...over,
})

const find = (scores: Score[], kind: string, id: number, audience = 'leadership'): Score => {
  const score = scores.find((s) => s.subjectKind === kind && s.subjectId === id && s.audience === audience)
  if (!score) throw new Error(`no score for ${kind} ${id}`)
  return score
}

/** Six respondents at three accounts of one PM. */
const six = [8, 9, 7, 8, 6, 10].map((callFirst, index) =>
  answer({ callFirst, contactId: index + 1, accountId: 1 + (index % 3), engagementId: 1 + (index % 3) }),
)

describe('scores', () => {
  it('are none without answers', () => expect(computeScores([], evidence)).toEqual([]))

  it('are the mean Juster probability over respondents', () => {
    const { value, plainAverage } = find(computeScores(six, evidence), 'pm', 1)
    expect(value).toBeCloseTo((100 * (0.8 + 0.9 + 0.7 + 0.8 + 0.6 + 0.99)) / 6, 9)
    expect(plainAverage).toBeCloseTo(value ?? 0, 9)
  })

  it('count a respondent once, however often they answered', () => {
    const eager = Array.from({ length: 9 }, () => answer({ callFirst: 0, contactId: 7, accountId: 2 }))
    const { value, answers, respondents } = find(computeScores([...six, ...eager], evidence), 'firm', 1)
    expect(value).toBeCloseTo((100 * (0.8 + 0.9 + 0.7 + 0.8 + 0.6 + 0.99 + 0.01)) / 7, 9)
    expect({ answers, respondents }).toEqual({ answers: 15, respondents: 7 })
  })

  it.each([
    ['four answers', six.slice(0, 4)],
    ['a single account', six.map((each) => ({ ...each, accountId: 1 }))],
  ])('are too early to say for a PM with %s', (_, answers) => {
    const pm = find(computeScores(answers, evidence), 'pm', 1)
    expect(pm).toMatchObject({ enough: false, value: null, low: null, high: null, parts: null })
  })

  it('keep every answer for leadership only out of what the team reads, below the threshold', () => {
    const hidden = answer({ callFirst: 0, contactId: 9, accountId: 2, engagementId: 2, visibility: 'leadership' })
    const without = computeScores(six, evidence)
    const scores = computeScores([...six, hidden], evidence)
    for (const [kind, id] of [
      ['pm', 1],
      ['account', 2],
      ['engagement', 2],
    ] as const) {
      expect(find(scores, kind, id, 'team').value).toEqual(find(without, kind, id, 'team').value)
      expect(find(scores, kind, id, 'team').answers).toEqual(find(without, kind, id, 'team').answers)
    }
    expect(find(scores, 'pm', 1).value).toBeLessThan(find(without, 'pm', 1).value ?? 0)
  })

  it('lie inside their range, within 1..99, and are the sum of their parts, whatever was answered', () => {
    const any = fc.record({
      callFirst: fc.integer({ min: 0, max: 10 }),
      contactId: fc.integer({ min: 1, max: 9 }),
      pmId: fc.integer({ min: 1, max: 3 }),
      accountId: fc.integer({ min: 1, max: 4 }),
      engagementId: fc.integer({ min: 1, max: 6 }),
      visibility: fc.constantFrom('team' as const, 'leadership' as const),
    })
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 60 }), (list) => {
        for (const score of computeScores(list.map(answer), evidence)) {
          if (score.value === null || score.low === null || score.high === null || !score.parts) continue
          expect(1 <= score.low && score.low <= score.value && score.value <= score.high && score.high <= 99).toBe(true)
          const { firm, pm, accounts, engagements } = score.parts
          expect(firm + pm + accounts + engagements).toBeCloseTo(score.value, 9)
        }
        expect(list.length).toBeGreaterThan(0)
      }),
    )
  })

  it('have a wide range from one respondent and a narrow one from many', () => {
    const width = (count: number) => {
      const answers = Array.from({ length: count }, (_, i) => answer({ contactId: i, callFirst: 7 + (i % 3) }))
      const { low, high } = find(computeScores(answers, { ...evidence, minAnswers: 1 }), 'firm', 1)
      return (high ?? 0) - (low ?? 0)
    }
    expect(width(1)).toBeGreaterThan(40)
    expect(width(100)).toBeLessThan(6)
  })
})

describe('the quantile of Student’s t', () => {
  // R: qt(p, df)
  it.each([
    [0.9, 1, 3.0776835],
    [0.9, 2, 1.8856181],
    [0.9, 4, 1.5332063],
    [0.9, 10, 1.3721836],
    [0.995, 4, 4.6040949],
    [0.1, 30, -1.310415],
    [0.5, 3, 0],
  ])('at %d with %d degrees is %d', (p, degrees, expected) =>
    expect(studentTQuantile(p, degrees)).toBeCloseTo(expected, 5),
  )

  it('does not exist outside its domain', () => {
    expect(() => studentTQuantile(1, 3)).toThrow(RangeError)
    expect(() => studentTQuantile(0.9, 0)).toThrow(RangeError)
  })
})
