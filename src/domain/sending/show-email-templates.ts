import { directionOf, LANGUAGES } from '../../core/languages.ts'
import { TEMPLATE_KEYS, type TemplateKey } from '../../core/words.ts'
import { findNewestLayout } from '../../db/sending/email-layouts.ts'
import {
  findNewestTemplate,
  findTemplateInForce,
  listTemplatesInForce,
  listTemplateVersions,
} from '../../db/sending/email-templates.ts'
import type { Deps } from '../../deps.ts'
import { type EmailWords, isFixedWord, wordsOfLayout } from '../../mail/email-words.ts'
import { lineFields } from '../../mail/merge-fields.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'
import type { TemplateName } from './save-template-version.ts'

/** Which e-mails there are, in which languages, and where the firm's own words are in force. */
export async function showEmailTemplates(deps: Deps, actor: Actor) {
  if (actor.role !== 'admin') return { kind: 'not_yours' as const }
  const templates = []
  for (const key of TEMPLATE_KEYS) {
    const inForce = await listTemplatesInForce(deps.db, key)
    const languages = LANGUAGES.flatMap((language) => {
      const version = inForce.find(({ locale }) => locale === language)
      return version ? [{ language, isOwn: version.origin === 'firm' }] : []
    })
    templates.push({ key, languages })
  }
  return { kind: 'shown' as const, templates }
}

/** What changed from the version before, word by word of the template. */
function changesOf(words: EmailWords, before: EmailWords | undefined) {
  if (before === undefined) return []
  const names = [...new Set([...Object.keys(before), ...Object.keys(words)])]
  return names.flatMap((word) => {
    const [was, is] = [before[word] ?? '', words[word] ?? '']
    return was === is ? [] : [{ word, was, is }]
  })
}

const subjectFirst = (words: readonly string[]): string[] =>
  words.toSorted((a, b) => Number(b === 'subject') - Number(a === 'subject'))

/** One e-mail in one language: the words in force, or those of an older version, and how they came about. */
export async function showEmailTemplate(deps: Deps, actor: Actor, { key, language }: TemplateName, from?: number) {
  if (actor.role !== 'admin') return { kind: 'not_yours' as const }
  const { db } = deps
  const inForce = await findTemplateInForce(db, key, language)
  const shipped = await findNewestTemplate(db, key, language, 'shipped')
  const layout = await findNewestLayout(db, key, directionOf(language))
  if (!inForce || !shipped || !layout) return { kind: 'unknown' as const }
  const versions = await listTemplateVersions(db, key, language)
  const shown = versions.find(({ version }) => version === from) ?? inForce
  return {
    kind: 'shown' as const,
    key,
    language,
    /** In the order in which a reader meets them; a word without a fixed text is the firm's to change. */
    words: subjectFirst(wordsOfLayout(layout))
      .filter((word) => !isFixedWord(word))
      .map((word) => ({ word, text: shown.words[word] ?? '', shipped: shipped.words[word] ?? '' })),
    mergeFields: [...lineFields(key)],
    inForce: { version: inForce.version, isOwn: inForce.origin === 'firm' },
    /** Newer words came with the program since the firm wrote its own. */
    newerShipped: inForce.origin === 'firm' && shipped.version > inForce.version,
    from: shown.version === inForce.version ? null : shown.version,
    versions: versions.map(({ version, origin, words, createdAt, madeBy }, index) => ({
      version,
      origin,
      madeBy,
      createdAt,
      changes: changesOf(words, versions[index + 1]?.words),
    })),
  }
}

export const isTemplateKey = (text: string): text is TemplateKey => TEMPLATE_KEYS.some((key) => key === text)
