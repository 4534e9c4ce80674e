import { atHour } from '../../core/calendar.ts'
import { PAGE_LINES } from '../../core/page-of.ts'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import { moreOfTable, tableText } from '../../core/table.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import {
  type AnswerChoice,
  type AnswerCursor,
  type AnswerLine,
  listAnswerLines,
} from '../../db/answering/answer-lines.ts'
import { type Firm, getFirm } from '../../db/firm/firms.ts'
import { sumTallies } from '../../db/score/tally-sums.ts'
import type { Deps } from '../../deps.ts'
import { findFilterChoices } from '../score/filter-choices.ts'

export type { AnswerCursor }

const TABLE_PAGE = 1000

/** What beside the filter narrows the list. */
export type AnswerWish = { contactId: number | null; low: boolean; withWords: boolean }

function choiceOf(firm: Firm, filter: AnswerFilter, { contactId, low, withWords }: AnswerWish): AnswerChoice {
  const start = (day: string) => atHour(day, 0, firm.timeZone)
  const { from, until } = filter.months
  return {
    filter,
    from: start(from),
    until: start(until),
    contactId,
    atMost: low ? firm.lowAnswer : null,
    withWords,
  }
}

/** The answers behind a figure, a page of them; `olderAfter` is where the next page begins, null on the last. */
export async function showAnswers(
  deps: Deps,
  viewer: Viewer,
  filter: AnswerFilter,
  wish: AnswerWish & { after: AnswerCursor | null },
) {
  const { db } = deps
  const firm = await getFirm(db)
  const counted = seesEverything(viewer) && wish.contactId === null && !wish.withWords
  const [rows, choices, sums] = await Promise.all([
    listAnswerLines(db, viewer, choiceOf(firm, filter, wish), { after: wish.after, limit: PAGE_LINES + 1 }),
    findFilterChoices(deps, viewer, firm),
    counted ? sumTallies(db, viewer, filter) : null,
  ])
  const answers = rows.slice(0, PAGE_LINES)
  const last = answers.at(-1)
  return {
    answers,
    choices,
    lowAnswer: firm.lowAnswer,
    /** How many there are as last counted; null where nobody counts that. */
    total: sums && (wish.low ? sums.low : sums.answers),
    olderAfter: rows.length > PAGE_LINES && last ? { answeredAt: last.answeredAt, id: last.id } : null,
  }
}

const COLUMNS = [
  'answered_at',
  'call_first',
  'contact',
  'role',
  'account',
  'engagement',
  'milestone',
  'pm',
  'visibility',
  'comment',
]

const csvRow = (line: AnswerLine) => [
  line.answeredAt,
  line.callFirst,
  line.contactName,
  line.contactRole ?? '',
  line.accountName,
  line.engagementName,
  line.milestoneName ?? line.milestoneKind,
  line.pmName,
  line.visibility,
  line.comment ?? '',
]

/** The same answers as CSV, all pages, a piece at a time. */
export async function* writeAnswersTable(
  deps: Deps,
  viewer: Viewer,
  filter: AnswerFilter,
  wish: AnswerWish,
): AsyncGenerator<string> {
  yield tableText(COLUMNS, [])
  const choice = choiceOf(await getFirm(deps.db), filter, wish)
  let after: AnswerCursor | null = null
  do {
    const rows: AnswerLine[] = await listAnswerLines(deps.db, viewer, choice, { after, limit: TABLE_PAGE })
    const last = rows.at(-1)
    if (rows.length > 0) yield moreOfTable(COLUMNS, rows.map(csvRow))
    after = rows.length === TABLE_PAGE && last ? { answeredAt: last.answeredAt, id: last.id } : null
  } while (after !== null)
}
