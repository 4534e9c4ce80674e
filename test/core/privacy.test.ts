import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Attributed, answersForTeam } from '../../src/core/privacy.ts'

const answer = (contactId: number, day: number, visibility: 'team' | 'leadership'): Attributed => ({
  contactId,
  visibility,
  answeredAt: new Date(Date.UTC(2026, 0, day)),
})

describe('the team’s figures', () => {
  it('hold every answer that the team may read', () => {
    const answers = [answer(1, 1, 'team'), answer(2, 2, 'team')]
    expect(answersForTeam(answers, 5)).toEqual(answers)
  })

  it('leave out answers for leadership only below the threshold', () => {
    const answers = [answer(1, 1, 'team'), ...[2, 3, 4, 5].map((id) => answer(id, id, 'leadership'))]
    expect(answersForTeam(answers, 5)).toEqual([answers[0]])
  })

  it('hold them from the threshold on, and the next ones only with the next whole group', () => {
    const six = [1, 2, 3, 4, 5, 6].map((id) => answer(id, id, 'leadership'))
    expect(answersForTeam(six, 5)).toEqual(six.slice(0, 5))
  })

  it('never differ by fewer hidden respondents than the threshold from one answer to the next', () => {
    const answers = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('team' as const, 'leadership' as const)),
      {
        maxLength: 40,
      },
    )
    fc.assert(
      fc.property(answers, fc.integer({ min: 3, max: 6 }), (list, threshold) => {
        const all = list.map(([id, visibility], index) => answer(id, index, visibility))
        const hiddenAt = (count: number) =>
          answersForTeam(all.slice(0, count), threshold).filter((a) => a.visibility === 'leadership').length
        for (let count = 1; count <= all.length; count += 1) {
          expect([0, threshold]).toContain(hiddenAt(count) - hiddenAt(count - 1))
        }
      }),
    )
  })
})
