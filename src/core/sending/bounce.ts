/** What a mail server says of a message that it could not deliver; each part is null where it says nothing. */
export type BounceWords = {
  /** Enhanced status code (RFC 3463), such as 5.1.1. */
  status: string | null
  /** The reply of the server that refused, as it stands in the report. */
  diagnostic: string | null
}

/** `hard`: nobody is behind the address. `soft`: this message did not get through, for a reason that may pass. */
export type BounceKind = 'hard' | 'soft'

const STATUS = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/

/** The sender, the content or the way was refused: not the recipient's fault, and no reason to give an address up. */
const NOT_THE_ADDRESS =
  /spam|blocked|block list|blacklist|blocklist|listed (at|by|in|on)|reputation|polic|dmarc|dkim|spf\b|relay|sender|rate|too many|quota|full|over ?size|too (large|big)|content|virus|greylist|try again|temporar|timed? ?out/i

const NOBODY_THERE =
  /user unknown|unknown user|unknown (local part|recipient|address|mailbox)|no such (user|address|mailbox|recipient|person|account)|(user|recipient|mailbox|address|account|alias)\b.{0,60}\b(does(n't| not) exist|not found|not exist|unknown|unavailable|inactive|disabled|deactivated|closed|no longer)|(does(n't| not) have|no) (a |an |such )?\b.{0,30}(account|mailbox)\b|(invalid|bad|non-?existent) (recipient|mailbox|address|user)|(disabled|inactive|closed|suspended) (account|mailbox|user)|recipient (address )?rejected|recipient rejected|unrouteable address|no mailbox here|not a valid (user|mailbox)|(host|domain)( or domain)?( name)? (not found|does not exist)|null mx|name service error/i

/** Whose codes of class 5 say that nobody is there; those of the sender's address (5.1.7, 5.1.8) do not. */
const HARD_STATUS = /^5\.(1\.(0|1|2|3|4|5|6|10|351)|2\.1|4\.(4|310))$/

/** Microsoft refuses unknown recipients at the edge of a tenant with this code of routing. */
const EDGE_STATUS = '5.4.1'

/** The most telling code: the report's own, unless it is a mere class such as 5.0.0 and the server's reply says more. */
export function statusOf({ status, diagnostic }: BounceWords): string | null {
  const own = STATUS.exec(status ?? '')?.[0] ?? null
  const replied = STATUS.exec(diagnostic ?? '')?.[0] ?? null
  if (own === null || /^[245]\.0\.0$/.test(own)) return replied ?? own
  return own
}

/** Whether a refusal is the address's end. What nobody can tell is `unclear`, soft unless the sender of the report knows better. */
export function classifyBounce(words: BounceWords, unclear: BounceKind = 'soft'): BounceKind {
  const status = statusOf(words)
  const said = words.diagnostic ?? ''
  if (status?.startsWith('4')) return 'soft'
  if (status !== null && HARD_STATUS.test(status)) return 'hard'
  if (status === EDGE_STATUS && /recipient address rejected/i.test(said)) return 'hard'
  const saysNothing = status === null || /^5\.([015])\.0$/.test(status)
  if (!saysNothing) return 'soft'
  if (status === null && /^\D{0,20}4\d\d\b/.test(said)) return 'soft'
  if (NOBODY_THERE.test(said)) return 'hard'
  return NOT_THE_ADDRESS.test(said) ? 'soft' : unclear
}

const SHOWN = 160

/** Code and reply on one short line, without addresses and links: they may name a person. Null where nothing is said. */
export function bounceDetail(words: BounceWords): string | null {
  const said = (words.diagnostic ?? '')
    .replaceAll(/<?[^\s<>"'=:;,()]+@[^\s<>"';,()]+>?/g, '…')
    .replaceAll(/https?:\/\/\S+/g, '…')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  const status = statusOf(words)
  const line = [status !== null && !said.includes(status) ? status : '', said].filter(Boolean).join(' ')
  return line === '' ? null : line.slice(0, SHOWN)
}
