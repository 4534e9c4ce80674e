import { describe, expect, it } from 'vitest'
import { chooseAskedTogether } from '../../../src/core/score/asked-together.ts'
import { computeDrivers, type RatedAnswer } from '../../../src/core/score/firm-drivers.ts'
import { seededRandom } from '../../../src/core/score/seeded-random.ts'

const KEYS = ['delivered', 'had_my_back', 'advised']

/** Answers of one milestone kind; the first experience goes with the outcome, the others with nothing. */
function answersOf(count: number, given: Partial<RatedAnswer> = {}, keys: readonly string[] = KEYS): RatedAnswer[] {
  const random = seededRandom(count)
  const rating = () => 1 + Math.floor(5 * random())
  return Array.from({ length: count }, (_, at) => {
    const experiences = Object.fromEntries(keys.map((key) => [key, rating()]))
    const [first] = keys
    return {
      callFirst: 2 * (experiences[first ?? ''] ?? 1),
      contactId: at,
      pmId: 1,
      accountId: at % 20,
      engagementId: at,
      milestoneKind: 'delivery',
      visibility: 'team',
      group: null,
      answeredAt: new Date('2026-06-01T10:00:00Z'),
      experiences,
      ...given,
    }
  })
}

const subject = (
  answers: readonly RatedAnswer[],
  subjectKind: 'firm' | 'pm',
  audience: 'team' | 'leadership',
  id = 1,
) =>
  computeDrivers(answers).find(
    (each) => each.subjectKind === subjectKind && each.audience === audience && each.subjectId === id,
  )!

describe('the drivers', () => {
  it('of the firm add up to the whole, each inside its range, and the one that goes with the outcome leads', () => {
    const { enough, drivers } = subject(answersOf(60), 'firm', 'team')
    expect(enough).toBe(true)
    expect(drivers.reduce((sum, { share }) => sum + share!, 0)).toBeCloseTo(1, 9)
    expect(drivers[0]!.share).toBeGreaterThan(0.8)
    for (const { low, high } of drivers) expect(low).toBeLessThanOrEqual(high!)
  })

  it.each([
    ['fewer than ten answers for each experience', answersOf(29)],
    ['fewer than ten accounts', answersOf(60).map((answer) => ({ ...answer, accountId: answer.accountId % 9 }))],
    ['one experience alone', answersOf(60, {}, ['delivered'])],
  ])('of %s say nothing but the means', (_, answers) => {
    const { enough, drivers } = subject(answers, 'firm', 'team')
    expect(enough).toBe(false)
    for (const driver of drivers) expect(driver).toMatchObject({ share: null, low: null, high: null })
    expect(drivers[0]!.mean).toBeGreaterThan(1)
  })

  it('of a PM with enough answers are the PM’s own, of one with few the means alone', () => {
    const answers = [...answersOf(60, { pmId: 1 }), ...answersOf(12, { pmId: 2 })]
    expect(subject(answers, 'pm', 'team', 1).enough).toBe(true)
    expect(subject(answers, 'pm', 'team', 2)).toMatchObject({ enough: false, answers: 12, accounts: 12 })
  })

  it('name what is missing too often and what everybody rates the same', () => {
    const answers = answersOf(60).map((answer, at) => {
      const { advised: _, ...others } = answer.experiences
      const experiences = { ...others, steward: 5, ...(at % 2 === 0 ? { details: 4 } : {}) }
      return { ...answer, experiences }
    })
    const { enough, drivers } = subject(answers, 'firm', 'team')
    expect(enough).toBe(true)
    expect(Object.fromEntries(drivers.map(({ key, leftOut }) => [key, leftOut]))).toEqual({
      delivered: null,
      had_my_back: null,
      details: 'often_missing',
      steward: 'no_variance',
    })
  })

  it('that the team reads count no answer for leadership only', () => {
    const visible = answersOf(60)
    const hidden = answersOf(30, { visibility: 'leadership', callFirst: 0 })
    const team = computeDrivers([...visible, ...hidden]).filter(({ audience }) => audience === 'team')
    expect(team).toEqual(computeDrivers(visible).filter(({ audience }) => audience === 'team'))
    expect(subject([...visible, ...hidden], 'firm', 'leadership').answers).toBe(90)
  })

  it('of no answers, and of answers that rate nothing, are none', () => {
    expect(computeDrivers([])).toEqual([])
    expect(computeDrivers(answersOf(20, {}, []))).toEqual([])
  })
})

describe('surveys that ask different experiences', () => {
  const kickoff = answersOf(100, { milestoneKind: 'kickoff' }, ['knows_business', 'prepared'])
  const delivery = (count: number) => answersOf(count, { milestoneKind: 'delivery' })
  const aftercare = answersOf(50, { milestoneKind: 'aftercare' }, ['delivered', 'had_my_back'])
  const all = [...KEYS, 'knows_business', 'prepared']

  it('are weighed at the milestones that have enough answers for the most experiences', () => {
    const chosen = chooseAskedTogether([...kickoff, ...delivery(40), ...aftercare], all)
    expect(chosen).toMatchObject({ kinds: ['delivery'], keys: KEYS, answers: 40, enough: true })
  })

  it('are weighed by fewer experiences at more milestones where these alone have enough', () => {
    const chosen = chooseAskedTogether([...delivery(15), ...aftercare], all)
    expect(chosen).toMatchObject({ kinds: ['aftercare', 'delivery'], keys: ['delivered', 'had_my_back'], answers: 65 })
  })

  it('are weighed all together where all ask the same', () => {
    const close = answersOf(40, { milestoneKind: 'close' })
    expect(chooseAskedTogether([...delivery(40), ...close], KEYS)).toMatchObject({
      kinds: ['close', 'delivery'],
      answers: 80,
    })
  })
})
