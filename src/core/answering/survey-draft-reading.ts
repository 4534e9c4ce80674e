import { type Language, LANGUAGES } from '../languages.ts'
import { nameOf, type Question } from './survey-question.ts'
import type { SurveyText } from './survey-text.ts'
import { type SurveyDefinition, surveyFaults } from './survey.ts'
import {
  askedOf,
  draftOf,
  type DraftQuestion,
  type DraftText,
  hasOptions,
  isKeyed,
  languagesInDraft,
  type SurveyDraft,
} from './survey-draft.ts'
import { optionKeys, questionNames } from './survey-draft-keys.ts'

const wordsIn = (text: DraftText): [Language, string][] =>
  LANGUAGES.flatMap((language): [Language, string][] => {
    const words = text[language]?.trim() ?? ''
    return words === '' ? [] : [[language, words]]
  })

/** A text as a survey holds it: once, where only the survey's own language is written. */
function surveyTextOf(text: DraftText, own: Language): SurveyText {
  const words = wordsIn(text)
  const [only] = words
  return words.length === 1 && only?.[0] === own ? only[1] : Object.fromEntries(words)
}

function whenOf(draft: SurveyDraft, { when }: DraftQuestion, names: ReadonlyMap<string, string>) {
  if (when === null) return {}
  const source = askedOf(draft).find(({ id }) => id === when.on)
  const value = (source && optionKeys(draft, source).get(when.value)) ?? when.value
  const isNumber = when.operator === 'at_most' || when.operator === 'at_least'
  const compared = isNumber && /^\d{1,4}$/.test(value) ? Number(value) : value
  return { when: { [names.get(when.on) ?? when.on]: { [when.operator]: compared } } }
}

function questionOf(draft: SurveyDraft, asked: DraftQuestion, names: ReadonlyMap<string, string>): Question {
  const { id, input, text, options } = asked
  const keys = optionKeys(draft, asked)
  const question = {
    input,
    ...(isKeyed(input) && { key: names.get(id) }),
    text: surveyTextOf(text, draft.language),
    ...(hasOptions(input) && {
      options: options.map((option) => ({ key: keys.get(option.id), text: surveyTextOf(option.text, draft.language) })),
    }),
    ...whenOf(draft, asked, names),
  }
  return question as Question
}

/** A draft as it would be published; `surveyFaults` says whether it can be. Reading its `draftOf` again gives the same. */
export function surveyOfDraft(key: string, draft: SurveyDraft): SurveyDefinition {
  const names = questionNames(draft)
  const own = draft.language
  return {
    key,
    language: own,
    title: surveyTextOf(draft.title, own),
    experiences: surveyTextOf(draft.experiences, own),
    ask: draft.ask.map((asked) => questionOf(draft, asked, names)),
    after: draft.after.map((asked) => questionOf(draft, asked, names)),
  }
}

const inOneForm = (survey: SurveyDefinition): string => JSON.stringify(surveyOfDraft(survey.key, draftOf(survey)))

/** Whether two surveys say the same, in whatever order their fields and languages are written down. */
export const isSameSurvey = (one: SurveyDefinition, other: SurveyDefinition): boolean =>
  inOneForm(one) === inOneForm(other)

/** What stands where a text is still to be written. */
const UNWRITTEN = '…'

function shownText(text: SurveyText, own: Language): SurveyText {
  if (typeof text === 'string') return text
  return text[own] === undefined ? { ...text, [own]: Object.values(text)[0] ?? UNWRITTEN } : text
}

/** A draft as far as it can be shown: gaps are marked, conditions that can't hold are left out, and no name stands twice. */
export function shownSurveyOf(key: string, draft: SurveyDraft): SurveyDefinition {
  const survey = surveyOfDraft(key, draft)
  const broken = new Set(
    surveyFaults(survey)
      .filter(({ path }) => path[2] === 'when')
      .map(({ path }) => `${String(path[0])}.${String(path[1])}`),
  )
  const seen = new Set<string>()
  const shown = (page: 'ask' | 'after'): Question[] =>
    survey[page].flatMap((question, index) => {
      const name = nameOf(question)
      if (seen.has(name)) return []
      seen.add(name)
      const whole: Question = { ...question, text: shownText(question.text, draft.language) }
      if ('options' in whole)
        whole.options = whole.options.map((option) => ({ ...option, text: shownText(option.text, draft.language) }))
      if ('when' in whole && broken.has(`${page}.${index}`)) delete whole.when
      return [whole]
    })
  // Every language that is worded at all can be looked at, before the first question is worded in it.
  const pages = { ask: shown('ask'), after: shown('after') }
  return {
    ...survey,
    title: shownText(survey.title, draft.language),
    experiences: shownText(survey.experiences, draft.language),
    ...pages,
  }
}

/** A language of a draft, and the form's fields that have no text in it. */
export type Translation = { language: Language; missing: string[] }

const textFields = (draft: SurveyDraft): { field: string; text: DraftText }[] => [
  { field: 'title', text: draft.title },
  { field: 'experiences', text: draft.experiences },
  ...askedOf(draft).flatMap((question) => [
    { field: `${question.id}.text`, text: question.text },
    ...(hasOptions(question.input)
      ? question.options.map(({ id, text }) => ({ field: `${question.id}.${id}.text`, text }))
      : []),
  ]),
]

/** How far a draft is worded in each language that it is worded in at all. */
export const translationsOf = (draft: SurveyDraft): Translation[] =>
  languagesInDraft(draft).map((language) => ({
    language,
    missing: textFields(draft)
      .filter(({ text }) => (text[language]?.trim() ?? '') === '')
      .map(({ field }) => field),
  }))
