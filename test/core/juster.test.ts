import { describe, expect, it } from 'vitest'
import { justerProbability } from '../../src/core/answering/juster.ts'

describe('the Juster scale', () => {
  it.each([
    [0, 0.01],
    [1, 0.1],
    [2, 0.2],
    [3, 0.3],
    [4, 0.4],
    [5, 0.5],
    [6, 0.6],
    [7, 0.7],
    [8, 0.8],
    [9, 0.9],
    [10, 0.99],
  ])('turns answer %i into probability %f', (answer, probability) => {
    expect(justerProbability(answer)).toBeCloseTo(probability, 12)
  })

  it.each([-1, 11, 2.5, Number.NaN])('throws on %f, which no contact can give', (answer) => {
    expect(() => justerProbability(answer)).toThrow(RangeError)
  })
})
