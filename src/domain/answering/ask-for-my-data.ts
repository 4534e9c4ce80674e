import { hashToken, tokenFrom } from '../../core/token.ts'
import { findReaderByTokenHash } from '../../db/asking/invitations.ts'
import { findNewestDataLink, insertDataLink } from '../../db/firm/data-links.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { findDeadAddresses } from '../../db/sending/suppressions.ts'
import type { Deps } from '../../deps.ts'
import { queueEmail } from '../sending/queue-email.ts'
import { faceOf, type FirmFace } from './asked-survey.ts'

type Reader = { firm: FirmFace; locales: readonly (string | null)[] }

const HOUR_MS = 3_600_000
/** How long a mailed link opens a contact's data. */
export const DATA_LINK_HOURS = 24

/** Whether a survey link, however old, belongs to somebody; nothing of theirs is shown behind it. */
export async function viewDataRequest(deps: Deps, token: string): Promise<{ kind: 'known' | 'unknown' } & Reader> {
  const firm = await getFirm(deps.db)
  const reader = await findReaderByTokenHash(deps.db, hashToken(token))
  return { kind: reader ? 'known' : 'unknown', firm: faceOf(firm), locales: reader?.locales ?? [firm.locale] }
}

/**
 * Mails the contact behind a survey link a link to everything held about them. A survey's link is not enough: its mail may have been
 * forwarded, and other answers are none of that reader's business. At most one an hour.
 */
export async function askForMyData(deps: Deps, token: string): Promise<'sent' | 'undeliverable' | 'unknown'> {
  const tokenHash = hashToken(token)
  return deps.db.transaction().execute(async (trx) => {
    const reader = await findReaderByTokenHash(trx, tokenHash)
    if (reader === undefined) return 'unknown'
    if ((await findDeadAddresses(trx, [reader.address])).size > 0) return 'undeliverable'
    const last = await findNewestDataLink(trx, reader.contactId)
    const now = deps.now()
    if (last !== null && now.getTime() - last.getTime() < HOUR_MS) return 'sent'
    const secret = tokenFrom(deps.random(24))
    await insertDataLink(trx, {
      contactId: reader.contactId,
      tokenHash: hashToken(secret),
      createdAt: now,
      expiresAt: new Date(now.getTime() + DATA_LINK_HOURS * HOUR_MS),
    })
    await queueEmail(deps, trx, {
      kind: 'my_data',
      contactId: reader.contactId,
      toName: reader.name,
      toAddress: reader.email,
      locales: reader.locales,
      secretUrl: `${deps.config.baseUrl}/me/${secret}`,
      dueAt: now,
    })
    return 'sent'
  })
}
