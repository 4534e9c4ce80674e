import { isLanguage, type Language, LANGUAGES } from '../languages.ts'
import type { Condition } from './survey-condition.ts'
import { QUESTION_INPUTS, type Question } from './survey-question.ts'
import {
  DRAFT_PLACES,
  type DraftCondition,
  type DraftOption,
  type DraftQuestion,
  draftQuestionsOf,
  type DraftText,
  type SurveyDraft,
} from './survey-draft.ts'

type Fields = Readonly<Record<string, string>>

export const OPERATORS: readonly Condition['operator'][] = ['at_most', 'at_least', 'is', 'includes']

const fieldsOfText = (name: string, text: DraftText): [string, string][] =>
  LANGUAGES.flatMap((language): [string, string][] => {
    const words = text[language]
    return words === undefined ? [] : [[`${name}.${language}`, words]]
  })

function fieldsOfQuestion({ id, input, key, text, options, when }: DraftQuestion): [string, string][] {
  return [
    [`${id}.input`, input],
    [`${id}.key`, key],
    ...fieldsOfText(`${id}.text`, text),
    [`${id}.options`, options.map((option) => option.id).join(' ')],
    ...options.flatMap((option): [string, string][] => [
      [`${id}.${option.id}.key`, option.key],
      ...fieldsOfText(`${id}.${option.id}.text`, option.text),
    ]),
    [`${id}.on`, when?.on ?? ''],
    [`${id}.operator`, when?.operator ?? ''],
    [`${id}.value`, when?.value ?? ''],
  ]
}

/** A draft as the fields of the form that holds all of it. */
export const fieldsOfDraft = (draft: SurveyDraft): Record<string, string> =>
  Object.fromEntries([
    ['language', draft.language],
    ...fieldsOfText('title', draft.title),
    ...fieldsOfText('experiences', draft.experiences),
    ...DRAFT_PLACES.map((place) => [place, draft[place].map(({ id }) => id).join(' ')]),
    ...draftQuestionsOf(draft).flatMap(fieldsOfQuestion),
  ])

/** The most of one kind of thing that a form is read with; the check of a survey speaks up long before. */
const MOST = 99

/** Without what no database holds: control characters but line breaks, halves of surrogate pairs. */
const storable = (typed: string): string =>
  typed
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, '')
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')

const at = (fields: Fields, name: string): string => (Object.hasOwn(fields, name) ? storable(fields[name] ?? '') : '')

function idsIn(fields: Fields, name: string, letter: 'q' | 'o'): string[] {
  const isId = new RegExp(`^${letter}[1-9]\\d{0,3}$`)
  const ids = at(fields, name)
    .split(/\s+/)
    .filter((id) => isId.test(id))
  return [...new Set(ids)].slice(0, MOST)
}

const textAt = (fields: Fields, name: string): DraftText =>
  Object.fromEntries(
    LANGUAGES.flatMap((language) => {
      const words = at(fields, `${name}.${language}`)
      return words.trim() === '' ? [] : [[language, words]]
    }),
  )

const optionAt = (fields: Fields, question: string, id: string): DraftOption => ({
  id,
  key: at(fields, `${question}.${id}.key`).trim(),
  text: textAt(fields, `${question}.${id}.text`),
})

function whenAt(fields: Fields, id: string): DraftCondition | null {
  const on = at(fields, `${id}.on`).trim()
  const operator = OPERATORS.find((each) => each === at(fields, `${id}.operator`)) ?? 'is'
  return on === '' ? null : { on, operator, value: at(fields, `${id}.value`).trim() }
}

function questionAt(fields: Fields, id: string): DraftQuestion[] {
  const input: Question['input'] | undefined = QUESTION_INPUTS.find((each) => each === at(fields, `${id}.input`))
  if (input === undefined) return []
  return [
    {
      id,
      input,
      key: at(fields, `${id}.key`).trim(),
      text: textAt(fields, `${id}.text`),
      options: idsIn(fields, `${id}.options`, 'o').map((option) => optionAt(fields, id, option)),
      when: whenAt(fields, id),
    },
  ]
}

/** What a form holds, as typed; anything that no form of ours posts is left out. */
export function draftOfFields(fields: Fields): SurveyDraft {
  const language: Language = isLanguage(at(fields, 'language')) ? (at(fields, 'language') as Language) : 'en'
  const seen = new Set<string>()
  const questionsAt = (place: (typeof DRAFT_PLACES)[number]): DraftQuestion[] =>
    idsIn(fields, place, 'q')
      .filter((id) => !seen.has(id) && seen.add(id))
      .flatMap((id) => questionAt(fields, id))
  return {
    language,
    title: textAt(fields, 'title'),
    experiences: textAt(fields, 'experiences'),
    ask: questionsAt('ask'),
    after: questionsAt('after'),
    aside: questionsAt('aside'),
  }
}
