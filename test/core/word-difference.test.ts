import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordDifference } from '../../src/core/word-difference.ts'

const textOf = (parts: ReturnType<typeof wordDifference>, without: 'gone' | 'new'): string =>
  parts
    .filter((part) => part.kind !== without)
    .map((part) => part.text)
    .join('')

describe('the difference of two texts', () => {
  it('names the words that went and came', () => {
    expect(wordDifference('how is it going today', 'how was it going tomorrow')).toEqual([
      { kind: 'same', text: 'how ' },
      { kind: 'gone', text: 'is ' },
      { kind: 'new', text: 'was ' },
      { kind: 'same', text: 'it going ' },
      { kind: 'gone', text: 'today' },
      { kind: 'new', text: 'tomorrow' },
    ])
  })

  it('holds both texts whole', () => {
    const words = fc
      .array(fc.constantFrom('a', 'b', 'c', ' ', '\n', '{{x}}'), { maxLength: 30 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(words, words, (before, after) => {
        const parts = wordDifference(before, after)
        expect(textOf(parts, 'new')).toBe(before)
        expect(textOf(parts, 'gone')).toBe(after)
      }),
    )
  })
})
