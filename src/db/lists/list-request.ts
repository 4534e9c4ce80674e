import type { ExpressionBuilder, SqlBool, Expression } from 'kysely'
import type { Schema } from '../schema.ts'

/** A page of a list by ascending key: at most `limit` rows whose key is above `after`. */
export type PageRequest = { limit: number; after: number }

/** What of the loop is listed: each filter narrows; `since` is the earliest change, included. */
export type LoopRequest = PageRequest & {
  engagementRef?: string | undefined
  accountRef?: string | undefined
  pmRef?: string | undefined
  /** These two only where a list is about contacts at milestones. */
  contactRef?: string | undefined
  milestoneRef?: string | undefined
  since?: Date | undefined
}

/** The filters by ref, for a query that joins invitation and engagement. `pmRef` is the PM of the day of the invitation. */
export function ofSubjects(
  eb: ExpressionBuilder<Schema, 'invitation' | 'engagement'>,
  request: LoopRequest,
): Expression<SqlBool> {
  const { engagementRef, accountRef, pmRef } = request
  const account = eb
    .selectFrom('account as filtered')
    .select('filtered.id')
    .where('filtered.ref', '=', accountRef ?? '')
  const pm = eb
    .selectFrom('staff as filtered')
    .select('filtered.id')
    .where('filtered.ref', '=', pmRef ?? '')
  return eb.and([
    ...(engagementRef === undefined ? [] : [eb('engagement.ref', '=', engagementRef)]),
    ...(accountRef === undefined ? [] : [eb('engagement.accountId', '=', account)]),
    ...(pmRef === undefined ? [] : [eb('invitation.pmId', '=', pm)]),
  ])
}
