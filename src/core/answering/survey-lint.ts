import { type Language, LANGUAGES } from '../languages.ts'
import { SURVEY_WORDING } from './survey-wording.ts'
import { type SurveyDefinition, textsOf } from './survey.ts'
import type { Place, SurveyNote } from './survey-source.ts'
import type { SurveyText } from './survey-text.ts'

/** The most inputs on one page, so that a survey takes under two minutes; each rated experience counts as one. */
export const MAX_INPUTS = 8

/** What a reader takes in at a glance, in characters. */
const LONGEST = { title: 80, experiences: 80, question: 180, option: 60 } as const

/** What speaks against a survey, and where it stands. */
export type Advice = { path: (string | number)[]; message: string }

function ofPages(survey: SurveyDefinition): Advice[] {
  const crowded = (['ask', 'after'] as const)
    .filter((page) => survey[page].length > MAX_INPUTS)
    .map((page) => ({
      path: [page, MAX_INPUTS],
      message: `${page} has ${survey[page].length} questions; people finish ${MAX_INPUTS}. Leave some out, or ask them after sending`,
    }))
  const first = survey.ask.findIndex((asked) => asked.input === 'call_first')
  if (first <= 0) return crowded
  const message = 'call_first does not come first, so what is asked before it colours the score; move it up'
  return [...crowded, { path: ['ask', first], message }]
}

const inLanguages = (survey: SurveyDefinition, text: SurveyText): [Language, string][] =>
  typeof text === 'string' ? [[survey.language, text]] : (Object.entries(text) as [Language, string][])

function longestOf(path: readonly (string | number)[]): number {
  if (path.includes('options')) return LONGEST.option
  const [part] = path
  return part === 'title' || part === 'experiences' ? LONGEST[part] : LONGEST.question
}

/** What the wording rules say about one text in one language. */
function ofWords(isKickoff: boolean, path: readonly (string | number)[], language: Language, words: string) {
  const wording = SURVEY_WORDING[language]
  const most = longestOf(path)
  const said = (pattern: RegExp): string => `“${pattern.exec(words)?.[0]}”`
  return [
    ...(words.length > most ? [`has ${words.length} characters; ${most} are read at a glance. Shorten it`] : []),
    ...(isKickoff && wording.expectation.test(words)
      ? [
          `${said(wording.expectation)} asks what a client expects, which lowers later ratings; ask about clarity and readiness`,
        ]
      : []),
    ...(wording.sales.test(words) ? [`${said(wording.sales)} sells; a survey that sells is not answered openly`] : []),
    ...(wording.recommendation.test(words)
      ? [`${said(wording.recommendation)} is NPS wording; the score asks who would be called first`]
      : []),
  ]
}

function ofTexts(survey: SurveyDefinition, isKickoff: boolean): Advice[] {
  return textsOf(survey).flatMap(({ path, text }) => {
    const place = (language: Language) => (typeof text === 'string' ? path : [...path, language])
    return inLanguages(survey, text).flatMap(([language, words]) =>
      ofWords(isKickoff, path, language, words).map((message) => ({ path: place(language), message })),
    )
  })
}

/** The most texts that are named one by one. */
const MOST_NAMED = 8

/** What is not translated, summed up for each language that any text is written in; it stands where the first is missing. */
function untranslated(survey: SurveyDefinition): { path: (string | number)[]; message: string }[] {
  const texts = textsOf(survey).map(({ path, text }) => ({
    path,
    spoken: inLanguages(survey, text).map(([each]) => each),
  }))
  return LANGUAGES.filter((language) => texts.some(({ spoken }) => spoken.includes(language))).flatMap((language) => {
    const missing = texts.filter(({ spoken }) => !spoken.includes(language)).map(({ path }) => path)
    const [first] = missing
    if (first === undefined) return []
    const named = missing.slice(0, MOST_NAMED).map((path) => path.join('.'))
    const more = missing.length > MOST_NAMED ? [`and ${missing.length - MOST_NAMED} more`] : []
    const counted = missing.length === 1 ? '1 text' : `${missing.length} texts`
    const message = `${language}: ${counted} missing, shown in ${survey.language} instead: ${[...named, ...more].join(', ')}`
    return [{ path: first, message }]
  })
}

/** What the wording rules advise against: nothing here stops a survey from being asked. `isKickoff`: the plan asks it once a project has begun. */
export const adviceOn = (survey: SurveyDefinition, isKickoff = survey.key.includes('kickoff')): Advice[] => [
  ...ofPages(survey),
  ...ofTexts(survey, isKickoff),
]

/** The advice on a survey's source, in the order of its lines. */
export function lintSurvey(survey: SurveyDefinition, placeOf: Place): SurveyNote[] {
  const advice = adviceOn(survey).map(({ path, message }) => ({ path, message: `${path.join('.')}: ${message}` }))
  return [...advice, ...untranslated(survey)]
    .map(({ path, message }) => ({ ...placeOf(path), message }))
    .sort((one, other) => one.line - other.line || one.column - other.column)
}
