import { describe, expect, it } from 'vitest'
import { type ScoreOnDay, scoreMoves } from '../../../src/core/score/score-moves.ts'

const scores = (...values: (number | null)[]) =>
  new Map(
    values.map((value, subjectId): [number, ScoreOnDay] => {
      const [low, high] = value === null ? [null, null] : [value - 6, value + 6]
      return [subjectId, { subjectId, value, low, high }]
    }),
  )

describe('between two days', () => {
  it('a score has moved by five whole points or more, the largest move first', () => {
    expect(scoreMoves(scores(70, 70, 70, 70), scores(74.4, 74.6, 60, 70))).toEqual([
      { subjectId: 2, kind: 'moved', value: 60, low: 54, high: 66, before: 70 },
      { subjectId: 1, kind: 'moved', value: 75, low: 69, high: 81, before: 70 },
    ])
  })

  it('there is enough evidence for the first time, or no longer', () => {
    expect(scoreMoves(scores(null, 70, null), scores(64, null, null))).toEqual([
      { subjectId: 0, kind: 'first', value: 64, low: 58, high: 70 },
      { subjectId: 1, kind: 'lost' },
    ])
    expect(scoreMoves(new Map(), scores(64))).toMatchObject([{ kind: 'first', value: 64 }])
  })
})
