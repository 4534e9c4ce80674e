import { z } from 'zod'
import { type Language, LANGUAGES } from '../languages.ts'
import { conditionOf } from './survey-condition.ts'
import { conditionFaults } from './survey-condition-check.ts'
import { faultInOurWords } from './survey-fault-words.ts'
import { nameOf, type Question, surveyKey, surveyQuestion } from './survey-question.ts'
import { type SpokenText, type SurveyText, surveyText as text, spokenIn } from './survey-text.ts'

/** The most questions of one page that can be stored; the lint speaks up long before. */
const MAX_QUESTIONS = 30

const page = z.array(surveyQuestion).max(MAX_QUESTIONS, `has more than ${MAX_QUESTIONS} questions`)

const shape = z.strictObject({
  key: surveyKey,
  /** The language of every text that is written once. */
  language: z.enum(LANGUAGES, `must be one of ${LANGUAGES.join(', ')}`).default('en'),
  title: text,
  /** The heading above the rated experiences. */
  experiences: text,
  ask: page,
  after: page.default([]),
})

/** What is wrong with a survey, where, and what to do. */
export type SurveyFault = { path: PropertyKey[]; message: string }

const withoutUndefined = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined))

/** What no question shows by itself: what is missing, asked twice, on the wrong page, or depends on something that it can't. */
function faultsBetween(survey: SurveyDefinition): SurveyFault[] {
  const missing = ['call_first', 'comment', 'visibility']
    .filter((name) => !survey.ask.some((asked) => asked.input === name))
    .map((name) => ({ path: ['ask'], message: `has no ${name}; add one` }))
  const names = questionsOf(survey).map(nameOf)
  const ofQuestions = questionsOf(survey).flatMap((asked, index): SurveyFault[] => {
    const path = pathOf(survey, index)
    const conditions = conditionFaults(asked, questionsOf(survey).slice(0, index))
    const isRepeated = names.indexOf(nameOf(asked)) < index
    const isMisplaced = !isRepeated && index >= survey.ask.length && isOnPageAlone(asked.input)
    return [
      ...(isRepeated ? [{ path, message: `${nameOf(asked)} is asked twice; ask it once` }] : []),
      ...(isMisplaced ? [{ path, message: `${asked.input} must be asked before sending` }] : []),
      ...conditions.map((message) => ({ path: [...path, 'when'], message })),
    ]
  })
  const untold = textsOf(survey)
    .filter(({ text: words }) => typeof words === 'object' && words[survey.language] === undefined)
    .map(({ path }) => ({ path, message: `has no text in ${survey.language}, the survey's language; add it` }))
  return [...missing, ...ofQuestions, ...untold]
}

/** A questionnaire: the questions of the survey page, then those of the page after sending. */
export type SurveyDefinition = z.infer<typeof shape>

const fieldIn = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

/** The answers to choose that can be read, each key once; a second one stands in where there must be two. */
function legibleOptions(value: unknown): { key: string; text: string }[] | undefined {
  if (!Array.isArray(value)) return undefined
  const keys = value.map((option: unknown) => fieldIn(option, 'key')).filter((key) => typeof key === 'string')
  const own = [...new Set(keys)]
  return (own.length === 1 ? [...own, `${own[0]}_2`] : own).map((key) => ({ key, text: '…' }))
}

/** A question as far as it can be read, so that what stands around it can be judged; undefined where too little of it can be. */
function legible(value: unknown): Question | undefined {
  const read = surveyQuestion.safeParse(value)
  if (read.success) return read.data
  const [input, key, when] = ['input', 'key', 'when'].map((name) => fieldIn(value, name))
  const options = legibleOptions(fieldIn(value, 'options'))
  const parts = [{ key, options }, { key }, {}].flatMap((more) => [{ ...more, when }, more])
  const asked = parts.map((more) => surveyQuestion.safeParse(withoutUndefined({ input, text: '…', ...more })))
  return asked.find(({ success }) => success)?.data
}

/** What can be read of something that has not the form of a survey. What depends on a question that can't be read is not judged. */
function legibleSurvey(value: unknown): SurveyDefinition {
  const raw = (name: 'ask' | 'after'): unknown[] => {
    const questions = fieldIn(value, name)
    return Array.isArray(questions) ? questions : []
  }
  const lost = new Set(
    [...raw('ask'), ...raw('after')].flatMap((each) =>
      legible(each) ? [] : [fieldIn(each, 'key'), fieldIn(each, 'input')],
    ),
  )
  const page = (name: 'ask' | 'after'): Question[] =>
    raw(name).map((each, at) => {
      const asked = legible(each) ?? { input: 'long_text' as const, key: `${name} ${at}`, text: '…' }
      return 'when' in asked && asked.when && lost.has(conditionOf(asked.when).on)
        ? { ...asked, when: undefined }
        : asked
    })
  const parts = shape.pick({ language: true }).safeParse({ language: fieldIn(value, 'language') })
  const language = parts.data?.language ?? 'en'
  return { key: '', language, title: '…', experiences: '…', ask: page('ask'), after: page('after') }
}

/** Reads plain values as a survey; faults of its form and of its meaning are named in one round. */
export function readDefinition(
  value: unknown,
): { kind: 'ok'; definition: SurveyDefinition } | { kind: 'bad'; faults: z.core.$ZodIssue[]; between: SurveyFault[] } {
  const parsed = shape.safeParse(value, { error: faultInOurWords })
  // What has no questions at all is told so, and not which ones it lacks.
  const isAsking = Array.isArray(fieldIn(value, 'ask'))
  const between = parsed.success ? faultsBetween(parsed.data) : isAsking ? faultsBetween(legibleSurvey(value)) : []
  if (parsed.success && between.length === 0) return { kind: 'ok', definition: parsed.data }
  const isBlunt = (one: z.core.$ZodIssue, other: z.core.$ZodIssue) =>
    one.code === 'invalid_type' && one !== other && one.path.join('.') === other.path.join('.')
  const issues = parsed.error?.issues ?? []
  // What is no list at all is not told how long a list should be.
  const faults = issues.filter((issue) => !issues.some((other) => isBlunt(other, issue)))
  return { kind: 'bad', faults, between }
}

/** What is asked on the survey page or not at all. */
export const isOnPageAlone = (input: Question['input']): boolean =>
  ['call_first', 'experience', 'comment', 'visibility'].includes(input)

/** Every fault of something that has the form of a survey, those that reading it would only find later among them. */
export function surveyFaults(survey: SurveyDefinition): SurveyFault[] {
  const parsed = shape.safeParse(survey, { error: faultInOurWords })
  const ofParts = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ path, message }))
  return [...ofParts, ...faultsBetween(survey)]
}

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

/** A text of a survey as it reads in `language`, else in the survey's own. */
export const spokenOf = (survey: SurveyDefinition, text: SurveyText, language: Language): SpokenText =>
  spokenIn(text, [language, survey.language])

/** The same without the language that it is in. */
export const wordsOf = (...asked: Parameters<typeof spokenOf>): string => spokenOf(...asked).words
