import { type Language, LANGUAGES } from '../languages.ts'
import { SURVEY_WORDING } from './survey-wording.ts'
import { type SurveyDefinition, textsOf } from './survey.ts'
import type { Place, SurveyNote } from './survey-source.ts'
import type { SurveyText } from './survey-text.ts'

/** The most inputs on one page, so that a survey takes under two minutes; each rated experience counts as one. */
export const MAX_INPUTS = 8

/** What a reader takes in at a glance, in characters. */
const LONGEST = { title: 80, experiences: 80, question: 180, option: 60 } as const

/** What speaks against a survey, and where it stands; `translation` where only words in a language are missing. */
export type Advice = { path: (string | number)[]; message: string; about: 'page' | 'words' | 'translation' }

function ofPages(survey: SurveyDefinition): Advice[] {
  const crowded = (['ask', 'after'] as const)
    .filter((page) => survey[page].length > MAX_INPUTS)
    .map((page) => ({
      about: 'page' as const,
      path: [page, MAX_INPUTS],
      message: `${page} has ${survey[page].length} questions; people finish ${MAX_INPUTS}. Leave some out, or ask them after sending`,
    }))
  const first = survey.ask.findIndex((asked) => asked.input === 'call_first')
  if (first <= 0) return crowded
  const message = 'call_first does not come first, so what is asked before it colours the score; move it up'
  return [...crowded, { about: 'page', path: ['ask', first], message }]
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
  const texts = textsOf(survey)
  const used = LANGUAGES.filter((language) =>
    texts.some(({ text }) => inLanguages(survey, text).some(([each]) => each === language)),
  )
  return texts.flatMap(({ path, text }) => {
    const spoken = inLanguages(survey, text)
    const missing = used.filter((language) => !spoken.some(([each]) => each === language))
    const place = (language: Language) => (typeof text === 'string' ? path : [...path, language])
    return [
      ...spoken.flatMap(([language, words]) =>
        ofWords(isKickoff, path, language, words).map((message) => ({
          about: 'words' as const,
          path: place(language),
          message,
        })),
      ),
      ...(missing.length > 0
        ? [
            {
              about: 'translation' as const,
              path,
              message: `is not translated into ${missing.join(', ')}; there it is shown in ${survey.language}`,
            },
          ]
        : []),
    ]
  })
}

/** What the wording rules advise against: nothing here stops a survey from being asked. `isKickoff`: the plan asks it once a project has begun. */
export const adviceOn = (survey: SurveyDefinition, isKickoff = survey.key.includes('kickoff')): Advice[] => [
  ...ofPages(survey),
  ...ofTexts(survey, isKickoff),
]

/** The advice on a survey's source, in the order of its lines. */
export function lintSurvey(survey: SurveyDefinition, placeOf: Place): SurveyNote[] {
  return adviceOn(survey)
    .map(({ path, message }) => ({ ...placeOf(path), message: `${path.join('.')}: ${message}` }))
    .sort((one, other) => one.line - other.line || one.column - other.column)
}
