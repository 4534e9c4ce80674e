import { z } from 'zod'
import { type Language, LANGUAGES } from '../languages.ts'
import { conditionFaults } from './survey-condition-check.ts'
import { nameOf, type Question, surveyKey, surveyQuestion } from './survey-question.ts'
import { type SurveyText, surveyText as text, textIn } from './survey-text.ts'

/** The most questions of one page that can be stored; the lint speaks up long before. */
const MAX_QUESTIONS = 30

const page = z.array(surveyQuestion).max(MAX_QUESTIONS, `has more than ${MAX_QUESTIONS} questions`)

/** A questionnaire: the questions of the survey page, then those of the page after sending. */
export const surveyDefinition = z
  .strictObject({
    key: surveyKey,
    /** The language of every text that is written once. */
    language: z.enum(LANGUAGES, `must be one of ${LANGUAGES.join(', ')}`).default('en'),
    title: text,
    /** The heading above the rated experiences. */
    experiences: text,
    ask: page,
    after: page.default([]),
  })
  .superRefine((survey, context) => {
    const fault = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message })
    for (const name of ['call_first', 'comment', 'visibility']) {
      if (!survey.ask.some((asked) => asked.input === name)) fault(['ask'], `has no ${name}; add one`)
    }
    const names = questionsOf(survey).map(nameOf)
    for (const [index, asked] of questionsOf(survey).entries()) {
      const path = pathOf(survey, index)
      if (names.indexOf(nameOf(asked)) < index) fault(path, `${nameOf(asked)} is asked twice; ask it once`)
      else if (index >= survey.ask.length && isOnPageAlone(asked))
        fault(path, `${asked.input} must be asked before sending`)
      for (const message of conditionFaults(asked, questionsOf(survey).slice(0, index)))
        fault([...path, 'when'], message)
    }
    for (const { path, text: words } of textsOf(survey)) {
      if (typeof words === 'object' && words[survey.language] === undefined)
        fault(path, `has no text in ${survey.language}, the survey's language; add it`)
    }
  })
export type SurveyDefinition = z.infer<typeof surveyDefinition>

const isOnPageAlone = (asked: Question): boolean =>
  ['call_first', 'experience', 'comment', 'visibility'].includes(asked.input)

/** The questions of both pages, in their order. */
export const questionsOf = (survey: SurveyDefinition): Question[] => [...survey.ask, ...survey.after]

/** Where a question of `questionsOf` stands. */
const pathOf = (survey: SurveyDefinition, index: number): (string | number)[] =>
  index < survey.ask.length ? ['ask', index] : ['after', index - survey.ask.length]

/** The keys of the experiences that a survey asks to rate, in its order. */
export const experienceKeysOf = (survey: SurveyDefinition): string[] =>
  survey.ask.flatMap((asked) => (asked.input === 'experience' ? [asked.key] : []))

/** Every text of a survey with where it stands. */
export function textsOf(survey: SurveyDefinition): { path: (string | number)[]; text: SurveyText }[] {
  const ofQuestions = questionsOf(survey).flatMap((asked, index) => {
    const path = pathOf(survey, index)
    const choices = 'options' in asked ? asked.options : []
    return [
      { path: [...path, 'text'], text: asked.text },
      ...choices.map((option, at) => ({ path: [...path, 'options', at, 'text'], text: option.text })),
    ]
  })
  return [{ path: ['title'], text: survey.title }, { path: ['experiences'], text: survey.experiences }, ...ofQuestions]
}

/** The languages that a survey can be answered in: those its first question is worded in. A text it lacks in one is shown in its own. */
export function languagesOf(survey: SurveyDefinition): Language[] {
  const first = survey.ask.find((asked) => asked.input === 'call_first')?.text
  if (typeof first !== 'object') return [survey.language]
  return LANGUAGES.filter((language) => first[language] !== undefined)
}

/** A text of a survey as it reads in `language`. */
export const wordsOf = (survey: SurveyDefinition, text: SurveyText, language: Language): string =>
  textIn(text, [language, survey.language])
