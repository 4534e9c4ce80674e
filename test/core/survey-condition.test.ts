import { describe, expect, it } from 'vitest'
import { keepApplicable } from '../../src/core/answering/answer-content.ts'
import { parseAnswers, parseFurtherAnswers } from '../../src/core/answering/answer-form.ts'
import { MAX_LINE } from '../../src/core/answering/form-reader.ts'
import { type Condition, isMet } from '../../src/core/answering/survey-condition.ts'
import { readSurvey } from '../../src/core/answering/survey-source.ts'
import { ownSurveySource } from '../support/own-survey.ts'

describe('a condition', () => {
  const rows: [Condition, Record<string, string>, boolean][] = [
    [{ on: 'call_first', operator: 'at_most', value: 6 }, { call_first: '6' }, true],
    [{ on: 'call_first', operator: 'at_most', value: 6 }, { call_first: ' 10 ' }, false],
    [{ on: 'call_first', operator: 'at_most', value: 6 }, { call_first: '' }, false],
    [{ on: 'call_first', operator: 'at_most', value: 6 }, {}, false],
    [{ on: 'steward', operator: 'at_least', value: 4 }, { steward: '4' }, true],
    [{ on: 'steward', operator: 'at_least', value: 4 }, { steward: 'x' }, false],
    [{ on: 'tool', operator: 'is', value: 'phone' }, { tool: 'phone' }, true],
    [{ on: 'tools', operator: 'includes', value: 'phone' }, { 'tools.phone': 'true' }, true],
    [{ on: 'tools', operator: 'includes', value: 'phone' }, { 'tools.mail': 'true' }, false],
    [{ on: 'call_me', operator: 'is', value: 'true' }, { call_me: 'on' }, true],
    [{ on: 'call_me', operator: 'is', value: 'false' }, {}, true],
    [{ on: 'visibility', operator: 'is', value: 'team' }, {}, true],
  ]
  it.each(rows)('%j for %j is %s', (condition, fields, met) => {
    expect(isMet(condition, fields)).toBe(met)
  })
})

describe("a survey with the firm's own questions", () => {
  const read = readSurvey(ownSurveySource)
  const survey = (read as Extract<typeof read, { kind: 'ok' }>).definition
  const answersOf = (fields: Record<string, string>) => {
    const parsed = parseAnswers(survey, fields)
    return parsed.kind === 'ok' ? parsed.answers.own : parsed.faults
  }

  it('reads each kind, and blank where the page asks what the form leaves out', () => {
    expect(
      answersOf({ call_first: '3', channel: 'phone', 'tools.notes': 'true', 'tools.board': 'true', why: ' Slow ' }),
    ).toEqual([
      { key: 'why', value: 'Slow' },
      { key: 'channel', value: 'phone' },
      { key: 'tools', value: ['board', 'notes'] },
    ])
    expect(answersOf({ call_first: '3' })).toEqual([
      { key: 'why', value: null },
      { key: 'channel', value: null },
      { key: 'tools', value: null },
    ])
  })

  it('drops an answer whose condition is not met, faulty or not', () => {
    expect(answersOf({ call_first: '9', why: 'x'.repeat(6000) })).toContainEqual({ key: 'why', value: null })
  })

  it.each([
    ['channel', { channel: 'smoke' }, 'choice'],
    ['tools.board', { 'tools.board': 'perhaps' }, 'tick'],
    ['role', { role: 'x'.repeat(MAX_LINE + 1) }, 'tooLong'],
  ])('names %s where it is wrong', (field, fields, kind) => {
    expect(answersOf({ call_first: '3', ...fields })).toMatchObject([{ field, kind }])
  })

  it('leaves alone what the page after sending asks, until that page is sent', () => {
    expect(answersOf({ call_first: '3' })).not.toContainEqual(expect.objectContaining({ key: 'role' }))
    const parsed = parseFurtherAnswers(survey, { role: '' }, { call_first: '3' })
    expect(parsed).toMatchObject({ answers: { own: [{ key: 'role', value: null }] } })
  })

  it('forgets answers whose condition a later change no longer meets', () => {
    const content = {
      callFirst: 9,
      experiences: [{ key: 'fair_price', rating: 2 }],
      comment: 'Kept',
      needsNext: null,
      callMe: false,
      visibility: 'team' as const,
      firstCallRank: null,
      testimonial: false,
      answers: [
        { key: 'channel', value: 'phone' },
        { key: 'why', value: 'Slow' },
      ],
    }
    expect(keepApplicable(survey, content)).toEqual({ ...content, answers: [{ key: 'channel', value: 'phone' }] })
  })
})
