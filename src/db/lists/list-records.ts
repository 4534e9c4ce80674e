import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import {
  visibleAccounts,
  visibleContacts,
  visibleEngagements,
  visibleMilestones,
  visibleOutcomes,
  visibleStaff,
} from '../visible.ts'
import type { PageRequest } from './list-request.ts'

/** A page by key, or the one record of a ref. */
export type RecordRequest = PageRequest & { ref?: string | undefined }

export const RECORD_KINDS = ['staff', 'accounts', 'contacts', 'engagements', 'milestones', 'outcomes'] as const
export type RecordKind = (typeof RECORD_KINDS)[number]

/** A record under the names of the CSV columns, in camelCase, and the key that pages by. */
export type ListedRecord = { id: number; ref: string } & Record<string, unknown>

const listStaff = (db: Db, viewer: Viewer, { ref, after, limit }: RecordRequest) =>
  visibleStaff(db, viewer)
    .leftJoin('staff as leader', 'leader.id', 'staff.leaderId')
    .select(['staff.id', 'staff.ref', 'staff.name', 'staff.email', 'staff.role', 'leader.ref as leaderRef'])
    .select(['staff.phone', 'staff.timeZone', 'staff.locale'])
    .where('staff.id', '>', after)
    .$if(ref !== undefined, (query) => query.where('staff.ref', '=', ref ?? ''))
    .orderBy('staff.id')
    .limit(limit)
    .execute()

const listAccounts = (db: Db, viewer: Viewer, { ref, after, limit }: RecordRequest) =>
  visibleAccounts(db, viewer)
    .leftJoin('staff', 'staff.id', 'account.accountManagerId')
    .select(['account.id', 'account.ref', 'account.name', 'account.timeZone', 'account.locale', 'account.industry'])
    .select('staff.ref as accountManagerRef')
    .where('account.id', '>', after)
    .$if(ref !== undefined, (query) => query.where('account.ref', '=', ref ?? ''))
    .orderBy('account.id')
    .limit(limit)
    .execute()

const listContacts = (db: Db, viewer: Viewer, { ref, after, limit }: RecordRequest) =>
  visibleContacts(db, viewer)
    .innerJoin('account', 'account.id', 'contact.accountId')
    .select(['contact.id', 'contact.ref', 'account.ref as accountRef', 'contact.name', 'contact.email'])
    .select(['contact.locale', 'contact.timeZone', 'contact.phone'])
    .where('contact.id', '>', after)
    .$if(ref !== undefined, (query) => query.where('contact.ref', '=', ref ?? ''))
    .orderBy('contact.id')
    .limit(limit)
    .execute()

const listEngagements = (db: Db, viewer: Viewer, { ref, after, limit }: RecordRequest) =>
  visibleEngagements(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('staff', 'staff.id', 'engagement.pmId')
    .select(['engagement.id', 'engagement.ref', 'account.ref as accountRef', 'engagement.name', 'staff.ref as pmRef'])
    .select(['engagement.startedOn', 'engagement.endedOn', 'engagement.currency'])
    .select(sql<number | null>`engagement.value::float8`.as('value'))
    .select(
      sql<{ contact_ref: string; role: string }[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('contact_ref', contact.ref, 'role', part.role) order by contact.ref), '[]')
        from engagement_contact as part join contact on contact.id = part.contact_id
        where part.engagement_id = engagement.id)`.as('contacts'),
    )
    .where('engagement.id', '>', after)
    .$if(ref !== undefined, (query) => query.where('engagement.ref', '=', ref ?? ''))
    .orderBy('engagement.id')
    .limit(limit)
    .execute()

const listMilestones = (db: Db, viewer: Viewer, { ref, after, limit }: RecordRequest) =>
  visibleMilestones(db, viewer)
    .select(['milestone.id', 'milestone.ref', 'engagement.ref as engagementRef', 'milestone.kind', 'milestone.name'])
    .select(['milestone.plannedOn', 'milestone.reachedOn'])
    .where('milestone.id', '>', after)
    .$if(ref !== undefined, (query) => query.where('milestone.ref', '=', ref ?? ''))
    .orderBy('milestone.id')
    .limit(limit)
    .execute()

const listOutcomes = (db: Db, viewer: Viewer, { ref, after, limit }: RecordRequest) =>
  visibleOutcomes(db, viewer)
    .innerJoin('account', 'account.id', 'outcome.accountId')
    .leftJoin('engagement', 'engagement.id', 'outcome.engagementId')
    .select(['outcome.id', 'outcome.ref', 'account.ref as accountRef', 'engagement.ref as engagementRef'])
    .select(['outcome.neededOn', 'outcome.calledFirst', 'outcome.note'])
    .where('outcome.id', '>', after)
    .$if(ref !== undefined, (query) => query.where('outcome.ref', '=', ref ?? ''))
    .orderBy('outcome.id')
    .limit(limit)
    .execute()

const LISTS: Record<RecordKind, (db: Db, viewer: Viewer, request: RecordRequest) => Promise<ListedRecord[]>> = {
  staff: listStaff,
  accounts: listAccounts,
  contacts: listContacts,
  engagements: listEngagements,
  milestones: listMilestones,
  outcomes: listOutcomes,
}

/** The firm's own records that the viewer may see, by key. */
export const listRecords = (
  db: Db,
  viewer: Viewer,
  kind: RecordKind,
  request: RecordRequest,
): Promise<ListedRecord[]> => LISTS[kind](db, viewer, request)
