import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { engagementsOnceOf } from '../viewer-rules.ts'
import { visibleEngagements } from '../visible.ts'
import { listLastAnswers } from './engagement-lines.ts'

export type EngagementHead = {
  id: number
  name: string
  accountName: string
  pmName: string
  /** The newest answer that the viewer may read. */
  lastAnsweredAt: Date | null
}

/**
 * Engagements that the viewer sees, running ones first, then the latest begun: those of an account, or those that a PM leads
 * or led when somebody was asked.
 */
export async function listEngagementHeads(
  db: Db,
  viewer: Viewer,
  of: { accountId: number } | { pmId: number },
): Promise<EngagementHead[]> {
  const heads = await visibleEngagements(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('staff as leading', 'leading.id', 'engagement.pmId')
    .where((eb) =>
      'accountId' in of
        ? eb('engagement.accountId', '=', of.accountId)
        : eb.or([
            eb('engagement.pmId', '=', of.pmId),
            sql<boolean>`engagement.id = any(${engagementsOnceOf(of.pmId)})`,
          ]),
    )
    .select(['engagement.id', 'engagement.name', 'account.name as accountName', 'leading.name as pmName'])
    .orderBy((eb) => eb('engagement.endedOn', 'is not', null))
    .orderBy('engagement.startedOn', 'desc')
    .orderBy('engagement.id')
    .execute()
  const ids = heads.map(({ id }) => id)
  const last = await listLastAnswers(db, viewer, ids, 'pmId' in of ? of.pmId : undefined)
  return heads.map((head) => ({ ...head, lastAnsweredAt: last.get(head.id) ?? null }))
}
