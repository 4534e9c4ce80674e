import { describe, expect, it } from 'vitest'
import { lintSurvey } from '../../src/core/answering/survey-lint.ts'
import { readSurvey } from '../../src/core/answering/survey-source.ts'
import { MILESTONE_KINDS } from '../../src/core/words.ts'
import { surveySource } from '../support/factories.ts'

function lint(source: string) {
  const read = readSurvey(source)
  if (read.kind === 'bad') throw new Error(JSON.stringify(read.faults))
  return lintSurvey(read.definition, read.placeOf)
}

const survey = (ask: string, key = 'own') => `key: ${key}
title: Hello {contact}
experiences: So far
ask:
${ask}`
const item = (input: string, text = 'A question', more = '') => `  - input: ${input}\n    text: ${text}\n${more}`
const ends = item('comment') + item('visibility')
const asking = (text: string, key = 'own') => survey(item('call_first', text) + ends, key)

describe('the lint of surveys', () => {
  it.each(MILESTONE_KINDS)('has nothing against the shipped %s', (kind) => {
    expect(lint(surveySource(kind))).toEqual([])
  })

  it.each([
    [
      'more than eight inputs',
      survey(
        item('call_first') +
          ends +
          ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => item('experience', 'Q', `    key: ${key}\n`)).join(''),
      ),
      26,
      5,
      'ask has 9 questions',
    ],
    [
      'a score item that is not first',
      survey(item('comment') + item('call_first') + item('visibility')),
      7,
      5,
      'does not come first',
    ],
    [
      'expectations at kickoff',
      asking('What do you expect of us?', 'kickoff'),
      6,
      11,
      '“expect” asks what a client expects',
    ],
    [
      'expectations in another language',
      asking('{ en: A, de: Was erwarten Sie?, ja: ご期待は？ }', 'kickoff'),
      6,
      24,
      '“erwarten”',
    ],
    ['sales words', asking('Take our special offer'), 6, 11, '“special offer” sells'],
    ['the wording of NPS', asking('Would you recommend us to a friend?'), 6, 11, 'NPS wording'],
    ['a text too long to take in', asking(`${'very '.repeat(40)}long?`), 6, 11, 'characters; 180 are read'],
    [
      'missing translations, summed up',
      asking('{ en: A, fr: B }'),
      2,
      8,
      'fr: 4 texts missing, shown in en instead: title, experiences, ask.1.text, ask.2.text',
    ],
  ])('warns of %s', (_, source, line, column, message) => {
    expect(lint(source)).toContainEqual({ line, column, message: expect.stringContaining(message) })
  })

  it('lets expectations pass where the work has been done', () => {
    expect(lint(asking('Did it do what you expected?', 'close'))).toEqual([])
  })
})
