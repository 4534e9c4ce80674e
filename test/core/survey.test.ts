import { describe, expect, it } from 'vitest'
import { experienceKeysOf, MAX_INPUTS, mergeText, nameOf, parseSurvey } from '../../src/core/survey.ts'
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
      const names = [...survey.ask, ...survey.after].map(nameOf)
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

describe('a survey with a fault names it and its line', () => {
  it.each([
    ['no YAML', 'key: [own\ntitle: x', 2, 'Flow sequence'],
    ['nothing at all', '', 1, 'expected object'],
    ['an unknown merge field', survey(`  - input: call_first\n    text: Hello {name}`), 6, '{name} is not known'],
    ['an unknown input', survey(item('call_first') + item('slider')), 7, 'Invalid discriminator'],
    ['call-first in second place', survey(item('comment') + item('call_first')), 5, 'must come first'],
    ['a question asked twice', survey(item('call_first') + item('comment') + item('comment')), 9, 'asked twice'],
    [
      'a key that another field has',
      survey(item('call_first') + item('experience', '    key: comment\n')),
      9,
      'another field',
    ],
    ['no question about who may read', survey(item('call_first') + item('comment')), 5, 'has no visibility'],
    ['an unknown property', `colour: red\n${survey(item('call_first'))}`, 1, 'colour'],
  ])('%s', (_, source, line, message) => {
    const parsed = parseSurvey(source)
    expect(parsed).toMatchObject({ kind: 'bad' })
    const faults = parsed.kind === 'bad' ? parsed.faults : []
    expect(faults).toContainEqual({ line, message: expect.stringContaining(message) })
  })

  it('more than eight inputs on one page', () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => item('experience', `    key: ${key}\n`)).join('')
    const parsed = parseSurvey(survey(item('call_first') + keys + item('comment') + item('visibility')))
    expect(parsed).toMatchObject({ kind: 'bad', faults: [{ message: expect.stringContaining('more than 8 inputs') }] })
  })
})

describe('merge fields', () => {
  const fields = { pm: 'Dana', firm: '{pm} & $& Co.', engagement: 'Portal', contact: 'Marta' }

  it.each([
    ['How are we doing, {contact}?', 'How are we doing, Marta?'],
    ['{firm}', '{pm} & $& Co.'],
    ['{pm}{pm} {other} {}', 'DanaDana {other} {}'],
  ])('%s becomes %s', (template, text) => {
    expect(mergeText(template, fields)).toBe(text)
  })
})
