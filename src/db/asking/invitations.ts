import { type RawBuilder, sql } from 'kysely'
import type { Spoken } from '../../core/answering/spoken.ts'
import type { Db } from '../database.ts'
import { firmVersion } from '../firm/firms.ts'
import { anyBytes, bytesText } from '../any-of.ts'
import { compiledOnce, type Slots } from '../compiled-once.ts'
import { gathered } from '../gathered.ts'
import { contactTimeZone } from './planning.ts'

/** The languages to write a contact in, best first: its own, its account's, the firm's. */
const contactLocales = sql<(string | null)[]>`array[contact.locale, account.locale, firm.locale]`

/** Whether something was filled in and not sent. */
const isKept = sql<boolean>`exists (select from partial_answer where partial_answer.invitation_id = invitation.id)`

/** The call-first answer that the contact gave to another invitation last before this one, of those that are meant; null: none. */
const lastCallFirst = (meant = sql``) => sql<number | null>`(
  select earlier.call_first from response earlier
  where earlier.contact_id = invitation.contact_id and earlier.invitation_id <> invitation.id
    and earlier.answered_at < coalesce(response.answered_at, 'infinity') ${meant}
  order by earlier.answered_at desc, earlier.id desc limit 1)`

/** Whether somebody has yet to act on the contact's silence. */
const isSilent = sql<boolean>`exists (
  select from invitation missed join follow_up on follow_up.invitation_id = missed.id
  where missed.contact_id = invitation.contact_id and follow_up.response_id is null and follow_up.state <> 'closed')`

type Noted = Pick<Spoken, 'callFirst' | 'comment' | 'experiences'>

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const byTokenHashes = (db: Db, tokenHashes: RawBuilder<string>) =>
  db
    .selectFrom('invitation')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('staff as pm', 'pm.id', 'invitation.pmId')
    .innerJoin('firm', (join) => join.onTrue())
    .leftJoin('response', 'response.invitationId', 'invitation.id')
    .where('invitation.tokenHash', '=', anyBytes(tokenHashes))
    .where('invitation.surveyVersionId', 'is not', null)
    .select([
      'invitation.id as id',
      'invitation.tokenHash as tokenHash',
      'invitation.state as state',
      'invitation.closesAt as closesAt',
      'invitation.milestoneId as milestoneId',
      'invitation.contactId as contactId',
      'invitation.pmId as pmId',
      'invitation.surveyVersionId as surveyVersionId',
      'response.id as responseId',
      firmVersion.as('firmVersion'),
      isKept.as('isKept'),
      lastCallFirst().as('lastCallFirst'),
      lastCallFirst(sql`and earlier.visibility = 'team'`).as('lastCallFirstForTeam'),
      isSilent.as('isSilent'),
      'milestone.kind as milestoneKind',
      'milestone.name as milestoneName',
      'engagement.name as engagementName',
      'contact.name as contactName',
      'pm.name as pmName',
      'pm.email as pmEmail',
      'account.accountManagerId as accountManagerId',
      contactTimeZone.as('timeZone'),
      contactLocales.as('locales'),
      sql<Noted | null>`(
        select jsonb_build_object('callFirst', call_first, 'comment', comment, 'experiences', experiences)
        from spoken_report where invitation_id = invitation.id)`.as('noted'),
    ])

const findByTokenHashes = compiledOnce((db, { tokenHashes }: Slots<{ tokenHashes: string }>) =>
  byTokenHashes(db, tokenHashes),
)

export const findInvitationByTokenHash = gathered(async (db, tokenHashes: readonly Uint8Array[]) => {
  const found = await findByTokenHashes(db, { tokenHashes: bytesText(tokenHashes) })
  const byHash = new Map(found.map((invitation) => [hexOf(invitation.tokenHash!), invitation]))
  return tokenHashes.map((tokenHash) => byHash.get(hexOf(tokenHash)))
})

/**
 * The same, locked until the transaction ends: answers to one invitation are stored one after the other. Its `responseId`
 * and `isKept` are those of before the lock.
 */
export const leaseInvitationByTokenHash = (trx: Db, tokenHash: Uint8Array) =>
  byTokenHashes(trx, sql`${bytesText([tokenHash])}`)
    .forNoKeyUpdate('invitation')
    .executeTakeFirst()

/** A contact's survey that was sent last and takes answers at `now`. */
export const findOpenInvitationOf = (db: Db, contactId: number, now: Date): Promise<{ id: number } | undefined> =>
  db
    .selectFrom('invitation')
    .where('contactId', '=', contactId)
    .where('state', 'in', ['sent', 'answered'])
    .where('closesAt', '>', now)
    .select('id')
    .orderBy('sentAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Who is behind a survey link: the address as suppressions write it, in lower case, and the languages to write in. */
export const findReaderByTokenHash = (
  db: Db,
  tokenHash: Uint8Array,
): Promise<
  { contactId: number; name: string; email: string; address: string; locales: (string | null)[] } | undefined
> =>
  db
    .selectFrom('invitation')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('firm', (join) => join.onTrue())
    .where('invitation.tokenHash', '=', tokenHash)
    .select(['contact.id as contactId', 'contact.name', 'contact.email'])
    .select((eb) => [eb.fn<string>('lower', ['contact.email']).as('address'), contactLocales.as('locales')])
    .executeTakeFirst()
