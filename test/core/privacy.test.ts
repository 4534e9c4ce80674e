import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answersForTeam, groupsToForm, sharedAnswer, SUMS_ALIKE } from '../../src/core/privacy.ts'
import { computeDrivers, type RatedAnswer } from '../../src/core/score/firm-drivers.ts'
import { computeScores } from '../../src/core/score/scores.ts'

const THRESHOLD = 5
const EVIDENCE = { minAnswers: 3, minAccounts: 1, privacyThreshold: THRESHOLD, lowAnswer: 5 }
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number, 12))

const answer = (given: Partial<RatedAnswer> = {}): RatedAnswer => ({
  callFirst: 8,
  contactId: 1,
  pmId: 1,
  accountId: 1,
  engagementId: 1,
  milestoneKind: 'delivery',
  visibility: 'team',
  answeredAt: day(1),
  group: null,
  experiences: {},
  ...given,
})

const hidden = (values: readonly number[], id: number): RatedAnswer[] =>
  values.map((callFirst, at) =>
    answer({ callFirst, contactId: 10 * id + at, visibility: 'leadership', group: { id, size: values.length } }),
  )

describe('the team’s figures', () => {
  it('hold every answer that the team may read, and none for leadership only that is in no group', () => {
    const read = [answer({ contactId: 1 }), answer({ contactId: 2 })]
    const alone = answer({ contactId: 3, visibility: 'leadership' })
    expect(answersForTeam([...read, alone], THRESHOLD)).toEqual(read)
  })

  it('hold a whole group of hidden answers, each as what the group shares', () => {
    const counted = answersForTeam(hidden([7, 7, 8, 9, 9], 1), THRESHOLD)
    expect(counted.map(({ callFirst }) => callFirst)).toEqual([8, 8, 8, 8, 8])
  })

  it.each([
    ['one of it is gone', (group: RatedAnswer[]) => group.slice(1)],
    ['one of it has changed', ([first, ...rest]: RatedAnswer[]) => [{ ...first!, group: null }, ...rest]],
    [
      'one of it may be read',
      ([first, ...rest]: RatedAnswer[]) => [{ ...first!, visibility: 'team' as const }, ...rest],
    ],
  ])('hold none of a group when %s', (_, change) => {
    const counted = answersForTeam(change(hidden([1, 2, 3, 4, 5], 1)), THRESHOLD)
    expect(counted.filter(({ visibility }) => visibility === 'leadership')).toEqual([])
  })

  it('hold no group that is smaller than the threshold of today', () => {
    expect(answersForTeam(hidden([1, 2, 3, 4, 5], 1), THRESHOLD + 1)).toEqual([])
  })
})

