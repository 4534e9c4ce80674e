import { describe, expect, it } from 'vitest'
import { comparisonWords, differenceWords } from '../../src/views/score/comparison-words.ts'
import { RangePair } from '../../src/views/score/range-pair.tsx'
import { ScoreMethodPage } from '../../src/views/score/score-method.tsx'
import { frame, html as rendered, scored, tooEarly } from './sample.ts'

describe('the comparison of two PMs', () => {
  const sooner = 'that clients would call Ana first sooner than Ben'
  it.each([
    [1, `It is nearly certain ${sooner}: 99 in 100.`],
    [0.98, `It is nearly certain ${sooner}: 98 in 100.`],
    [0.93, `It is very likely ${sooner}: 93 in 100.`],
    [0.9, `It is very likely ${sooner}: 90 in 100.`],
    [0.85, `It is likely ${sooner}: 85 in 100.`],
    [0.8, 'No clear difference between Ana and Ben.'],
    [0.5, 'No clear difference between Ana and Ben.'],
    [0.2, 'No clear difference between Ana and Ben.'],
    [0.15, 'It is likely that clients would call Ben first sooner than Ana: 85 in 100.'],
    [0.01, 'It is nearly certain that clients would call Ben first sooner than Ana: 99 in 100.'],
  ])('at a probability of %f says so in words', (ahead, words) => {
    expect(comparisonWords('Ana', 'Ben', { enough: true, comparable: true, ahead })).toBe(words)
  })

  it.each([
    [{ enough: false, comparable: true, ahead: 0.99 }, 'Too early to say.'],
    [{ enough: false, comparable: false, ahead: null }, 'Too early to say.'],
    [{ enough: true, comparable: true, ahead: null }, 'Too early to say.'],
    [{ enough: true, comparable: false, ahead: 0.99 }, 'Not comparable: no chain of shared clients connects them.'],
  ])('claims nothing of %o', (comparison, words) => {
    expect(comparisonWords('Ana', 'Ben', comparison)).toBe(words)
  })

  it.each([
    [{ difference: 4.2, reach: 6 }, 'Ana stands 4 points above Ben, likely between 2 below and 10 above.'],
    [{ difference: -1.4, reach: 1.2 }, 'Ana stands 1 point below Ben, likely between 3 below and level.'],
    [{ difference: 0.2, reach: 5 }, 'Ana stands level with Ben, likely between 5 below and 5 above.'],
    [null, undefined],
  ])('says of %o how far they stand apart', (apart, words) => {
    expect(differenceWords('Ana', 'Ben', { enough: true, comparable: true, apart })).toBe(words)
    expect(differenceWords('Ana', 'Ben', { enough: false, comparable: true, apart })).toBeUndefined()
    expect(differenceWords('Ana', 'Ben', { enough: true, comparable: false, apart })).toBeUndefined()
  })

  it('draws both ranges on one scale, and no dot where it is too early to say', () => {
    const ana = { id: 1, name: 'Ana', score: scored(72) }
    const both = rendered(<RangePair pair={[ana, { id: 2, name: 'Ben', score: scored(60) }]} firmAverage={68} />)
    expect(both.match(/<svg/g)).toHaveLength(1)
    expect(both.match(/<circle/g)).toHaveLength(2)
    expect(both).toContain('Ana 72 in 100, likely between 65 and 79; Ben 60 in 100, likely between 53 and 67.')
    const one = rendered(<RangePair pair={[ana, { id: 2, name: 'Ben', score: tooEarly }]} firmAverage={68} />)
    expect(one.match(/<circle/g)).toHaveLength(1)
    expect(one).toContain('Ben: too early to say')
    expect(one).not.toMatch(/NaN|undefined/)
  })
})

describe('how the score works', () => {
  const thresholds = { minAnswers: 6, minAccounts: 3, privacyThreshold: 5 }
  const method = (fit: Parameters<typeof ScoreMethodPage>[0]['fit']) =>
    rendered(ScoreMethodPage({ frame, thresholds, lookBackYears: 3, fit }))
  const gamma = [0.1, 0.2, 0.3, 0.15, 0.05]

  it('is told with the thresholds of the firm, and without any formula before the formulas', () => {
    const [plain, formulas] = method(null).split('The formulas, for those who want them')
    expect(plain).toContain('Below 6 answers, for a PM also below 3 clients')
    expect(plain).not.toMatch(/[βσγθ=]<|var\(/)
    expect(formulas).toContain('y = Xβ + Σₖ Zₖbₖ + ε')
    expect(formulas).toContain('The yardstick of 5 points is ours')
  })

  it('has the numbers of the newest fit where there is one', () => {
    expect(method(null)).not.toContain('This firm, as of')
    const html = method({ asOf: '2026-11-20', gamma, pms: 14, firm: scored(68) })
    expect(html).toContain('This firm, as of Fri 20 Nov')
    expect(html).toContain('ranges have 17 degrees of freedom')
    expect(html).toContain('68 in 100, likely between 61 and 75')
  })
})
