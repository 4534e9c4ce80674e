import { tokenFrom } from '../../core/token.ts'
import { type Language, languageFor } from '../../core/languages.ts'
import type { EmailKind, TemplateKey } from '../../core/words.ts'
import type { Db } from '../../db/database.ts'
import { listTemplatesInForce } from '../../db/sending/email-templates.ts'
import { insertEmails, type NewEmail } from '../../db/sending/emails.ts'
import { type Firm, getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'

export type QueuedEmail = {
  kind: EmailKind
  toName: string
  toAddress: string
  /** The reader's language first; the firm's and English stand behind all. */
  locales: readonly (string | null)[]
  dueAt: Date
  invitationId?: number
  followUpId?: number
  digestId?: number
  responseId?: number
  contactId?: number
  ordinal?: number
  /** Whose the link in an alert or an escalation is. */
  staffId?: number
  replyId?: number
  secretUrl?: string
  /** An invitation to confirm what was said, not to a survey. */
  isToConfirm?: boolean
}

/** Every reminder after the first is the last; an escalation is an alert that says so. */
function templateKeyOf({ kind, ordinal = 0, isToConfirm }: QueuedEmail): TemplateKey {
  if (isToConfirm) return 'confirm_spoken'
  if (kind === 'reminder') return ordinal > 1 ? 'reminder_2' : 'reminder_1'
  return kind === 'escalation' ? 'alert' : kind
}

type InForce = Pick<Awaited<ReturnType<typeof listTemplatesInForce>>[number], 'id' | 'locale'>[]

/** A message as the outbox keeps it; its Message-ID is drawn here, once, so that every try repeats it. */
export function newEmail(
  deps: Deps,
  firm: Pick<Firm, 'fromEmail' | 'locale'>,
  inForce: InForce,
  email: QueuedEmail,
): NewEmail {
  const domain = firm.fromEmail.slice(firm.fromEmail.lastIndexOf('@') + 1)
  const offered = inForce.map(({ locale }) => locale as Language)
  const locale = languageFor([...email.locales, firm.locale, 'en'], offered)
  const template = inForce.find((each) => each.locale === locale)
  if (!template) throw new Error(`no template for ${templateKeyOf(email)} messages; run migrate`)
  return {
    kind: email.kind,
    invitationId: email.invitationId ?? null,
    followUpId: email.followUpId ?? null,
    digestId: email.digestId ?? null,
    responseId: email.responseId ?? null,
    contactId: email.contactId ?? null,
    ordinal: email.ordinal ?? 0,
    staffId: email.staffId ?? null,
    replyId: email.replyId ?? null,
    templateVersionId: template.id,
    toName: email.toName,
    toAddress: email.toAddress,
    secretUrl: email.secretUrl ?? null,
    messageId: `<${tokenFrom(deps.random(18))}@${domain}>`,
    dueAt: email.dueAt,
    createdAt: deps.now(),
  }
}

/** Puts messages into the outbox. */
export async function queueEmails(deps: Deps, trx: Db, emails: readonly QueuedEmail[]): Promise<void> {
  if (emails.length === 0) return
  const firm = await getFirm(trx)
  const templates = new Map<TemplateKey, InForce>()
  for (const key of new Set(emails.map(templateKeyOf))) templates.set(key, await listTemplatesInForce(trx, key))
  await insertEmails(
    trx,
    emails.map((email) => newEmail(deps, firm, templates.get(templateKeyOf(email)) ?? [], email)),
  )
}

export const queueEmail = (deps: Deps, trx: Db, email: QueuedEmail): Promise<void> => queueEmails(deps, trx, [email])
