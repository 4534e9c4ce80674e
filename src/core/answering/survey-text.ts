import { z } from 'zod'
import { isLanguage, type Language, LANGUAGES } from '../languages.ts'

/** What a survey's texts may mention; each stands in braces, as in `{pm}`. `…_name` is the whole name, for languages whose formal address needs it. */
export const MERGE_FIELDS = ['pm', 'pm_name', 'firm', 'engagement', 'contact', 'contact_name'] as const
export type MergeFields = Record<(typeof MERGE_FIELDS)[number], string>

/** A text of a survey: in the survey's own language, or by language. */
export type SurveyText = string | Partial<Record<Language, string>>

const MAX_CHARACTERS = 300

const braces = /\{([^{}]*)\}/g
const isMergeField = (name: string): boolean => (MERGE_FIELDS as readonly string[]).includes(name)

/** What is wrong with one text, and what to do; nothing where it is well. */
function faultsOf(value: unknown): string[] {
  if (typeof value !== 'string') return ['is no text; write words, in quotes where they hold a colon or braces']
  if (value.trim() === '') return ['is empty; write a text']
  const unknown = [...value.matchAll(braces)].filter(([, name = '']) => !isMergeField(name))
  return [
    ...(value.length > MAX_CHARACTERS ? [`is longer than ${MAX_CHARACTERS} characters; shorten it`] : []),
    ...unknown.map(([whole]) => `${whole} is not known; use ${MERGE_FIELDS.map((field) => `{${field}}`).join(', ')}`),
  ]
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text as YAML gives it; every fault is named with the language it is in. */
export const surveyText = z.unknown().transform((value, context): SurveyText => {
  const fault = (path: string[], message: string): void => {
    context.addIssue({ code: 'custom', path, message })
  }
  if (value === undefined) {
    fault([], 'is missing; write a text')
    return z.NEVER
  }
  if (!isMap(value)) {
    for (const message of faultsOf(value)) fault([], message)
    return typeof value === 'string' ? value.trim() : ''
  }
  for (const [language, words] of Object.entries(value)) {
    if (!isLanguage(language)) fault([language], `is no language of ours; use ${LANGUAGES.join(', ')}`)
    for (const message of faultsOf(words)) fault([language], message)
  }
  return Object.fromEntries(
    Object.entries(value).map(([language, words]) => [language, typeof words === 'string' ? words.trim() : '']),
  )
})

/** A text as it is read: its words, and the language that they are in. */
export type SpokenText = { words: string; language: Language }

/** The words of a text in the first of `languages` that it has; one that is written once is in the last of them. */
export function spokenIn(text: SurveyText, languages: readonly [...Language[], Language]): SpokenText {
  const own = languages[languages.length - 1]!
  if (typeof text === 'string') return { words: text, language: own }
  const language = [...languages, ...LANGUAGES].find((each) => text[each] !== undefined) ?? own
  return { words: text[language] ?? '', language }
}

/** The same without the language. */
export const textIn = (...asked: Parameters<typeof spokenIn>): string => spokenIn(...asked).words

/** A name set apart, so that it turns no word beside it round, whichever way it is written. */
export const isolate = (name: string): string => `\u2068${name}\u2069`

/**
 * `template` with its merge fields filled in; braces inside a value stay as they are. `isolated` keeps a name in
 * another script from turning round the words beside it.
 */
export function mergeText(template: string, fields: MergeFields, { isolated = false } = {}): string {
  const shown = (value: string): string => (isolated ? isolate(value) : value)
  return template.replaceAll(braces, (whole, name: string) =>
    isMergeField(name) ? shown(fields[name as keyof MergeFields]) : whole,
  )
}

/** The name to greet somebody by: the first word of the full name. */
export const firstNameOf = (fullName: string): string => fullName.trim().split(/\s+/)[0] ?? ''
