import { type RawBuilder, sql } from 'kysely'

/**
 * A key or an instant that the planner does not look at. It takes it for one like all others, so that it makes one plan for all and keeps
 * it; one that it sees it may plan for anew each time, which for many joins takes several times as long as asking. For what is spread evenly,
 * not for what is looked for because it is rare.
 */
export const unseenKey = (key: number): RawBuilder<number> => sql<number>`(select ${key}::bigint)`

export const unseenTime = (at: Date): RawBuilder<Date> => sql<Date>`(select ${at}::timestamptz)`
