import { sql } from 'kysely'
import { unsealed, type Viewer } from '../core/viewer.ts'
import type { Db } from './database.ts'
import { visibleAnswers, visibleEngagements } from './visible.ts'

/**
 * Whether the pages of an answer and of an engagement open for the viewer: who owns what is to be done about an answer need not
 * see either. An answer that waits for its PM opens, if only after a press. False for null.
 */
export const findWhatOpens = (
  db: Db,
  viewer: Viewer,
  { responseId, engagementId }: { responseId: number | null; engagementId: number | null },
): Promise<{ answer: boolean; engagement: boolean }> =>
  db
    .selectNoFrom((eb) => [
      sql<boolean>`${eb.exists(
        visibleAnswers(db, unsealed(viewer), 'few')
          .where('response.id', '=', responseId ?? 0)
          .select('response.id'),
      )}`.as('answer'),
      sql<boolean>`${eb.exists(
        visibleEngagements(db, viewer)
          .where('engagement.id', '=', engagementId ?? 0)
          .select('engagement.id'),
      )}`.as('engagement'),
    ])
    .executeTakeFirstOrThrow()
