import { directionOf } from '../../core/languages.ts'
import { tokenFrom } from '../../core/token.ts'
import { findNewestLayout } from '../../db/sending/email-layouts.ts'
import { findNewestTemplate } from '../../db/sending/email-templates.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { getStaffAddress, insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import { type EmailWords, fillWords, findWordFaults, type WordFault } from '../../mail/email-words.ts'
import { renderedMessage } from '../../mail/emails.ts'
import type { Delivery } from '../../mail/mailer.ts'
import type { Template } from '../../mail/render.ts'
import { renderSample } from '../../mail/render-sample.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'
import { firmProps } from './render-email.ts'
import type { TemplateName } from './save-template-version.ts'

type Refused = { kind: 'not_yours' } | { kind: 'unknown' } | { kind: 'faults'; faults: WordFault[] }

/** How an e-mail would read with these words, with made-up content; nothing is stored. What is left out reads as shipped. */
export async function previewEmail(
  deps: Deps,
  actor: Actor,
  { key, language }: TemplateName,
  typed: Readonly<EmailWords>,
): Promise<{ kind: 'rendered'; rendered: Template } | Refused> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  const layout = await findNewestLayout(deps.db, key, directionOf(language))
  const shipped = await findNewestTemplate(deps.db, key, language, 'shipped')
  if (!layout || !shipped) return { kind: 'unknown' }
  const words = { ...shipped.words, ...typed }
  const faults = findWordFaults(key, layout, words)
  if (faults.length > 0) return { kind: 'faults', faults }
  const firm = firmProps(deps, await getFirm(deps.db))
  return { kind: 'rendered', rendered: renderSample(key, fillWords(layout, words, language), firm, language) }
}

/** Sends the preview to the administrator alone. It stands in no outbox, counts nowhere, and its links lead nowhere. */
export async function sendTestEmail(
  deps: Deps,
  actor: Actor,
  name: TemplateName,
  typed: Readonly<EmailWords>,
): Promise<{ kind: 'tried'; to: string; delivery: Delivery } | Refused> {
  const preview = await previewEmail(deps, actor, name, typed)
  if (preview.kind !== 'rendered') return preview
  const firm = await getFirm(deps.db)
  const sender = { name: firm.fromName ?? firm.name, email: firm.fromEmail, replyTo: firm.replyTo }
  const domain = firm.fromEmail.slice(firm.fromEmail.lastIndexOf('@') + 1)
  const rendered = { ...preview.rendered, subject: `[Test] ${preview.rendered.subject}` }
  const { name: toName, email: address } = await getStaffAddress(deps.db, actor.staffId)
  const messageId = `<${tokenFrom(deps.random(18))}@${domain}>`
  const delivery = await deps.mailer.deliver(
    renderedMessage(rendered, { messageId, to: { name: toName, address }, sender }),
  )
  const detail = { template: name.key, language: name.language, delivery: delivery.kind }
  await insertAudit(deps.db, { at: deps.now(), staffId: actor.staffId, action: 'test_email_sent', detail })
  return { kind: 'tried', to: address, delivery }
}
