import { hashToken } from '../../core/token.ts'
import { findLinkedAlert } from '../../db/acting/follow-up-links.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'
import { followUpLinkToken } from '../sending/render-follow-up-mail.ts'
import type { Actor } from './act-on-follow-up.ts'

/** As the alert says. */
const LINK_DAYS = 14
const DAY_MS = 86_400_000

export type OpenedLink =
  | { kind: 'open'; followUpId: number; actor: Actor; timeZone: string; locale: string }
  /** It is no link of ours, or too old. */
  | { kind: 'spent' }

/** In a time that tells nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [hashToken(one), hashToken(other)]
  return a.every((byte, index) => byte === b[index])
}

/** Whose link in an alert it is and about which follow-up: it acts as that person on that follow-up alone, for a while. */
export async function openFollowUpLink(deps: Deps, token: string): Promise<OpenedLink> {
  const [, id] = /^([1-9]\d{0,15})-[\w-]{32}$/.exec(token) ?? []
  if (id === undefined) return { kind: 'spent' }
  const emailId = Number(id)
  if (!isSame(token, followUpLinkToken(deps, emailId))) return { kind: 'spent' }
  const alert = await findLinkedAlert(deps.db, emailId)
  const isOld = alert && deps.now().getTime() - alert.createdAt.getTime() > LINK_DAYS * DAY_MS
  if (alert === undefined || isOld) return { kind: 'spent' }
  const { followUpId, role, staffId, timeZone, locale } = alert
  const firm = await getFirm(deps.db)
  const reader = { timeZone: timeZone ?? firm.timeZone, locale: locale ?? firm.locale }
  return { kind: 'open', followUpId, actor: { role, staffId }, ...reader }
}
