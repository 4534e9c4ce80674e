import { describe, expect, it } from 'vitest'
import { MAX_INPUTS } from '../../src/core/answering/survey-lint.ts'
import { nameOf } from '../../src/core/answering/survey-question.ts'
import { readSurvey } from '../../src/core/answering/survey-source.ts'
import { mergeText } from '../../src/core/answering/survey-text.ts'
import { experienceKeysOf, languagesOf, questionsOf, type SurveyDefinition } from '../../src/core/answering/survey.ts'
import { EXPERIENCE_KEYS, MILESTONE_KINDS } from '../../src/core/words.ts'
import { surveyDefinitionOf } from '../support/factories.ts'

describe('the shipped surveys', () => {
  const counts = { kickoff: [3, 3], midpoint: [4, 4], delivery: [5, 7], close: [5, 7], aftercare: [2, 2] } as const

  it.each(MILESTONE_KINDS)(
    '%s asks call-first first, at most eight inputs a page, and its number of experiences',
    (kind) => {
      const survey = surveyDefinitionOf(kind)
      const keys = experienceKeysOf(survey)
      expect(survey.key).toBe(kind)
      expect(survey.ask.map(nameOf)[0]).toBe('call_first')
      expect(survey.ask.length).toBeLessThanOrEqual(MAX_INPUTS)
      expect(keys.length).toBeGreaterThanOrEqual(counts[kind][0])
      expect(keys.length).toBeLessThanOrEqual(counts[kind][1])
      expect(EXPERIENCE_KEYS).toEqual(expect.arrayContaining(keys))
      const names = questionsOf(survey).map(nameOf)
      expect(names).toEqual(expect.arrayContaining(['comment', 'needs_next', 'call_me', 'visibility']))
      expect(names.includes('first_call_rank')).toBe(kind === 'close' || kind === 'aftercare')
    },
  )

  it('never asks at kickoff what the client expects', () => {
    expect(JSON.stringify(surveyDefinitionOf('kickoff'))).not.toMatch(/expect/i)
  })
})

const survey = (ask: string): string => `key: own
title: Hello {contact}
experiences: So far
ask:
${ask}`
const item = (input: string, more = ''): string => `  - input: ${input}\n    text: A question\n${more}`

const whole = (ask: string): string => survey(`${item('call_first')}${item('comment')}${item('visibility')}${ask}`)
const when = (condition: string): string => `    when: ${condition}\n`
const options = '    options: [{ key: one, text: One }, { key: two, text: Two }]\n'
const choice = (more = '') => item('choice', `    key: tool\n${options}${more}`)
const own = (key: string, more = '') => item('short_text', `    key: ${key}\n${more}`)

