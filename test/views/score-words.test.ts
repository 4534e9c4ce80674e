import { describe, expect, it } from 'vitest'
import { missingEvidence } from '../../src/core/score/missing-evidence.ts'
import { earlyWords, plainAverageWords } from '../../src/views/score/score.ts'
import { scored, tooEarly } from './sample.ts'

const thresholds = { minAnswers: 5, minAccounts: 2 }
const early = (answers: number, accounts: number) => ({ ...tooEarly, answers, accounts })

describe('what is said where it is too early', () => {
  it.each([
    [3, 1, 'Still missing: 2 more answers and one more client. So far this is mostly the firm’s average.'],
    [4, 2, 'Still missing: one more answer. So far this is mostly the firm’s average.'],
    [9, 1, 'Still missing: one more client. So far this is mostly the firm’s average.'],
    [9, 3, 'Your own clients’ answers say too little yet beside what all others say.'],
    [0, 0, 'No answers yet. Still missing: 5 more answers and 2 more clients.'],
  ])('names what a PM with %i answers of %i clients lacks', (answers, accounts, words) => {
    const score = early(answers, accounts)
    expect(earlyWords(score, missingEvidence('pm', score, thresholds), 'your')).toContain(words)
  })

  it('asks an account and an engagement for answers alone', () => {
    const score = early(2, 1)
    for (const kind of ['account', 'engagement'] as const)
      expect(earlyWords(score, missingEvidence(kind, score, thresholds), 'the')).toContain(
        '2 answers from 1 client. Still missing: 3 more answers. ',
      )
  })

  it('holds where nobody has answered at all', () => {
    const words = earlyWords(null, missingEvidence('engagement', null, thresholds), 'the')
    expect(words).toBe('No answers yet. Still missing: 5 more answers.')
  })

  it('misses nothing where there is enough', () => {
    expect(missingEvidence('pm', scored(70), thresholds)).toBeNull()
  })
})

describe('the plain average beside a score', () => {
  const parts = { firm: 70, pm: 2, accounts: 0, engagements: 0 }
  const of = (value: number, plainAverage: number) => scored(value, { plainAverage, answers: 6, parts })

  it.each([
    [72, 81, { high: 2, low: 0 }, 'because it rests on 6 answers and two of your clients rate everyone high.'],
    [72, 81, { high: 1, low: 0 }, 'because it rests on 6 answers and one of your clients rates everyone high.'],
    [72, 81, { high: 0, low: 3 }, 'It is moved toward the firm’s 70 because it rests on 6 answers.'],
    [64, 50, { high: 1, low: 1 }, 'because it rests on 6 answers and one of your clients rates everyone low.'],
    [78, 74, { high: 0, low: 1 }, 'The score is higher because one of your clients rates everyone low.'],
    [
      64,
      74,
      { high: 0, low: 0 },
      'The score is lower because it allows for who answered, at which milestones and when.',
    ],
    [72, 72, { high: 1, low: 1 }, 'Your plain average is 72 in 100, the same as the score.'],
  ])('of a score of %i and an average of %i says why they differ', (value, plain, leaning, words) => {
    expect(plainAverageWords(of(value, plain), 'your', leaning)).toContain(words)
  })

  it('begins with the average, as one’s own or as a PM’s', () => {
    expect(plainAverageWords(of(72, 81), 'your')).toMatch(/^Your plain average is 81 in 100\./)
    expect(plainAverageWords(of(72, 81), 'the', { high: 1, low: 0 })).toMatch(/^The plain .* one of the clients rates/)
  })

  it('is not mentioned where there is no score to set it beside', () => {
    expect(plainAverageWords(tooEarly, 'your')).toBeUndefined()
  })
})
