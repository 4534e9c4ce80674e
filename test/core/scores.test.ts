import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Evidence, type Score, type ScoredAnswer, computeScores } from '../../src/core/score/scores.ts'
import { studentTQuantile } from '../../src/core/score/student-t.ts'

const evidence: Evidence = { minAnswers: 5, minAccounts: 2, privacyThreshold: 5, lowAnswer: 5 }

const answer = (over: Partial<ScoredAnswer> = {}): ScoredAnswer => ({
  callFirst: 8,
  contactId: 1,
  pmId: 1,
  accountId: 1,
  engagementId: 1,
  milestoneKind: 'delivery',
  visibility: 'team',
  group: null,
  answeredAt: new Date('2026-11-01T10:00:00Z'),
  ...over,
})

const find = (scores: Score[], kind: string, id: number, audience = 'leadership'): Score => {
  const score = scores.find((s) => s.subjectKind === kind && s.subjectId === id && s.audience === audience)
  if (!score) throw new Error(`no score for ${kind} ${id}`)
  return score
}

const AS_OF = new Date('2026-11-20')
const scoresOf = (answers: ScoredAnswer[], over: Partial<Evidence> = {}) =>
  computeScores(answers, { ...evidence, ...over }, AS_OF).scores

/** `each` answers by each of `contacts` people at every account, alike for one PM. */
const answersBy = (pmId: number, accounts: number[], callFirst: number, each = 2, contacts = 3): ScoredAnswer[] =>
  accounts.flatMap((accountId) =>
    Array.from({ length: each * contacts }, (_, i) =>
      answer({
        pmId,
        accountId,
        callFirst: Math.min(10, Math.max(0, callFirst + (i % 3) - 1)),
        contactId: accountId * 100 + (i % contacts),
        engagementId: accountId * 100 + pmId,
        milestoneKind: i < contacts ? 'midpoint' : 'delivery',
      }),
    ),
  )

const firm = [...answersBy(1, [1, 2, 3], 8), ...answersBy(2, [2, 3, 4], 5), ...answersBy(3, [1, 4, 5], 8)]

