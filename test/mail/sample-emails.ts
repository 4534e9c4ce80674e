import { readFileSync } from 'node:fs'
import { type Direction, directionOf, type Language } from '../../src/core/languages.ts'
import { TEMPLATE_KEYS, type TemplateKey } from '../../src/core/words.ts'
import { compileLayout } from '../../src/mail/compile-layout.ts'
import { type EmailWords, fillWords } from '../../src/mail/email-words.ts'
import type { Envelope, SurveyEnvelope } from '../../src/mail/emails.ts'
import { LAYOUT_FILE_NAMES, type LayoutFiles, layoutFilesOf } from '../../src/mail/layout-files.ts'
import type { Template } from '../../src/mail/render.ts'
import { SAMPLE_PROPS } from '../../src/mail/sample-props.ts'
import { type Layouts, parseWordsFile } from '../../src/mail/words-file.ts'

import { shippedFile } from '../support/shipped-words.ts'

const read = (path: string) => readFileSync(new URL(`../../templates/${path}`, import.meta.url), 'utf8')

const FILES = Object.fromEntries(LAYOUT_FILE_NAMES.map((name) => [name, read(`emails/${name}`)]))

export const shippedFiles = (key: TemplateKey): LayoutFiles => layoutFilesOf(key, FILES)

const compiled = new Map<string, Promise<Template>>()

/** A shipped layout, compiled once for the file. */
export function shippedLayout(key: TemplateKey, direction: Direction = 'ltr'): Promise<Template> {
  const name = `${key} ${direction}`
  const known = compiled.get(name) ?? compileLayout(key, direction, shippedFiles(key))
  compiled.set(name, known)
  return known
}

export async function shippedLayouts(direction: Direction = 'ltr'): Promise<Layouts> {
  const layouts = TEMPLATE_KEYS.map(async (key) => [key, await shippedLayout(key, direction)] as const)
  return Object.fromEntries(await Promise.all(layouts)) as Layouts
}

export const wordsSource = shippedFile

/** The shipped words of a template. */
export async function shippedWords(key: TemplateKey, language: Language = 'en'): Promise<EmailWords> {
  const parsed = parseWordsFile(wordsSource(language), await shippedLayouts(directionOf(language)))
  if (parsed.kind === 'bad') throw new Error(JSON.stringify(parsed.faults))
  return parsed.words[key]
}

export const shippedTemplate = async (key: TemplateKey, language: Language = 'en'): Promise<Template> =>
  fillWords(await shippedLayout(key, directionOf(language)), await shippedWords(key, language), language)

export const INVITATION = SAMPLE_PROPS.invitation
export const REMINDER = SAMPLE_PROPS.reminder_1
export const ALERT = SAMPLE_PROPS.alert
export const SIGN_IN = SAMPLE_PROPS.sign_in

export const ENVELOPE: Envelope = {
  messageId: '<invitation-1@surveys.kestrel.example>',
  to: { name: 'Marta Silva', address: 'marta@client.example' },
  sender: { name: 'Kestrel & Co.', email: 'hello@kestrel.example', replyTo: null },
}
export const SURVEY_ENVELOPE: SurveyEnvelope = {
  ...ENVELOPE,
  pm: { name: 'Dana Whitfield', address: 'dana@kestrel.example' },
}
