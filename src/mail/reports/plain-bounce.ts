import { bounceDetail, classifyBounce } from '../../core/sending/bounce.ts'
import { addressIn, fieldsOf, messageIdsIn, originalHeaders, type ParsedMail } from './parsed-mail.ts'
import type { ReadReport } from './read-report.ts'

/** Where the words of qmail, Exim and others end and the returned message begins. */
const COPY_BELOW = /^-{2,}.*\b(copy of|original message|returned message|below this line|headers).*$/im

const STILL_TRYING =
  /(has not|hasn't|have not) (yet )?been delivered|will (continue to )?(be retried|try|retry)|no action is required|delivery (is|has been) delayed/i

function isFromServer({ email, header }: ParsedMail): boolean {
  const from = email.from?.address ?? ''
  return (
    /^(mailer-daemon|postmaster|mail-daemon|mailerdaemon)@/i.test(from) ||
    /^<?mailer-daemon/i.test(from || (header('from') ?? '')) ||
    header('x-failed-recipients') !== undefined
  )
}

/** Each address that the server's words name, with what follows it. */
function failuresIn(words: string, failed: readonly string[]): { address: string; said: string }[] {
  const named = [...words.matchAll(/^[ \t]*<?([^\s<>:;,()]+@[^\s<>:;,()]+)>?:?[ \t]*$/gm)]
  const found = named.map((match, at) => ({
    address: match[1] ?? '',
    said: words.slice(match.index + match[0].length, named[at + 1]?.index).trim(),
  }))
  return found.length > 0 ? found : failed.map((address) => ({ address, said: words }))
}

/** A returned message as servers wrote it before RFC 3464 (qmail, older Exim); undefined where it is none. */
export function readPlainBounce(mail: ParsedMail): ReadReport | undefined {
  if (!isFromServer(mail)) return undefined
  const at = COPY_BELOW.exec(mail.text)
  const words = mail.text.slice(0, at?.index ?? mail.text.length)
  if (STILL_TRYING.test(words)) return { kind: 'delayed' }
  const listed = (mail.header('x-failed-recipients') ?? '').split(',').flatMap((part) => addressIn(part) ?? [])
  const failures = failuresIn(words, listed)
  if (failures.length === 0) return undefined
  const copied = fieldsOf(at === null ? '' : mail.text.slice(at.index))
  const messageIds = messageIdsIn(originalHeaders(mail).get('message-id') ?? copied.get('message-id'))
  const events = failures.map(({ address, said }) => {
    const refusal = { status: null, diagnostic: said }
    const detail = bounceDetail(refusal)
    return {
      kind: classifyBounce(refusal),
      address,
      messageIds,
      at: null,
      eventId: `${mail.digest}:${address}`,
      detail,
    }
  })
  return { kind: 'events', events }
}
