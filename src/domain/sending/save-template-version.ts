import { directionOf, type Language } from '../../core/languages.ts'
import type { TemplateKey } from '../../core/words.ts'
import type { Db } from '../../db/database.ts'
import { findNewestLayout } from '../../db/sending/email-layouts.ts'
import { findNewestTemplate, insertTemplateVersion, type TemplateVersion } from '../../db/sending/email-templates.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import { type EmailWords, fillWords, findWordFaults, isFixedWord, type WordFault } from '../../mail/email-words.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'

/** Which template in which language. */
export type TemplateName = { key: TemplateKey; language: Language }

export type SavedTemplate =
  | { kind: 'saved'; version: number }
  | { kind: 'faults'; faults: WordFault[] }
  /** Another version came in between; read again and decide. */
  | { kind: 'changed_meanwhile' }
  /** The template does not exist in this language. */
  | { kind: 'unknown' }
  /** Templates are for administrators. */
  | { kind: 'not_yours' }

async function insert(
  deps: Deps,
  trx: Db,
  actor: Actor,
  version: Parameters<typeof insertTemplateVersion>[1],
): Promise<SavedTemplate> {
  const inserted = await insertTemplateVersion(trx, version)
  if (inserted === undefined) return { kind: 'changed_meanwhile' }
  const { templateKey, locale, version: number, origin } = inserted
  await insertAudit(trx, {
    at: deps.now(),
    staffId: actor.staffId,
    action: 'email_template_saved',
    detail: { template: templateKey, language: locale, version: number, origin },
  })
  return { kind: 'saved', version: number }
}

/** The words as typed, with those that no firm changes as they were shipped. */
function withFixed(typed: Readonly<EmailWords>, shipped: TemplateVersion): EmailWords {
  const fixed = Object.entries(shipped.words).filter(([word]) => isFixedWord(word))
  return { ...typed, ...Object.fromEntries(fixed) }
}

/** Makes a version of the firm's own words, which stays in force until the firm changes it or follows the shipped words again. */
export async function saveTemplateVersion(
  deps: Deps,
  actor: Actor,
  { key, language }: TemplateName,
  typed: Readonly<EmailWords>,
): Promise<SavedTemplate> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  return deps.db.transaction().execute(async (trx) => {
    const layout = await findNewestLayout(trx, key, directionOf(language))
    const shipped = await findNewestTemplate(trx, key, language, 'shipped')
    if (!layout || !shipped) return { kind: 'unknown' }
    const words = withFixed(typed, shipped)
    const faults = findWordFaults(key, layout, words)
    if (faults.length > 0) return { kind: 'faults', faults }
    const { staffId: createdBy } = actor
    const name = { templateKey: key, locale: language, layoutId: layout.id, createdAt: deps.now() }
    return insert(deps, trx, actor, {
      ...name,
      words,
      origin: 'firm',
      createdBy,
      ...fillWords(layout, words, language),
    })
  })
}

/** Follows the shipped words again, those of today and later ones; the firm's own stay in the list of versions. */
export async function followShippedTemplate(
  deps: Deps,
  actor: Actor,
  { key, language }: TemplateName,
): Promise<SavedTemplate> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  return deps.db.transaction().execute(async (trx) => {
    const shipped = await findNewestTemplate(trx, key, language, 'shipped')
    if (!shipped) return { kind: 'unknown' }
    const { id: _, version: __, ...copied } = shipped
    return insert(deps, trx, actor, { ...copied, createdBy: actor.staffId, createdAt: deps.now() })
  })
}
