import { tokenFrom } from '../core/token.ts'
import { type Language, languageFor } from '../core/languages.ts'
import type { EmailKind, TemplateKey } from '../core/words.ts'
import type { Db } from '../db/database.ts'
import { listTemplatesInForce } from '../db/email-templates.ts'
import { insertEmail } from '../db/emails.ts'
import { getFirm } from '../db/firms.ts'
import type { Deps } from '../deps.ts'

export type QueuedEmail = {
  kind: EmailKind
  toName: string
  toAddress: string
  /** The reader's language first; the firm's and English stand behind all. */
  locales: readonly (string | null)[]
  dueAt: Date
  invitationId?: number
  followUpId?: number
  ordinal?: number
  secretUrl?: string
}

/** Every reminder after the first is the last. */
const templateKeyOf = ({ kind, ordinal = 0 }: QueuedEmail): TemplateKey =>
  kind === 'reminder' ? (ordinal > 1 ? 'reminder_2' : 'reminder_1') : kind

/** Puts a message into the outbox; its Message-ID is drawn here, once, so that every try repeats it. */
export async function queueEmail(deps: Deps, trx: Db, email: QueuedEmail): Promise<void> {
  const firm = await getFirm(trx)
  const key = templateKeyOf(email)
  const templates = await listTemplatesInForce(trx, key)
  const offered = templates.map(({ locale }) => locale as Language)
  const locale = languageFor([...email.locales, firm.locale, 'en'], offered)
  const template = templates.find((each) => each.locale === locale)
  if (!template) throw new Error(`no template for ${key} messages; run migrate`)
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
