import Mustache from 'mustache'
import { TEMPLATE_KEYS, type TemplateKey } from '../core/words.ts'
import { placeholdersOf } from './placeholders.ts'
import type { Placeholders } from './render.ts'
import { SAMPLE_PROPS } from './sample-props.ts'

/** Type, value, start, end and, for a section, what it encloses; as `Mustache.parse` returns them. */
type Token = [type: string, value: string, start: number, end: number, inner?: Token[] | string]

/** What is wrong, and where, in characters from the text's start. */
export type PlaceholderFault = { offset: number; problem: string }

const namesIn = (placeholders: Placeholders): string[] =>
  Object.entries(placeholders).flatMap(([name, value]) =>
    Array.isArray(value) ? [name, ...value.flatMap((item) => (typeof item === 'string' ? [] : namesIn(item)))] : [name],
  )

const SAMPLES = TEMPLATE_KEYS.map((key) => [key, placeholdersOf(key, SAMPLE_PROPS[key])] as const)

const LAYOUT_NAMES = new Map(SAMPLES.map(([key, sample]) => [key, new Set(namesIn(sample))]))

const isForWords = ([name, value]: [string, unknown]): boolean =>
  typeof value === 'string' && !/^(accentColor|postalAddress|logo.*|.*Url)$/.test(name)

const wordNames = (placeholders: Placeholders): string[] =>
  Object.entries(placeholders)
    .filter(isForWords)
    .map(([name]) => name)

const linesIn = (placeholders: Placeholders): Placeholders[] =>
  Object.values(placeholders).flatMap((value) =>
    Array.isArray(value) ? value.filter((item): item is Placeholders => typeof item !== 'string') : [],
  )

const WORD_NAMES = new Map(SAMPLES.map(([key, sample]) => [key, new Set(wordNames(sample))]))

const LINE_NAMES = new Map(
  SAMPLES.map(([key, sample]) => [key, new Set([sample, ...linesIn(sample)].flatMap(wordNames))]),
)

/** The placeholders that a template's layout may use. */
export const layoutFields = (key: TemplateKey): ReadonlySet<string> => LAYOUT_NAMES.get(key) ?? new Set()

/** The merge fields that a template's words may use. */
export const mergeFields = (key: TemplateKey): ReadonlySet<string> => WORD_NAMES.get(key) ?? new Set()

function faultyToken(tokens: Token[], known: ReadonlySet<string>): PlaceholderFault | undefined {
  for (const [type, value, offset, , inner] of tokens) {
    if (type === 'text') continue
    if (type !== 'name' && type !== '#' && type !== '^')
      return { offset, problem: `{{${type}${value}}} is not allowed` }
    if (value !== '.' && !known.has(value)) return { offset, problem: `{{${value}}} is not known` }
    const fault = Array.isArray(inner) ? faultyToken(inner, known) : undefined
    if (fault) return fault
  }
  return undefined
}

/** The merge fields that its words for lines of a list may use: those of the lines, too. */
export const lineFields = (key: TemplateKey): ReadonlySet<string> => LINE_NAMES.get(key) ?? new Set()

/** The first placeholder of a text that is not one of `known`, or not of a kind that is allowed; undefined: all are right. */
export function findPlaceholderFault(text: string, known: ReadonlySet<string>): PlaceholderFault | undefined {
  try {
    return faultyToken(Mustache.parse(text) as Token[], known)
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return { offset: Number(/ at (\d+)$/.exec(problem)?.[1] ?? 0), problem: problem.replace(/ at \d+$/, '') }
  }
}
