import { describe, expect, it } from 'vitest'
import { gapsByQuarter, gapSummary, readGuess, sealedSince } from '../../src/core/answering/guess.ts'
import { gapWords, summaryWords } from '../../src/views/acting/guess-words.ts'

const guessed = (guess: number, callFirst: number, on: string) => ({ guess, callFirst, answeredAt: new Date(on) })

describe('a guess', () => {
  it.each([
    ['0', 0],
    [' 10 ', 10],
    ['11', undefined],
    ['', undefined],
    ['-1', undefined],
    ['7.5', undefined],
  ])('typed as %j is %s', (typed, guess) => {
    expect(readGuess(typed)).toBe(guess)
  })

  it('is summed up with its side, and how far off either way', () => {
    expect(gapSummary([])).toBeNull()
    expect(gapSummary([guessed(9, 7, '2026-01-02'), guessed(5, 6, '2026-01-03')])).toEqual({
      answers: 2,
      mean: 0.5,
      off: 1.5,
    })
    const quarters = gapsByQuarter([guessed(9, 7, '2026-03-31'), guessed(5, 6, '2026-04-01')])
    expect(quarters.map(({ quarter, mean }) => [quarter, mean])).toEqual([
      ['2026-Q2', -1],
      ['2026-Q1', 2],
    ])
  })

  it('is told in words, and not from fewer than three answers', () => {
    expect(summaryWords({ answers: 9, mean: 1.2, off: 1.4 })).toBe('You guess on average 1.2 too high, over 9 answers.')
    expect(summaryWords({ answers: 3, mean: 0, off: 2 })).toContain('2.0 off either way')
    expect(summaryWords({ answers: 2, mean: 4, off: 4 })).toBe('Too few to say how you guess: 2 answers so far.')
    expect([gapWords(7, 9), gapWords(9, 7), gapWords(7, 7)]).toEqual(['2 too low', '2 too high', 'just right'])
  })

  it('can wait two weeks for its answer to be opened', () => {
    expect(sealedSince(new Date('2026-11-20T10:00:00Z'))).toEqual(new Date('2026-11-06T10:00:00Z'))
  })
})
