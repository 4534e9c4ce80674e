import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SurveyDraft, draftOf, draftQuestionsOf } from '../../src/core/answering/survey-draft.ts'
import { editDraft } from '../../src/core/answering/survey-draft-edit.ts'
import { draftOfFields, fieldsOfDraft } from '../../src/core/answering/survey-draft-form.ts'
import { keyFrom } from '../../src/core/answering/survey-draft-keys.ts'
import { draftNotes } from '../../src/core/answering/survey-draft-notes.ts'
import { shownSurveyOf, surveyOfDraft, translationsOf } from '../../src/core/answering/survey-draft-reading.ts'
import { readSurvey } from '../../src/core/answering/survey-source.ts'
import { surveyYaml } from '../../src/core/answering/survey-yaml.ts'
import { nameOf, QUESTION_INPUTS } from '../../src/core/answering/survey-question.ts'
import { readDefinition, surveyFaults, type SurveyDefinition } from '../../src/core/answering/survey.ts'
import { LANGUAGES } from '../../src/core/languages.ts'
import { MILESTONE_KINDS } from '../../src/core/words.ts'
import { surveyDefinitionOf } from '../support/factories.ts'
import { ownSurveySource } from '../support/own-survey.ts'

function own(): SurveyDefinition {
  const read = readSurvey(ownSurveySource)
  if (read.kind === 'bad') throw new Error(JSON.stringify(read.faults))
  return read.definition
}

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((text) => text.trim() !== '' && !/[\p{Cc}\p{Surrogate}]/u.test(text))
const text = fc.dictionary(fc.constantFrom(...LANGUAGES), words, { noNullPrototype: true })
const key = fc.constantFrom('', 'why', 'channel', 'steward', 'Not a key')

const option = (at: number) => fc.record({ id: fc.constant(`o${at + 1}`), key, text })
const question = (at: number) =>
  fc.record({
    id: fc.constant(`q${at + 1}`),
    input: fc.constantFrom(...QUESTION_INPUTS),
    key,
    text,
    options: fc
      .integer({ min: 0, max: 3 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => option(n)))),
    when: fc.option(
      fc.record({
        on: fc.constantFrom('q1', 'q2', 'q9'),
        operator: fc.constantFrom('at_most', 'at_least', 'is', 'includes'),
        value: fc.constantFrom('6', 'o1', 'true', ''),
      }),
      { nil: null },
    ),
  })

/** Drafts of every kind, most of them with faults. */
const draft: fc.Arbitrary<SurveyDraft> = fc
  .tuple(fc.constantFrom(...LANGUAGES), text, text, fc.integer({ min: 0, max: 7 }), fc.nat(7), fc.nat(7))
  .chain(([language, title, experiences, count, one, two]) =>
    fc.tuple(...Array.from({ length: count }, (_, at) => question(at))).map((all) => {
      const [from, to] = [Math.min(one, two), Math.max(one, two)]
      return { language, title, experiences, ask: all.slice(0, from), after: all.slice(from, to), aside: all.slice(to) }
    }),
  )

const shipped = MILESTONE_KINDS.map((kind) => surveyDefinitionOf(kind))

