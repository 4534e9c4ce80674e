import { describe, expect, it } from 'vitest'
import { JUSTER_ANSWERS, justerProbability } from '../../src/core/answering/juster.ts'
import { languageFor, LANGUAGES, localeFor } from '../../src/core/languages.ts'
import { dayOf, speechFor } from '../../src/views/survey/speech.ts'
import { wordsIn } from '../../src/views/survey/words/registry.ts'

/** Every text that needs no name or number. */
const fixedTexts = (words: unknown): string[] => {
  if (typeof words === 'string') return [words]
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(fixedTexts) : []
}

describe.each(LANGUAGES)('the words of the survey page in %s', (language) => {
  const words = wordsIn(language)

  it('state with each number of the scale the odds that it means, in its digits', () => {
    for (const answer of JUSTER_ANSWERS) {
      const [part = 0, whole = 0] = (words.callFirst.anchors[answer].odds.match(/\d+/g) ?? [])
        .map(Number)
        .sort((one, other) => one - other)
      expect(part / whole).toBeCloseTo(justerProbability(answer), 12)
    }
    expect(new Set(JUSTER_ANSWERS.map((answer) => words.callFirst.anchors[answer].label)).size).toBe(11)
    expect(words.callFirst.lowEnd).toContain('0')
    expect(words.callFirst.highEnd).toContain('10')
  })

  it('name the button that sends where they say that nothing is sent yet', () => {
    expect(words.callFirst.tapped(8)).toContain(words.send)
    expect(words.callFirst.tapped(8)).toContain('8')
  })

  it('say of a tapped number which one stands', () => {
    for (const say of Object.values(words.callFirst.tappedSince)) expect(say(2, 9)).toMatch(/2.*9|9.*2/)
    expect(words.callFirst.take(2)).toContain('2')
  })

  it('say names and numbers that they are given', () => {
    const said = [
      words.changeUntil('13 X'),
      words.thanks.until('13 X'),
      words.toCorrect('13 X'),
      words.thanks.readBy.team('13 X'),
      words.thanks.readBy.leadership('13 X'),
      words.quote.consent('13 X'),
      words.letter.needsNext('13 X'),
      words.letter.rating('13 X', '4'),
      words.unsubscribe.ask.text('13 X'),
      words.unsubscribe.done.text('13 X'),
    ]
    for (const text of said) expect(text).toContain('13 X')
    expect(words.faults.heading(3)).toMatch(/3|\p{L}/u)
    expect(words.faults.heading(1)).not.toBe(words.faults.heading(3))
    expect(words.faults.tooLong(7, 300)).toMatch(/7.*300|300.*7/)
  })

  it('are never empty and never markup', () => {
    for (const text of fixedTexts(words)) expect(text).toMatch(/^[^<>&{}]+$/)
  })
})

describe('the language of a page', () => {
  it.each([
    [['de'], 'de'],
    [['de-AT'], 'de'],
    [['pt'], 'pt-BR'],
    [[null, undefined, 'nl', 'fr-CA', 'en'], 'fr'],
    [['PT-br'], 'pt-BR'],
    [['nl'], undefined],
  ] as const)('for %j is %s', (wanted, language) => {
    expect(languageFor(wanted, ['en', 'de', 'fr', 'pt-BR'])).toBe(language)
  })

  it.each([
    [['de-AT'], 'de-AT-u-nu-latn'],
    [['en'], 'en-GB-u-nu-latn'],
    [['en-US'], 'en-US-u-nu-latn'],
  ] as const)('writes dates for %j as %s does', (wanted, locale) => {
    expect(localeFor(locale.startsWith('de') ? 'de' : 'en', wanted)).toBe(locale)
  })

  it('writes the last day where the reader is', () => {
    const speech = speechFor(['en-US'], ['en'])
    expect(dayOf(new Date('2026-12-13T23:30:00Z'), 'Asia/Tokyo', speech)).toBe('December 14')
  })

  it('is English where none of the wanted is offered, else what there is', () => {
    expect(speechFor(['nl'], ['de', 'en']).language).toBe('en')
    expect(speechFor(['nl'], ['de']).language).toBe('de')
  })
})
