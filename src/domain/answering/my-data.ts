import { deriveToken, hashToken } from '../../core/token.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import { findOpenInvitationOf } from '../../db/asking/invitations.ts'
import { narrowResponse } from '../../db/answering/responses.ts'
import { type ContactData, findContactData } from '../../db/firm/contact-data.ts'
import { findDataLink } from '../../db/firm/data-links.ts'
import { type Firm, getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'
import { eraseWithin } from '../firm/erase-contact.ts'
import { refitScores } from '../score/refit-scores.ts'
import { handFollowUpToLeadership } from '../acting/hand-to-leadership.ts'
import { faceOf, type FirmFace } from './asked-survey.ts'

/** `openToken` opens the survey that was sent last and takes answers still; null: none does. */
export type MyData = { kind: 'shown'; firm: FirmFace; expiresAt: Date; data: ContactData; openToken: string | null }
export type NoData = { kind: 'unknown'; firm: FirmFace; locales: readonly (string | null)[] }

const nothing = (firm: Firm): NoData => ({ kind: 'unknown', firm: faceOf(firm), locales: [firm.locale] })

/** Everything held about whoever a mailed link belongs to, until it expires. Reads alone. */
export async function viewMyData(deps: Deps, token: string): Promise<MyData | NoData> {
  const firm = await getFirm(deps.db)
  const link = await findDataLink(deps.db, hashToken(token), deps.now())
  const data = link && (await findContactData(deps.db, link.contactId))
  if (link === undefined || data === undefined) return nothing(firm)
  const open = await findOpenInvitationOf(deps.db, link.contactId, deps.now())
  const openToken = open === undefined ? null : deriveToken(deps.config.secret, 'survey', open.id)
  return { kind: 'shown', firm: faceOf(firm), expiresAt: link.expiresAt, data, openToken }
}

/** Makes an answer for leadership only, also once its survey has closed; it is never widened here. */
export async function narrowMyAnswer(deps: Deps, token: string, responseId: number): Promise<'narrowed' | NoData> {
  const tokenHash = hashToken(token)
  return deps.db.transaction().execute(async (trx) => {
    const link = await findDataLink(trx, tokenHash, deps.now())
    if (link === undefined) return nothing(await getFirm(trx))
    const at = deps.now()
    const narrowed = await narrowResponse(trx, { id: responseId, contactId: link.contactId, at })
    if (narrowed === undefined) return 'narrowed'
    const { milestoneId } = narrowed
    await insertDecisions(trx, [
      { milestoneId, contactId: link.contactId, kind: 'changed', reason: 'changed_by_contact', at },
    ])
    await handFollowUpToLeadership(deps, trx, narrowed)
    return 'narrowed'
  })
}

/** Erases everything held about whoever the link belongs to: it has proved that the mailbox is theirs. */
export async function eraseMyself(deps: Deps, token: string): Promise<{ kind: 'erased'; firm: FirmFace } | NoData> {
  const tokenHash = hashToken(token)
  const result = await deps.db.transaction().execute(async (trx) => {
    const firm = await getFirm(trx)
    const link = await findDataLink(trx, tokenHash, deps.now())
    if (link === undefined) return nothing(firm)
    await eraseWithin(deps, trx, link.contactId, { staffId: null, by: 'contact' })
    return { kind: 'erased' as const, firm: faceOf(firm) }
  })
  if (result.kind === 'erased') await refitScores(deps, { always: true })
  return result
}