describe('a draft', () => {
  it('is the same after it has been a form', () => {
    fc.assert(
      fc.property(draft, (each) => {
        expect(draftOfFields(fieldsOfDraft(each))).toEqual(each)
      }),
    )
  })

  it.each([...shipped, own()].map((survey) => [survey.key, survey] as const))(
    'of the survey %s is that survey again, as a form and as YAML too',
    (_, survey) => {
      const again = surveyOfDraft(survey.key, draftOfFields(fieldsOfDraft(draftOf(survey))))
      expect(again).toEqual(survey)
      expect(readSurvey(surveyYaml(again))).toMatchObject({ kind: 'ok', definition: survey })
    },
  )

  it('without faults is a survey, one with faults is none, and reading it again finds the same survey', () => {
    fc.assert(
      fc.property(draft, (each) => {
        const survey = surveyOfDraft('own', each)
        const read = readDefinition(survey)
        expect(draftNotes('own', each, false).some(({ tone }) => tone === 'fault')).toBe(read.kind === 'bad')
        const again = read.kind === 'ok' ? surveyOfDraft('own', draftOf(read.definition)) : null
        expect(again).toEqual(read.kind === 'ok' ? read.definition : null)
      }),
    )
  })

  it('can always be shown, and never with a name twice', () => {
    fc.assert(
      fc.property(draft, (each) => {
        const shown = shownSurveyOf('own', each)
        const names = [...shown.ask, ...shown.after].map(nameOf)
        expect(new Set(names).size).toBe(names.length)
        expect(surveyFaults(shown).filter(({ path }) => path[2] === 'when')).toEqual([])
      }),
    )
  })

  it('loses no question and no word by moving, setting aside and putting back', () => {
    const verbs = fc.constantFrom('up', 'down', 'ask', 'after', 'remove', 'back')
    const steps = fc.array(fc.tuple(verbs, fc.integer({ min: 1, max: 9 })), { maxLength: 8 })
    const byId = (each: SurveyDraft) => draftQuestionsOf(each).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    fc.assert(
      fc.property(draft, steps, (each, moves) => {
        const after = moves.reduce(
          (now, [verb, id]) => editDraft(now, `${verb}:q${id}`, () => ({}))?.draft ?? now,
          each,
        )
        expect(byId(after)).toEqual(byId(each))
      }),
    )
  })

  it('ignores what no form of ours posts', () => {
    const fields = {
      ask: 'q1 q1 x <b> q2',
      'q1.input': 'comment',
      'q1.text.en': 'a\u0000b\ud800',
      'q2.input': 'slider',
    }
    expect(draftOfFields({ ...fields, language: 'xx', after: 'q1' })).toMatchObject({
      language: 'en',
      ask: [{ id: 'q1', input: 'comment', text: { en: 'ab\ufffd' } }],
      after: [],
    })
  })
})

describe('a button of the editor', () => {
  const start = draftOf(own())
  const names = (each: SurveyDraft | undefined) => [
    each?.ask.map(({ input, key: name }) => name || input).join(' '),
    each?.after.map(({ input, key: name }) => name || input).join(' '),
  ]
  it.each([
    ['up:q3', 'call_first fair_price why channel tools comment visibility', 'role needs_next', 'q3.up'],
    ['down:q6', 'call_first why fair_price channel tools visibility comment', 'role needs_next', 'q6.down'],
    ['up:q1', 'call_first why fair_price channel tools comment visibility', 'role needs_next', 'q1.up'],
    ['after:q4', 'call_first why fair_price tools comment visibility', 'role needs_next channel', 'q4.text.en'],
    ['ask:q8', 'call_first why fair_price channel tools comment role visibility', 'needs_next', 'q8.text.en'],
    ['remove:q2', 'call_first fair_price channel tools comment visibility', 'role needs_next', 'q3.remove'],
    [
      'add:ask:experience.advised',
      'call_first why fair_price advised channel tools comment visibility',
      'role needs_next',
      'q10.text.en',
    ],
    [
      'add:after:short_text',
      'call_first why fair_price channel tools comment visibility',
      'role needs_next short_text',
      'q10.text.en',
    ],
    [
      'add:after:experience',
      'call_first why fair_price experience channel tools comment visibility',
      'role needs_next',
      'q10.text.en',
    ],
  ])('%s', (action, ask, after, field) => {
    const edited = editDraft(start, action, () => ({}))
    expect(names(edited?.draft)).toEqual([ask, after])
    expect(edited?.field).toBe(field)
  })

  it('adds, moves and takes away answers', () => {
    const options = (action: string, from = start) =>
      editDraft(from, action, () => ({}))?.draft.ask[3]?.options.map((each) => each.key || each.id)
    expect(options('option:q4')).toEqual(['phone', 'mail', 'o3'])
    expect(options('option_up:q4:o2')).toEqual(['mail', 'phone'])
    expect(options('option_remove:q4:o1')).toEqual(['mail'])
  })

  it.each(['', 'up', 'up:q99', 'add:ask:slider', 'option_up:q4:o9', 'burn:q1'])(
    'that says "%s" does nothing',
    (action) => {
      expect(editDraft(start, action, () => ({}))).toBeUndefined()
    },
  )
})

