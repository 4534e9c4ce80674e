import { directionOf, type Language, LANGUAGES } from '../../core/languages.ts'
import { TEMPLATE_KEYS, type TemplateKey } from '../../core/words.ts'
import type { Db } from '../../db/database.ts'
import { type EmailLayout, findNewestLayout } from '../../db/sending/email-layouts.ts'
import { findNewestTemplate, insertTemplateVersion } from '../../db/sending/email-templates.ts'
import { fillWords, type EmailWords } from '../../mail/email-words.ts'
import { type ParsedWords, parseWordsFile } from '../../mail/words-file.ts'

/** A words file by its name, such as `pt-BR.yaml`. */
export type WordsSource = { name: string; text: string }

export type LoadedWords = { kind: 'loaded'; inserted: string[] } | { kind: 'bad'; faults: string[] }

type CompiledLayouts = Record<TemplateKey, EmailLayout>

async function layoutsFor(db: Db, language: Language): Promise<CompiledLayouts> {
  const found = await Promise.all(
    TEMPLATE_KEYS.map(async (key) => [key, await findNewestLayout(db, key, directionOf(language))] as const),
  )
  return Object.fromEntries(found) as CompiledLayouts
}

const isSame = (one: EmailWords, other: EmailWords): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([word, text]) => other[word] === text)

async function insertIfChanged(db: Db, locale: Language, layout: EmailLayout, words: EmailWords, createdAt: Date) {
  const { id: layoutId, templateKey } = layout
  const newest = await findNewestTemplate(db, templateKey, locale, 'shipped')
  if (newest?.layoutId === layoutId && isSame(newest.words, words)) return false
  const version = { templateKey, locale, layoutId, words, origin: 'shipped' as const, createdBy: null, createdAt }
  return (await insertTemplateVersion(db, { ...version, ...fillWords(layout, words, locale) })) !== undefined
}

type ParsedFile = { language: Language; layouts: CompiledLayouts; parsed: ParsedWords }

async function parseFile(db: Db, { name, text }: WordsSource): Promise<ParsedFile | string> {
  const language = LANGUAGES.find((each) => name === `${each}.yaml`)
  if (language === undefined) return `${name}:1: is not named after one of ${LANGUAGES.join(', ')}`
  const layouts = await layoutsFor(db, language)
  return { language, layouts, parsed: parseWordsFile(text, layouts) }
}

const faultsOf = (name: string, file: ParsedFile | string): string[] => {
  if (typeof file === 'string') return [file]
  return file.parsed.kind === 'ok' ? [] : file.parsed.faults.map(({ line, message }) => `${name}:${line}: ${message}`)
}

/** Makes shipped template versions of words files and the newest layouts, where either has changed. All or none. */
export async function loadEmailWords(db: Db, sources: readonly WordsSource[], now: Date): Promise<LoadedWords> {
  const files = await Promise.all(sources.map((source) => parseFile(db, source)))
  const faults = files.flatMap((file, index) => faultsOf(sources[index]?.name ?? '', file))
  if (faults.length > 0) return { kind: 'bad', faults }
  const inserted: string[] = []
  for (const file of files) {
    if (typeof file === 'string' || file.parsed.kind === 'bad') continue
    for (const key of TEMPLATE_KEYS) {
      const { language, layouts, parsed } = file
      const isNew = await insertIfChanged(db, language, layouts[key], parsed.words[key], now)
      if (isNew) inserted.push(`${key} ${language}`)
    }
  }
  return { kind: 'loaded', inserted }
}