describe('scores', () => {
  it('are none without answers', () => expect(scoresOf([])).toEqual([]))

  it('are finite for a single answer, and too early to say', () => {
    const scores = scoresOf([answer()])
    expect(scores.map((score) => score.subjectKind)).toEqual([
      'firm',
      'pm',
      'account',
      'engagement',
      'firm',
      'pm',
      'account',
      'engagement',
    ])
    for (const score of scores) {
      expect(score).toMatchObject({ enough: false, value: null, low: null, high: null, tier: null, parts: null })
      expect(score.plainAverage).toBeCloseTo(80, 9)
    }
  })

  it('move a plain average toward the firm’s, the less the more it rests on', () => {
    const [few, many] = [1, 12].map((each) => find(scoresOf([...firm, ...answersBy(4, [1, 2], 2, each)]), 'pm', 4))
    expect(few?.plainAverage).toBeCloseTo(many?.plainAverage ?? 0, 9)
    expect(few?.value).toBeGreaterThan(few?.plainAverage ?? 0)
    expect(many?.value).toBeLessThan(few?.value ?? 0)
  })

  it('tell a PM apart who is clearly below the others at the same clients', () => {
    const scores = scoresOf(firm)
    expect(find(scores, 'pm', 2).tier).toBe('below')
    expect(find(scores, 'pm', 2).value).toBeLessThan(find(scores, 'pm', 1).value ?? 0)
  })

  it('take out how hard clients are to please before PMs are compared', () => {
    // Both PMs do alike; the second has clients who rate everybody low, and somebody else confirms it.
    const answers = [
      ...answersBy(1, [1, 2, 3], 8),
      ...answersBy(2, [4, 5, 6], 4),
      ...answersBy(3, [1, 2, 3], 8),
      ...answersBy(3, [4, 5, 6], 4),
    ]
    const scores = scoresOf(answers)
    const [first, second] = [find(scores, 'pm', 1), find(scores, 'pm', 2)]
    expect(first.plainAverage - second.plainAverage).toBeGreaterThan(35)
    expect((first.value ?? 0) - (second.value ?? 0)).toBeLessThan(15)
  })

  it.each([
    ['four answers', answersBy(9, [1, 2], 8, 1, 2)],
    ['a single account', answersBy(9, [1], 8)],
  ])('are too early to say for a PM with %s', (_, answers) => {
    expect(find(scoresOf([...firm, ...answers]), 'pm', 9)).toMatchObject({ enough: false, value: null, parts: null })
  })

  it('keep every answer for leadership only out of what the team reads, below the threshold', () => {
    const hidden = answer({ callFirst: 0, contactId: 999, accountId: 2, engagementId: 201, visibility: 'leadership' })
    const without = scoresOf(firm)
    const scores = scoresOf([...firm, hidden])
    const estimateOf = ({ value, low, high, answers }: Score) => ({ value, low, high, answers })
    for (const [kind, id] of [
      ['firm', 1],
      ['pm', 1],
      ['account', 2],
      ['engagement', 201],
    ] as const) {
      const [before, after] = [find(without, kind, id, 'team'), find(scores, kind, id, 'team')]
      expect(after.answers).toBe(before.answers)
      expect(after.value ?? 0).toBeCloseTo(before.value ?? 0, 4)
      expect(estimateOf(after).low ?? 0).toBeCloseTo(estimateOf(before).low ?? 0, 4)
      expect(after.parts?.firm ?? 0).toBeCloseTo(before.parts?.firm ?? 0, 4)
    }
    expect(find(scores, 'pm', 1).value).toBeLessThan(find(without, 'pm', 1).value ?? 0)
  })

  it('are the same from a warm start and a cold one, in any order and under any keys', () => {
    const cold = computeScores(firm, evidence, AS_OF)
    const renamed = firm
      .toReversed()
      .map((each) => ({ ...each, accountId: 70 - each.accountId, contactId: 5000 - each.contactId }))
    for (const other of [computeScores(firm, evidence, AS_OF, cold), computeScores(renamed, evidence, AS_OF)]) {
      for (const id of [1, 2, 3]) {
        expect(find(other.scores, 'pm', id).value ?? 0).toBeCloseTo(find(cold.scores, 'pm', id).value ?? 0, 5)
      }
    }
  })

  it('lie inside their range, within 1..99, and are the sum of their parts, whatever was answered', () => {
    const any = fc.record({
      callFirst: fc.integer({ min: 0, max: 10 }),
      contactId: fc.integer({ min: 1, max: 9 }),
      pmId: fc.integer({ min: 1, max: 3 }),
      accountId: fc.integer({ min: 1, max: 4 }),
      engagementId: fc.integer({ min: 1, max: 6 }),
      milestoneKind: fc.constantFrom('kickoff', 'close', 'retro'),
      visibility: fc.constantFrom('team' as const, 'leadership' as const),
    })
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 60 }), (list) => {
        for (const score of scoresOf(list.map(answer), { minAnswers: 1, minAccounts: 1 })) {
          if (score.value === null || score.low === null || score.high === null || !score.parts) continue
          expect(1 <= score.low && score.low <= score.value && score.value <= score.high && score.high <= 99).toBe(true)
          const { firm: base, pm, accounts, engagements } = score.parts
          expect(base + pm + accounts + engagements).toBeCloseTo(score.value, 9)
        }
        expect(list.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('the comparison of PMs', () => {
  it('says how likely one is ahead of the other', () => {
    const { pmIds, ahead, islands } = computeScores(firm, evidence, AS_OF).comparison
    expect(pmIds).toEqual([1, 2, 3])
    expect(ahead[1]).toBeGreaterThan(0.9)
    expect((ahead[1] ?? 0) + (ahead[3] ?? 0)).toBeCloseTo(1, 12)
    expect(islands).toEqual([0, 0, 0])
  })

  it('knows PMs whom no chain of shared accounts connects', () => {
    const apart = [...firm, ...answersBy(4, [8, 9], 8)]
    expect(computeScores(apart, evidence, AS_OF).comparison.islands).toEqual([0, 0, 0, 1])
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

describe('how scores have changed', () => {
  const BEFORE = new Date('2026-03-01T10:00:00Z')
  const changesOf = (answers: ScoredAnswer[]) => computeScores(answers, evidence, AS_OF).changes
  const shifted = (answers: ScoredAnswer[], by: number): ScoredAnswer[] =>
    answers.map((each) => ({ ...each, callFirst: Math.min(10, Math.max(0, each.callFirst + by)), answeredAt: BEFORE }))

  it('is said of PMs with answers in both half-years, and of the firm', () => {
    const changes = changesOf([
      ...firm,
      ...shifted(answersBy(1, [1, 2, 3], 8), -5),
      ...shifted(answersBy(2, [2, 3, 4], 5), 0),
    ])
    const ofPm = (id: number) =>
      changes.find((c) => c.subjectKind === 'pm' && c.subjectId === id && c.audience === 'leadership')
    expect(ofPm(1)).toMatchObject({ answers: 18, answersBefore: 18 })
    expect(ofPm(1)!.change).toBeGreaterThan(0)
    expect(ofPm(1)!.low).toBeLessThan(ofPm(1)!.change)
    expect(ofPm(1)!.change).toBeGreaterThan(ofPm(2)!.change)
    expect(ofPm(3)).toBeUndefined()
    expect(changes.some((c) => c.subjectKind === 'firm')).toBe(true)
  })

  it('tells the team nothing of what is for leadership only', () => {
    const seen = [...firm, ...shifted(firm, -1)]
    const hidden = Array.from({ length: 5 }, (_, i) =>
      answer({ callFirst: 0, visibility: 'leadership', contactId: 9000 + i, accountId: 2, pmId: 1, engagementId: 201 }),
    )
    const team = (answers: ScoredAnswer[]) => changesOf(answers).filter((c) => c.audience === 'team')
    const without = team(seen)
    for (const [index, change] of team([...seen, ...hidden]).entries()) {
      expect(change).toMatchObject({ answers: without[index]!.answers, lowAnswers: without[index]!.lowAnswers })
      expect(change.change).toBeCloseTo(without[index]!.change, 6)
    }
  })

  it('is nothing while all answers are of one half-year', () => expect(changesOf(firm)).toEqual([]))
})