describe('what is said about a draft', () => {
  const changed = (change: Record<string, string>) => draftOfFields({ ...fieldsOfDraft(draftOf(own())), ...change })
  const said = (change: Record<string, string>, isKickoff = false) =>
    draftNotes('own', changed(change), isKickoff).map(({ tone, field, message }) => [tone, field, message])
  it.each([
    ['a text left out', { 'q3.text.en': '' }, 'q3.text.en', 'has no text in en'],
    ['a merge field that is none', { 'q3.text.de': 'Hallo {name}' }, 'q3.text.de', '{name} is not known'],
    ['a key that is none', { 'q2.key': 'Why?' }, 'q2.key', 'must be lower-case'],
    ['an answer without words', { 'q4.o2.text.en': '' }, 'q4.o2.text.en', 'has no text in en'],
    ['one answer alone', { 'q4.options': 'o1' }, 'q4.text.en', 'two answers'],
    [
      'a condition on what is asked later',
      { 'q2.on': 'q4', 'q2.operator': 'is', 'q2.value': 'o1' },
      'q2.on',
      'stands above',
    ],
    ['a condition on what was set aside', { 'q2.on': 'q77' }, 'q2.on', 'depends on a question that is not asked'],
    ['no score', { ask: 'q5 q6 q7' }, 'ask', 'has no call_first'],
    ['no title', { 'title.en': '' }, 'title.en', 'has no text in en'],
  ])('%s', (_, change: Record<string, string>, field, message) => {
    expect(said(change)).toContainEqual(['fault', field, expect.stringContaining(message)])
  })

  it('is advice where the wording rules advise against it', () => {
    expect(said({})).toEqual([])
    expect(said({ 'q6.text.en': 'What do you expect?' })).toEqual([])
    expect(said({ 'q6.text.en': 'What do you expect?' }, true)).toEqual([
      ['advice', 'q6.text.en', expect.stringContaining('lowers later ratings')],
    ])
    expect(said({ ask: 'q3 q1 q2 q4 q5 q6 q7' })).toEqual([
      ['advice', 'q1.text.en', expect.stringContaining('does not come first')],
    ])
  })

  it('names what is not translated', () => {
    expect(translationsOf(changed({ 'q3.text.de': '', 'q4.o1.text.de': '', 'title.fr': 'Bonjour' }))).toEqual([
      { language: 'en', missing: [] },
      { language: 'de', missing: ['q3.text', 'q4.o1.text'] },
      { language: 'fr', missing: expect.arrayContaining(['experiences', 'q1.text', 'q9.text']) },
    ])
  })
})

describe('a key made from words', () => {
  it.each([
    ['Wie erreichen wir Sie am besten?', 'wie_erreichen_wir_sie_am_besten'],
    ['Où êtes-vous, {contact} ?', 'ou_etes_vous'],
    ['2 or 3?', 'or_3'],
    ['次に', ''],
    ['What would have made working with us easier for you and your team?', 'what_would_have_made_working_with_us'],
  ])('%s gives %s', (from, made) => expect(keyFrom(from)).toBe(made))

  it('is the same in no two questions, and none that the product has itself', () => {
    const twice = { ...draftOf(own()), after: [] }
    const blank = (id: string) => ({
      id,
      input: 'short_text' as const,
      key: '',
      text: { en: 'Comment' },
      options: [],
      when: null,
    })
    const survey = surveyOfDraft('own', { ...twice, after: [blank('q20'), blank('q21')] })
    expect(survey.after.map(nameOf)).toEqual(['comment_2', 'comment_3'])
  })
})
