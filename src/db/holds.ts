import { sql } from 'kysely'
import type { HoldScope } from '../core/words.ts'

/** What holds a contact at a milestone, as a scalar subquery over `milestone` and `contact`; null where nothing does. */
export const heldBy = sql<HoldScope | null>`(
  select max(case when hold.milestone_id is null then 'contact_held' else 'milestone_held' end) from hold
  where hold.lifted_at is null and (hold.milestone_id = milestone.id or
    (hold.contact_id = contact.id and coalesce(hold.engagement_id, milestone.engagement_id) = milestone.engagement_id)))`
