import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Leadership, Viewer } from '../core/viewer.ts'
import type { Visibility } from '../core/words.ts'
import type { Db } from './database.ts'
import type { Schema } from './schema.ts'
import { unseenKey, unseenTime } from './unseen.ts'
import {
  accountsOf,
  engagementsOf,
  managesAccount,
  type Restricted,
  restricted,
  seesEngagement,
  seesInvitation,
} from './viewer-rules.ts'

/**
 * Where a `Viewer` becomes SQL. Every query behind a page or the API starts with one of these functions, so that none can
 * forget whom it serves; conditions and columns are added to what they return.
 *
 * Leaders and administrators see all. A PM sees the engagements led now and those with an invitation of the days when it was
 * theirs, of the latter only those invitations. An account manager sees their accounts. Neither ever sees an answer for
 * leadership only, nor what came of it.
 */
type Start<Tables extends keyof Schema> = SelectQueryBuilder<Schema, Tables, {}>

export function visibleEngagements(db: Db, viewer: Viewer): Start<'engagement'> {
  const all = db.selectFrom('engagement')
  const only = restricted(viewer)
  return only === undefined ? all : all.where(seesEngagement(only))
}

/** A PM's accounts are those of the engagements that the PM sees. */
export function visibleAccounts(db: Db, viewer: Viewer): Start<'account'> {
  const all = db.selectFrom('account')
  const only = restricted(viewer)
  if (only === undefined) return all
  if (only.role === 'account_manager') return all.where('account.accountManagerId', '=', unseenKey(only.staffId))
  return all.where((eb) => eb('account.id', 'in', visibleEngagements(db, viewer).select('engagement.accountId')))
}

/** A PM sees the contacts who take part in the engagements that the PM sees. */
export function visibleContacts(db: Db, viewer: Viewer): Start<'contact'> {
  const all = db.selectFrom('contact')
  const only = restricted(viewer)
  if (only === undefined) return all
  if (only.role === 'account_manager') {
    return all.where((eb) => eb('contact.accountId', 'in', visibleAccounts(db, viewer).select('account.id')))
  }
  return all.where((eb) =>
    eb.exists(
      eb
        .selectFrom('engagementContact as part')
        .select('part.contactId')
        .whereRef('part.contactId', '=', 'contact.id')
        .where('part.engagementId', 'in', visibleEngagements(db, viewer).select('engagement.id')),
    ),
  )
}

/** The people of the firm are known to each other. */
export const visibleStaff = (db: Db, _viewer: Viewer): Start<'staff'> => db.selectFrom('staff')

export function visibleMilestones(db: Db, viewer: Viewer): Start<'milestone' | 'engagement'> {
  const all = db.selectFrom('milestone').innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
  const only = restricted(viewer)
  return only === undefined ? all : all.where(seesEngagement(only))
}

/** A PM sees the outcomes that name an engagement the PM sees; an account manager all of their accounts. */
export function visibleOutcomes(db: Db, viewer: Viewer): Start<'outcome'> {
  const all = db.selectFrom('outcome')
  const only = restricted(viewer)
  if (only === undefined) return all
  return only.role === 'pm'
    ? all.where((eb) => eb('outcome.engagementId', 'in', visibleEngagements(db, viewer).select('engagement.id')))
    : all.where((eb) => eb('outcome.accountId', 'in', visibleAccounts(db, viewer).select('account.id')))
}

export function visibleInvitations(db: Db, viewer: Viewer): Start<'invitation' | 'milestone' | 'engagement'> {
  const all = db
    .selectFrom('invitation')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
  const only = restricted(viewer)
  return only === undefined ? all : all.where((eb) => seesInvitation(eb, only))
}

/**
 * Why each contact was asked or was not. A PM who led the engagement once sees the cases of their own invitations; the
 * cases without an invitation belong to whoever leads it now.
 */
