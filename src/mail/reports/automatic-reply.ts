import { messageIdsIn, type ParsedMail } from './parsed-mail.ts'
import type { ReadReport } from './read-report.ts'

/** How programs that do not mark their replies begin the subject of one. */
const SUBJECT =
  /^\s*((re|aw|antw|sv|rv|r|res):\s*)?(auto(matic|mated|matische|matisch|matisk|matica)?[ -]?(reply|response|antwort|antwoord|svar)|autoreply|auto:|out of (the )?office|abwesenheit|abwesend|réponse automatique|reponse automatique|absence|absent|respuesta automática|respuesta automatica|fuera de (la )?oficina|ausente|ausencia|resposta automática|resposta automatica|fora do escritório|ausência|risposta automatica|fuori sede|自動応答|自动答复|自动回复)/i

/** Whether a program wrote the message for somebody (RFC 3834), by its headers or, without them, by Outlook's and others' ways. */
function isAutomaticReply({ email, header }: ParsedMail): boolean {
  const submitted = (header('auto-submitted') ?? '').toLowerCase()
  if (submitted.startsWith('auto-replied')) return true
  if (header('x-autoreply') !== undefined || header('x-autorespond') !== undefined) return true
  if (header('x-autoreply-from') !== undefined || header('x-mail-autoreply') !== undefined) return true
  const precedence = (header('precedence') ?? '').toLowerCase()
  if (precedence === 'auto_reply' || precedence === 'auto-reply') return true
  const isMarked =
    submitted.startsWith('auto-generated') ||
    header('x-auto-response-suppress') !== undefined ||
    ['bulk', 'junk', 'list'].includes(precedence)
  return isMarked && SUBJECT.test(email.subject ?? '')
}

/** An automatic reply, such as 'I am away until …'; undefined where the message is none. */
export function readAutomaticReply(mail: ParsedMail): ReadReport | undefined {
  if (!isAutomaticReply(mail)) return undefined
  const { email, header, text, digest } = mail
  const messageIds = messageIdsIn(`${header('in-reply-to') ?? ''} ${header('references') ?? ''}`)
  const address = email.from?.address ?? null
  if (!address && messageIds.length === 0) {
    return { kind: 'not_a_report', reason: 'it is an automatic reply that does not say from whom' }
  }
  const words = `${email.subject ?? ''}\n${text}`
  const event = { kind: 'away' as const, address, messageIds, at: null, eventId: `${digest}:away`, detail: null, words }
  return { kind: 'events', events: [event] }
}