describe('hidden answers', () => {
  const candidate = (contactId: number, pmId = 1) => ({ pmId, contactId })

  it('are grouped in whole groups of different respondents of one PM, in their order, and none twice', () => {
    const waiting = [1, 1, 2, 3, 4, 5, 2, 6, 7, 8].map((id) => candidate(id))
    const groups = groupsToForm([...waiting, candidate(9, 2)], 4)
    expect(groups.map((group) => group.map(({ contactId }) => contactId))).toEqual([
      [1, 2, 3, 4],
      [1, 5, 2, 6],
    ])
  })

  it('wait while they are fewer', () =>
    expect(
      groupsToForm(
        [1, 2, 3, 4].map((id) => candidate(id)),
        5,
      ),
    ).toEqual([]))

  it('have each at least three values that fit what their group shares, all tens and all noughts included', () => {
    const group = fc.array(fc.constantFrom<number>(0, 0, 1, 5, 9, 10, 10), { minLength: 3, maxLength: 7 })
    fc.assert(
      fc.property(group, (values) => {
        const shared = sharedAnswer(values)
        const others = 10 * (values.length - 1)
        // The others can have any sum up to `others`.
        const sums = Array.from({ length: others + 11 }, (_, sum) => sum).filter(
          (sum) => sharedAnswer(spread(sum, values.length)) === shared,
        )
        const fitting = Array.from({ length: 11 }, (_, value) => value).filter((value) =>
          sums.some((sum) => sum - value >= 0 && sum - value <= others),
        )
        expect(fitting.length).toBeGreaterThanOrEqual(SUMS_ALIKE)
        expect(Math.abs(shared - values.reduce((a, b) => a + b, 0) / values.length)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

/** So many answers with that sum. */
function spread(sum: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => Math.min(10, Math.max(0, sum - 10 * at)))
}

const ROLES = fc.record({
  contactId: fc.integer({ min: 1, max: 14 }),
  pmId: fc.integer({ min: 1, max: 2 }),
  accountId: fc.integer({ min: 1, max: 3 }),
  engagementId: fc.integer({ min: 1, max: 5 }),
  milestoneKind: fc.constantFrom('midpoint', 'delivery'),
  visibility: fc.constantFrom('team' as const, 'leadership' as const, 'leadership' as const),
  callFirst: fc.integer({ min: 0, max: 10 }),
  other: fc.integer({ min: 0, max: 10 }),
  /** Of seven, one goes later: narrowed, erased or too old. */
  leaves: fc.integer({ min: 0, max: 6 }),
})

type Given = typeof ROLES extends fc.Arbitrary<infer Each> ? Each : never

/** Values for a group's answers that share the same, different from theirs where there are such. */
function otherValues(values: readonly number[], wished: readonly number[]): number[] {
  const changed = [...values]
  for (let at = 0; at + 1 < values.length; at += 2) {
    const [one, two] = [changed[at] ?? 0, changed[at + 1] ?? 0]
    const step = Math.min(10 - one, two, wished[at] ?? 0)
    changed[at] = one + step
    changed[at + 1] = two - step
  }
  return changed
}

/** Everything that the team reads of a firm, day after day, as its answers come, are grouped and go. */
function readDaily(given: readonly Given[], values: readonly number[], groups: ReadonlyMap<number, number>) {
  const read: unknown[] = []
  let starts: Parameters<typeof computeScores>[3]
  for (let today = 4; today <= given.length + 4; today += 4) {
    const answers = given.slice(0, today).flatMap((one, at) => {
      const { leaves, other: _, ...each } = one
      const gone = leaves === 0 && today > at + 8
      const group = groups.get(at)
      const isGrouped = group !== undefined && Math.floor(group / 1000) < today
      if (gone) return []
      const experiences = { delivered: 1 + ((values[at] ?? 0) % 5) }
      const callFirst = values[at] ?? 0
      return answer({
        ...each,
        callFirst,
        experiences,
        answeredAt: day(at),
        group: isGrouped ? { id: group, size: THRESHOLD } : null,
      })
    })
    const { scores, comparison: _, ...after } = computeScores(answers, EVIDENCE, day(today), starts)
    starts = after
    read.push(scores.filter(({ audience }) => audience === 'team'))
    read.push(computeDrivers(answers).filter(({ audience }) => audience === 'team'))
  }
  return read
}

/** Which group each hidden answer gets, by its place; the key says on which day. */
function groupDaily(given: readonly Given[]): Map<number, number> {
  const groups = new Map<number, number>()
  for (let today = 1; today <= given.length; today += 1) {
    const waiting = given
      .slice(0, today)
      .flatMap((each, at) => (each.visibility === 'leadership' && !groups.has(at) ? [{ ...each, at }] : []))
    groupsToForm(waiting, THRESHOLD).forEach((group, number) => {
      for (const { at } of group) groups.set(at, 1000 * today + number)
    })
  }
  return groups
}

describe('whoever reads everything that the team may read, on every day,', () => {
  it('reads the same whatever the hidden answers were, as long as the groups share the same', () => {
    fc.assert(
      fc.property(fc.array(ROLES, { minLength: 12, maxLength: 32 }), (given) => {
        const groups = groupDaily(given)
        const values = given.map(({ callFirst }) => callFirst)
        const others = given.map(({ callFirst, other, visibility }) => (visibility === 'team' ? callFirst : other))
        for (const group of new Set(groups.values())) {
          const places = [...groups].flatMap(([at, its]) => (its === group ? [at] : []))
          const changed = otherValues(
            places.map((at) => values[at] ?? 0),
            places.map((at) => given[at]?.other ?? 0),
          )
          places.forEach((at, number) => (others[at] = changed[number] ?? 0))
        }
        expect(readDaily(given, others, groups)).toEqual(readDaily(given, values, groups))
      }),
      { numRuns: 8 },
    )
  })
})
