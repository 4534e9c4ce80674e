import { directionOf, type Language } from '../core/languages.ts'
import type { TemplateKey } from '../core/words.ts'
import { findPlaceholderFault, lineFields, mergeFields } from './merge-fields.ts'
import { escapeHtml, type Template } from './render.ts'

/** The texts of one template in one language, by the slots of its layout. */
export type EmailWords = Record<string, string>

export type WordFault = { word: string; problem: string }

const SLOT = /\[\[([a-z0-9_]+)\]\]/g

/** Filled in with the language itself. */
const LANGUAGE_SLOT = 'lang'

/** Longer is no word of an e-mail any more, in characters. */
const MAX_LENGTH = 600
const MAX_SUBJECT_LENGTH = 150

/** The names of the words that a layout shows, in its order. */
export function wordsOfLayout({ subject, html, text }: Template): string[] {
  const slots = [...`${subject}${html}${text}`.matchAll(SLOT)].map(([, name = '']) => name)
  return [...new Set(slots)].filter((name) => name !== LANGUAGE_SLOT)
}

const isSubject = (word: string): boolean => /^subject(_|$)/.test(word)

/** The anchors of the scale are the same for every firm, so that answers can be compared. */
export const isFixedWord = (word: string): boolean => /^number_\d+$/.test(word)

/** Stands in a list, once for each line of it. */
const isLine = (word: string): boolean => word.startsWith('line_')

function problemOf(key: TemplateKey, word: string, text: string | undefined): string | undefined {
  if (text === undefined) return 'is missing'
  if (text.trim() === '') return 'is empty'
  const limit = isSubject(word) ? MAX_SUBJECT_LENGTH : MAX_LENGTH
  if (text.length > limit) return `is longer than ${limit} characters`
  const known = isFixedWord(word) ? new Set<string>() : isLine(word) ? lineFields(key) : mergeFields(key)
  return findPlaceholderFault(text, known)?.problem
}

/** What is wrong with a template's words: missing, unknown, empty, too long, or with a merge field that the template lacks. */
export function findWordFaults(key: TemplateKey, layout: Template, words: Readonly<EmailWords>): WordFault[] {
  const needed = wordsOfLayout(layout)
  const unknown = Object.keys(words).filter((word) => !needed.includes(word))
  return [
    ...unknown.map((word) => ({ word, problem: 'is not known' })),
    ...needed.flatMap((word) => {
      const problem = problemOf(key, word, words[word])
      return problem === undefined ? [] : [{ word, problem }]
    }),
  ]
}

const VALUE = /\{\{(\w+)\}\}/g

/** Numbers and days that stay on one line; a day with its hour is too long for that on a small phone. */
const UNBROKEN: ReadonlySet<string> = new Set(['pmPhone', 'closesOn', 'until', 'silentSince'])

const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ')

/** Each merge field in a shell of its own, so that a name in another script leaves the order of the words around it alone. */
function htmlOf(word: string, text: string): string {
  if (isSubject(word) || isFixedWord(word)) return escapeHtml(oneLine(text))
  const isolated = escapeHtml(text.trim()).replaceAll(VALUE, (value, name: string) =>
    UNBROKEN.has(name)
      ? `<span dir="auto" style="white-space:nowrap">${value}</span>`
      : `<span dir="auto">${value}</span>`,
  )
  return isolated.replaceAll(/\s*\n\s*/g, '<br />')
}

/** U+2068 and U+2069, the same shell in plain text; left to right, where names rarely turn anything, mail stays plain. */
const textOf = (text: string, language: Language): string =>
  directionOf(language) === 'rtl' ? text.trim().replaceAll(VALUE, '\u2068$&\u2069') : text.trim()

/** A layout with its words in it: what a template version holds. */
export function fillWords(layout: Template, words: Readonly<EmailWords>, language: Language): Template {
  const fill = (source: string, write: (word: string, text: string) => string): string =>
    source.replaceAll(SLOT, (_, word: string) => (word === LANGUAGE_SLOT ? language : write(word, words[word] ?? '')))
  return {
    subject: fill(layout.subject, (_, text) => oneLine(text)),
    html: fill(layout.html, htmlOf),
    text: fill(layout.text, (_, text) => textOf(text, language)),
  }
}
