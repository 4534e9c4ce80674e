import { FOLLOW_UP_REASONS, type FollowUpReason } from '../words.ts'

/** What a list of follow-ups shows: what is to do, a part of it (`today`: what is not put off), what is done, or all. */
export const FOLLOW_UP_SHOWS = ['open', 'today', 'overdue', 'escalated', 'snoozed', 'closed', 'all'] as const
export type FollowUpShow = (typeof FOLLOW_UP_SHOWS)[number]

export const FOLLOW_UP_ORDERS = ['due', 'newest', 'closed', 'client', 'owner'] as const
export type FollowUpOrder = (typeof FOLLOW_UP_ORDERS)[number]

/** A list of follow-ups as its address has it; null does not narrow. Pages count from 1. */
export type FollowUpFilter = {
  show: FollowUpShow
  ownerId: number | null
  accountId: number | null
  /** The PM of the day. */
  pmId: number | null
  /** The account's. */
  industry: string | null
  reason: FollowUpReason | null
  order: FollowUpOrder
  page: number
}

const oneOf = <Value extends string>(values: readonly Value[], text: string | undefined): Value | undefined =>
  values.find((value) => value === text)

const idIn = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9]\d{0,17}$/.test(text) ? Number(text) : null

/** Reads a list's address; what it does not know narrows nothing. */
export function parseFollowUpFilter(query: (name: string) => string | undefined): FollowUpFilter {
  const show = oneOf(FOLLOW_UP_SHOWS, query('show')) ?? 'open'
  return {
    show,
    ownerId: idIn(query('owner')),
    accountId: idIn(query('account')),
    pmId: idIn(query('pm')),
    industry: query('industry')?.replaceAll('\0', '').trim().slice(0, 200) || null,
    reason: oneOf(FOLLOW_UP_REASONS, query('reason')) ?? null,
    order: oneOf(FOLLOW_UP_ORDERS, query('sort')) ?? (show === 'closed' ? 'closed' : 'due'),
    page: Math.min(idIn(query('page')) ?? 1, 1_000_000),
  }
}

/** The same as the query of an address, without what goes without saying. */
export function followUpQuery(filter: Partial<FollowUpFilter>): string {
  const { show = 'open', ownerId, accountId, pmId, industry, reason, order, page = 1 } = filter
  const usual = show === 'closed' ? 'closed' : 'due'
  const query = new URLSearchParams({
    ...(show !== 'open' && { show }),
    ...(ownerId && { owner: `${ownerId}` }),
    ...(accountId && { account: `${accountId}` }),
    ...(pmId && { pm: `${pmId}` }),
    ...(industry && { industry }),
    ...(reason && { reason }),
    ...(order && order !== usual && { sort: order }),
    ...(page > 1 && { page: `${page}` }),
  }).toString()
  return query === '' ? '' : `?${query}`
}
