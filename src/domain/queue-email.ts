import { tokenFrom } from '../core/token.ts'
import type { EmailKind } from '../core/words.ts'
import type { Db } from '../db/database.ts'
import { findNewestTemplate } from '../db/email-templates.ts'
import { insertEmail } from '../db/emails.ts'
import { getFirm } from '../db/firms.ts'
import type { Deps } from '../deps.ts'

export type QueuedEmail = {
  kind: EmailKind
  toName: string
  toAddress: string
  /** The reader's language first; English stands behind all. */
  locales: readonly (string | null)[]
  dueAt: Date
  invitationId?: number
  followUpId?: number
  ordinal?: number
  secretUrl?: string
}

/** Puts a message into the outbox; its Message-ID is drawn here, once, so that every try repeats it. */
export async function queueEmail(deps: Deps, trx: Db, email: QueuedEmail): Promise<void> {
  const locales = [...email.locales.filter((locale) => locale !== null), 'en']
  const template = await findNewestTemplate(trx, email.kind, locales)
  if (!template) throw new Error(`no template for ${email.kind} messages; run migrate`)
  const firm = await getFirm(trx)
  const domain = firm.fromEmail.slice(firm.fromEmail.lastIndexOf('@') + 1)
  await insertEmail(trx, {
    kind: email.kind,
    invitationId: email.invitationId ?? null,
    followUpId: email.followUpId ?? null,
    ordinal: email.ordinal ?? 0,
    templateVersionId: template.id,
    toName: email.toName,
    toAddress: email.toAddress,
    secretUrl: email.secretUrl ?? null,
    messageId: `<${tokenFrom(deps.random(18))}@${domain}>`,
    dueAt: email.dueAt,
    createdAt: deps.now(),
  })
}