describe('a survey with a fault names it, its line and its column', () => {
  it.each([
    ['no YAML', 'key: [own\ntitle: x', 2, 1, 'Flow sequence'],
    ['nothing at all', '', 1, 1, 'holds no survey; begin with key'],
    ['two surveys', 'key: a\n---\nkey: b\n', 2, 1, 'more than one survey'],
    [
      'aliases without end',
      `a: &a [${'x,'.repeat(9)}]\nb: &b [${'*a,'.repeat(9)}]\nc: [${'*b,'.repeat(9)}]\n`,
      1,
      1,
      'aliases',
    ],
    ['an unknown merge field', survey(`  - input: call_first\n    text: Hello {name}`), 6, 11, '{name} is not known'],
    [
      'an unknown input',
      survey(item('call_first') + item('slider')),
      7,
      12,
      'is no kind of question; use one of call_first,',
    ],
    ['a question asked twice', whole(item('comment')), 11, 5, 'asked twice'],
    ['a key that another field has', whole(item('experience', '    key: comment\n')), 13, 10, 'another field'],
    ['a key of an experience', whole(own('steward')), 13, 10, 'key of an experience'],
    ['no question about who may read', survey(item('call_first') + item('comment')), 5, 3, 'has no visibility'],
    ['no question that scores', survey(item('comment') + item('visibility')), 5, 3, 'has no call_first'],
    ['an unknown property', `colour: red\n${whole('')}`, 1, 9, 'colour is not known here'],
    ['a text that is missing', whole('  - input: short_text\n    key: why\n'), 11, 5, 'text: is missing'],
    ['a text that is too long', whole(own('why').replace('A question', 'x'.repeat(301))), 12, 11, 'longer than 300'],
    [
      'a language that we lack',
      whole(own('why').replace('A question', '{ en: A, nl: B }')),
      12,
      24,
      'no language of ours',
    ],
    ['a text without its language', whole(own('why').replace('A question', '{ de: A }')), 12, 11, 'no text in en'],
    [
      'a fault in one language',
      whole(own('why').replace('A question', '{ en: A, de: "{x}" }')),
      12,
      24,
      '{x} is not known',
    ],
    ['too few answers to choose', whole(choice().replace(', { key: two, text: Two }', '')), 14, 14, 'two answers'],
    ['the same answer twice', whole(choice().replace('two', 'one')), 14, 47, 'one is the key of an answer above'],
    ['a condition on nothing', whole(own('why', when('{ tool: { is: one } }'))), 14, 11, 'not asked before'],
    ['a condition on words', whole(own('why', when('{ comment: { is: x } }'))), 14, 11, 'answered in words'],
    ['a condition that can not be', whole(own('why', when('{ call_first: { at_most: 11 } }'))), 14, 11, 'no answer to'],
    [
      'a comparison that does not fit',
      whole(own('why', when('{ call_first: { includes: x } }'))),
      14,
      11,
      'does not fit',
    ],
    ['two comparisons', whole(own('why', when('{ call_first: { at_most: 6, at_least: 2 } }'))), 14, 25, 'compare once'],
    [
      'a condition on a conditional question',
      whole(choice(when('{ call_first: { at_most: 6 } }')) + own('why', when('{ tool: { is: one } }'))),
      19,
      11,
      'has a condition itself',
    ],
  ])('%s', (_, source, line, column, message) => {
    const read = readSurvey(source)
    expect(read).toMatchObject({ kind: 'bad' })
    const faults = read.kind === 'bad' ? read.faults : []
    expect(faults).toContainEqual({ line, column, message: expect.stringContaining(message) })
  })

  it('and all of them at once', () => {
    const read = readSurvey(survey(`${item('slider')}  - input: comment\n    text: '{who}'\n`))
    expect(read.kind === 'bad' && read.faults.map(({ line }) => line)).toEqual([5, 5, 5, 8])
  })

  it('those of its form and those of its meaning in one round, each in our words', () => {
    const ask = `${own('why', when('{ tool: { is: one } }'))}${own('why')}  - input: choice\n    key: tool\n    text: {a: }\n  -\n`
    const read = readSurvey(whole(ask.replace('text: {a: }', 'text: A\n    options: x')))
    const said = read.kind === 'bad' ? read.faults.map(({ message }) => message) : []
    expect(said).toEqual([
      'ask.4: why is asked twice; ask it once',
      'ask.5.options: must be a list; begin each line of it with -',
      'ask.6: is empty; it must be a block of names with their values',
    ])
    const unread = `${choice('    colour: red\n' + when('{ nowhere: { is: x } }')).replace('two', 'one')}${own('why', when('{ tool: { is: one } }'))}`
    const second = readSurvey(whole(unread))
    expect(second.kind === 'bad' && second.faults.map(({ message }) => message.split(';')[0])).toEqual([
      'ask.3.options.1.key: one is the key of an answer above',
      'ask.3: colour is not known here',
      'ask.3.when: nowhere is not asked before',
      'ask.4.when: tool has a condition itself',
    ])
  })
})

describe('the languages of a survey', () => {
  const definitionOf = (source: string): SurveyDefinition => {
    const read = readSurvey(source)
    if (read.kind === 'bad') throw new Error(JSON.stringify(read.faults))
    return read.definition
  }

  it('are its own where every text is written once', () => {
    expect(languagesOf(definitionOf(whole('')))).toEqual(['en'])
    expect(languagesOf(definitionOf(`language: de\n${whole('')}`))).toEqual(['de'])
  })

  it('are those of its first question', () => {
    const source = whole('').replace('text: A question', 'text: { de: Frage, en: Question }')
    expect(languagesOf(definitionOf(source))).toEqual(['en', 'de'])
  })
})

describe('merge fields', () => {
  const fields = {
    pm: 'Dana',
    pm_name: 'Dana Whitfield',
    firm: '{pm} & $& Co.',
    engagement: 'Portal',
    contact: 'Marta',
    contact_name: 'Marta Silva',
  }

  it.each([
    ['How are we doing, {contact}?', 'How are we doing, Marta?'],
    ['{contact_name}, {pm_name}', 'Marta Silva, Dana Whitfield'],
    ['{firm}', '{pm} & $& Co.'],
    ['{pm}{pm} {other} {}', 'DanaDana {other} {}'],
  ])('%s becomes %s', (template, text) => {
    expect(mergeText(template, fields)).toBe(text)
  })

  it('stand apart from words that run the other way', () => {
    expect(mergeText('مرحبا {pm}!', fields, { isolated: true })).toBe('مرحبا \u2068Dana\u2069!')
  })
})
