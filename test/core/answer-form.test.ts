import { array, assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAnswers, parseFurtherAnswers } from '../../src/core/answering/answer-form.ts'
import { cleanWords, MAX_WORDS } from '../../src/core/answering/clean-words.ts'
import { EXPERIENCE_KEYS } from '../../src/core/words.ts'
import { surveyDefinitionOf } from '../support/factories.ts'

const delivery = surveyDefinitionOf('delivery')
const aftercare = surveyDefinitionOf('aftercare')

describe('a form that is refused', () => {
  it.each([
    ['call_first', undefined],
    ['call_first', ''],
    ['call_first', ' '],
    ['call_first', '11'],
    ['call_first', '05'],
    ['call_first', '-1'],
    ['call_first', '7.5'],
    ['call_first', '1e1'],
    ['call_first', '0x5'],
    ['call_first', 'eight'],
    ['delivered', '0'],
    ['delivered', '6'],
    ['delivered', 'good'],
    ['advised', '9'],
    ['steward', 'x'],
    ['visibility', 'everyone'],
    ['visibility', ''],
    ['first_call_rank', 'them'],
    ['call_me', 'perhaps'],
    ['comment', 'x'.repeat(MAX_WORDS + 1)],
    ['needs_next', 'x'.repeat(MAX_WORDS + 1)],
  ])('names %s where it is %j', (field, value) => {
    const fields: Record<string, string> = { call_first: '8' }
    if (value === undefined) delete fields[field]
    else fields[field] = value
    const parsed = parseAnswers(aftercare, fields)
    expect(parsed).toMatchObject({ kind: 'faults', faults: [{ field }] })
  })

  it('names every fault at once', () => {
    const parsed = parseAnswers(delivery, { delivered: '9', steward: '0', visibility: 'x' })
    const fields = parsed.kind === 'faults' ? parsed.faults.map(({ field }) => field) : []
    expect(fields).toEqual(['call_first', 'delivered', 'steward', 'visibility'])
  })
})

describe('a form that is accepted', () => {
  it.each(['0', '5', '10', ' 8 '])('reads the call-first answer %j', (typed) => {
    expect(parseAnswers(delivery, { call_first: typed })).toMatchObject({ answers: { callFirst: Number(typed) } })
  })

  it('never turns a blank rating into a number', () => {
    const parsed = parseAnswers(delivery, { call_first: '8', delivered: '', steward: '4' })
    expect(parsed).toMatchObject({ kind: 'ok', answers: { experiences: [{ key: 'steward', rating: 4 }] } })
  })

  it('leaves alone fields that no survey has', () => {
    const parsed = parseAnswers(delivery, { call_first: '8', constructor: '3', __proto__x: '1', speed: '9' })
    expect(parsed).toMatchObject({ kind: 'ok', answers: { experiences: [] } })
  })

  it('takes every experience that a survey may ask, asked here or not', () => {
    const given = Object.fromEntries(EXPERIENCE_KEYS.map((key) => [key, '4']))
    const parsed = parseAnswers(surveyDefinitionOf('midpoint'), { call_first: '8', ...given })
    const keys = parsed.kind === 'ok' ? parsed.answers.experiences.map(({ key }) => key) : []
    expect(keys.toSorted()).toEqual(EXPERIENCE_KEYS.toSorted())
  })

  it('tells an unticked box of its page from a box that stands on the page after', () => {
    expect(parseAnswers(aftercare, { call_first: '8' })).toMatchObject({ answers: { callMe: false, needsNext: null } })
    expect(parseAnswers(delivery, { call_first: '8' })).toMatchObject({
      answers: { callMe: undefined, needsNext: undefined },
    })
    expect(parseAnswers(delivery, { call_first: '8', call_me: 'true', needs_next: 'More' })).toMatchObject({
      answers: { callMe: true, needsNext: 'More' },
    })
  })

  it('reads the page after sending alone', () => {
    expect(parseFurtherAnswers(delivery, { testimonial: 'true' }, {})).toEqual({
      kind: 'ok',
      answers: { testimonial: true, callMe: undefined, needsNext: undefined, firstCallRank: undefined, own: [] },
    })
  })
})

describe('words', () => {
  it.each([
    ['  kept \r\n as\ttyped ', 'kept \n as\ttyped'],
    ['a\u0000b\u0007c\u009Fd', 'abcd'],
    ['half \uD83D of a pair', 'half \uFFFD of a pair'],
    ['whole \u{1F44D} pair', 'whole \u{1F44D} pair'],
    [' \u0000 ', null],
    ['', null],
  ])('%j is stored as %j', (typed, stored) => {
    expect(cleanWords(typed)).toBe(stored)
  })

  it('can always be stored, and cleaning twice changes nothing', () => {
    const units = array(integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes))
    assert(
      property(units, (typed) => {
        const words = cleanWords(typed)
        expect(cleanWords(words ?? '')).toBe(words)
        expect(words ?? '').not.toMatch(/\p{Surrogate}|\0/u)
      }),
    )
  })
})