export function visibleDecisions(db: Db, viewer: Viewer): Start<'decision' | 'milestone' | 'engagement'> {
  const all = db
    .selectFrom('decision')
    .innerJoin('milestone', 'milestone.id', 'decision.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
  const only = restricted(viewer)
  if (only === undefined) return all
  if (only.role === 'account_manager') {
    return all.where(managesAccount(only))
  }
  return all.where((eb) =>
    eb.or([
      eb('engagement.pmId', '=', unseenKey(only.staffId)),
      eb.exists(
        eb
          .selectFrom('invitation as mine')
          .select('mine.id')
          .whereRef('mine.milestoneId', '=', 'decision.milestoneId')
          .whereRef('mine.contactId', '=', 'decision.contactId')
          .where('mine.pmId', '=', unseenKey(only.staffId)),
      ),
    ]),
  )
}

/** Holds on what the viewer is in charge of now, those on its people everywhere, and what the viewer has placed. */
export function visibleHolds(db: Db, viewer: Viewer): Start<'hold'> {
  const all = db.selectFrom('hold')
  const only = restricted(viewer)
  if (only === undefined) return all
  const theirs = db
    .selectFrom('engagement')
    .select('engagement.id')
    .where((eb) => (only.role === 'pm' ? eb('engagement.pmId', '=', unseenKey(only.staffId)) : managesAccount(only)))
  const milestones = db.selectFrom('milestone').select('milestone.id').where('milestone.engagementId', 'in', theirs)
  const people = db
    .selectFrom('engagementContact as part')
    .select('part.contactId')
    .where('part.engagementId', 'in', theirs)
  return all.where((eb) =>
    eb.or([
      eb('hold.placedBy', '=', unseenKey(only.staffId)),
      eb('hold.milestoneId', 'in', milestones),
      eb('hold.engagementId', 'in', theirs),
      eb.and([eb('hold.engagementId', 'is', null), eb('hold.contactId', 'in', people)]),
    ]),
  )
}

/** What was counted of the invitations that the viewer sees. */
export function visibleTallies(db: Db, viewer: Viewer): Start<'tally'> {
  const all = db.selectFrom('tally')
  const only = restricted(viewer)
  if (only === undefined) return all
  const { role, staffId } = only
  return all.where(
    role === 'pm'
      ? sql<boolean>`(tally.pm_id = ${unseenKey(staffId)} or tally.engagement_id = any(${engagementsOf(staffId)}))`
      : sql<boolean>`tally.account_id = any(${accountsOf(staffId)})`,
  )
}

/** Where people stand, as counted: it compares PMs, so that leadership alone sees any. */
export const visibleCoverageTallies = (db: Db, _viewer: Leadership): Start<'coverageTally'> =>
  db.selectFrom('coverageTally')

type Answered = 'response' | 'invitation' | 'milestone' | 'engagement'

const withPlace = (answers: Start<'response'>): Start<Answered> =>
  answers
    .innerJoin('invitation', 'invitation.id', 'response.invitationId')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')

/**
 * Whether an answer has fallen against the contact's last one that was not for leadership only. What a PM reads knows no other
 * fall, since one against a hidden answer would tell how high that was, and one that is missing how low.
 */
export const hasFallenForTeam = sql<boolean>`coalesce((
  select earlier.call_first from response as earlier
    where earlier.contact_id = response.contact_id and earlier.visibility = 'team'
      and earlier.answered_at < response.answered_at
    order by earlier.answered_at desc, earlier.id desc limit 1
  ) - response.call_first >= (select fall from firm), false)`

/** A fall against a hidden answer alone is nothing that a PM is told of. */
const isToldToTeam = sql<boolean>`(follow_up.reasons <> '{fall}' or ${hasFallenForTeam})`

/** The same as `seesInvitation`, by what stands on the answer itself. */
const seesResponse = ({ role, staffId }: Restricted) =>
  role === 'pm'
    ? sql<boolean>`(response.pm_id = ${unseenKey(staffId)} or response.engagement_id = any(${engagementsOf(staffId)}))`
    : sql<boolean>`response.account_id = any(${accountsOf(staffId)})`

/** The same, only checked on what a query finds by itself: the database would take it for a way to find rows, and expect next to none. */
const checked = (rule: RawBuilder<boolean>) => sql<boolean>`coalesce(${rule}, false)`

/**
 * Not opened yet by the PM of that day. What somebody has to act on never waits, nor does what an earlier tool brought. Few answers
 * come this far, so each is asked about by its key, where `not exists` might read all openings and follow-ups at once.
 */
const isSealed = (staffId: number, since: Date) => sql<boolean>`(
  response.pm_id = ${unseenKey(staffId)} and response.answered_at > ${unseenTime(since)}
  and (select asked.origin = 'plan' and asked.state = 'answered' from invitation as asked where asked.id = response.invitation_id)
  and (select opening.response_id from opening where opening.response_id = response.id) is null
  and (select follow_up.response_id from follow_up where follow_up.response_id = response.id and ${isToldToTeam}) is null)`

/** Answers that the viewer may read, by what stands on them alone. `among` few: the query itself finds them, by key or as the first in some order. */
export function visibleAnswers(db: Db, viewer: Viewer, among: 'all' | 'few' = 'all'): Start<'response'> {
  const all = db.selectFrom('response')
  const only = restricted(viewer)
  if (only === undefined) return all
  const { staffId, sealedSince } = only
  const sees = among === 'few' ? checked(seesResponse(only)) : seesResponse(only)
  const readable = all.where('response.visibility', '=', sql.lit('team')).where(sees)
  return sealedSince === undefined ? readable : readable.where((eb) => eb.not(isSealed(staffId, sealedSince)))
}

/** The same with where they belong. */
export const visibleResponses = (db: Db, viewer: Viewer, among: 'all' | 'few' = 'all'): Start<Answered> =>
  withPlace(visibleAnswers(db, viewer, among))

/** Answers that the viewer may read and has not opened yet: who has answered, never what. */
export function visibleSealedResponses(db: Db, viewer: Viewer): Start<Answered> {
  const all = db.selectFrom('response')
  const only = restricted(viewer)
  if (only?.sealedSince === undefined) return withPlace(all.where((eb) => eb.lit(false)))
  const readable = all.where('response.visibility', '=', sql.lit('team')).where(checked(seesResponse(only)))
  return withPlace(readable.where(isSealed(only.staffId, only.sealedSince)))
}

/** What somebody of the firm wrote down, until the contact has made it an answer for leadership only. */
export function visibleSpokenReports(db: Db, viewer: Viewer) {
  const all = db
    .selectFrom('spokenReport')
    .innerJoin('invitation', 'invitation.id', 'spokenReport.invitationId')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .leftJoin('response', 'response.invitationId', 'invitation.id')
  const only = restricted(viewer)
  if (only === undefined) return all
  return all
    .where((eb) => eb.or([eb('response.id', 'is', null), eb('response.visibility', '=', 'team')]))
    .where((eb) => seesInvitation(eb, only))
}

const followUps = (db: Db) =>
  // A silence has no response.
  db.selectFrom('followUp').leftJoin('response', 'response.id', 'followUp.responseId')

/** Who may know of a follow-up: leadership alone where the answer is theirs alone, or nothing but a fall against such an answer is to be acted on. */
export const followUpReaders = sql<Visibility>`case
  when follow_up.for_team and ${isToldToTeam} then 'team' else 'leadership' end`

/** The same as `seesInvitation`, by what stands on the follow-up itself; owners see theirs, wherever they came from. */
const seesFollowUp = ({ role, staffId }: Restricted) =>
  role === 'pm'
    ? sql<boolean>`(follow_up.owner_id = ${unseenKey(staffId)} or follow_up.pm_id = ${unseenKey(staffId)}
        or follow_up.engagement_id = any(${engagementsOf(staffId)}))`
    : sql<boolean>`(follow_up.owner_id = ${unseenKey(staffId)} or follow_up.account_id = any(${accountsOf(staffId)}))`

/** Owners see what is theirs to do, save what leadership alone may know of. */
export function visibleFollowUps(db: Db, viewer: Viewer): ReturnType<typeof followUps> {
  const only = restricted(viewer)
  if (only === undefined) return followUps(db)
  return followUps(db).where('followUp.forTeam', '=', sql.lit(true)).where(isToldToTeam).where(seesFollowUp(only))
}

const seesOpportunity = ({ role, staffId }: Restricted) => sql<boolean>`(
  opportunity.owner_id = ${unseenKey(staffId)} or opportunity.added_by = ${unseenKey(staffId)} or ${
    role === 'pm'
      ? sql`opportunity.heard_pm_id = ${unseenKey(staffId)} or opportunity.heard_engagement_id = any(${engagementsOf(staffId)})`
      : sql`opportunity.heard_account_id = any(${accountsOf(staffId)})`
  })`

/**
 * What clients need, heard in an answer, and then as private as that answer, or on a call, and then known to whoever added it.
 * Owners see what is theirs.
 */
export function visibleNeeds(db: Db, viewer: Viewer): Start<'opportunity'> {
  const all = db.selectFrom('opportunity')
  const only = restricted(viewer)
  return only === undefined ? all : all.where('opportunity.forTeam', '=', sql.lit(true)).where(seesOpportunity(only))
}

/** The same with where it was heard. */
export const visibleOpportunities = (db: Db, viewer: Viewer) =>
  visibleNeeds(db, viewer)
    .innerJoin('account', 'account.id', 'opportunity.heardAccountId')
    .leftJoin('response', 'response.id', 'opportunity.responseId')
    .leftJoin('engagement', 'engagement.id', 'opportunity.heardEngagementId')
    .leftJoin('contact', (join) =>
      join.on((eb) => eb('contact.id', '=', eb.fn.coalesce('opportunity.contactId', 'response.contactId'))),
    )

/** The outbox holds addresses and links: administrators alone; for everybody else there is nothing. */
export function visibleEmails(db: Db, viewer: Viewer): Start<'email'> {
  const all = db.selectFrom('email')
  return viewer.role === 'admin' ? all : all.where((eb) => eb.lit(false))
}
