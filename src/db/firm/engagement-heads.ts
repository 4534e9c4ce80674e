import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleEngagements, visibleResponses } from '../visible.ts'

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
  return visibleEngagements(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('staff as leading', 'leading.id', 'engagement.pmId')
    .leftJoin(
      visibleResponses(db, viewer)
        .$if('pmId' in of, (query) => query.where('invitation.pmId', '=', 'pmId' in of ? of.pmId : 0))
        .groupBy('engagement.id')
        .select((eb) => ['engagement.id', eb.fn.max('response.answeredAt').as('lastAnsweredAt')])
        .as('heard'),
      'heard.id',
      'engagement.id',
    )
    .where((eb) =>
      'accountId' in of
        ? eb('engagement.accountId', '=', of.accountId)
        : eb.or([
            eb('engagement.pmId', '=', of.pmId),
            eb.exists(
              eb
                .selectFrom('invitation as led')
                .innerJoin('milestone as ledAt', 'ledAt.id', 'led.milestoneId')
                .select('led.id')
                .whereRef('ledAt.engagementId', '=', 'engagement.id')
                .where('led.pmId', '=', of.pmId),
            ),
          ]),
    )
    .select(['engagement.id', 'engagement.name', 'account.name as accountName', 'leading.name as pmName'])
    .select('heard.lastAnsweredAt')
    .orderBy((eb) => eb('engagement.endedOn', 'is not', null))
    .orderBy('engagement.startedOn', 'desc')
    .orderBy('engagement.id')
    .execute()
}
