import { atHour } from '../../core/calendar.ts'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import type { Leadership } from '../../core/viewer.ts'
import type { OpportunityState } from '../../core/words.ts'
import { listOpportunityLines } from '../../db/acting/opportunity-lines.ts'
import type { Db } from '../../db/database.ts'
import type { Firm } from '../../db/firm/firms.ts'

/** The instants between which a filter's months lie, in the firm's time. */
export const spanOf = ({ months }: AnswerFilter, { timeZone }: Pick<Firm, 'timeZone'>) => ({
  from: atHour(months.from, 0, timeZone),
  until: atHour(months.until, 0, timeZone),
})

type Which = { firm: Pick<Firm, 'timeZone'>; states: readonly OpportunityState[] | undefined; limit: number | null }

/** Needs told in the answers that a filter finds, the newest first: all of them, or those in some states. */
export const listNeedsHeard = (db: Db, viewer: Leadership, filter: AnswerFilter, { firm, states, limit }: Which) =>
  listOpportunityLines(db, viewer, {
    answers: { filter, ...spanOf(filter, firm) },
    sort: 'newest',
    ...(states && { states }),
    ...(limit !== null && { limit }),
  })
