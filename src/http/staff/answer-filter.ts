import type { Context } from 'hono'
import { dayIn } from '../../core/calendar.ts'
import { type AnswerFilter, DEFAULT_PERIOD, monthsOf } from '../../core/score/answer-filter.ts'
import type { AnswerCursor } from '../../domain/answering/show-answers.ts'
import type { Notice } from '../../views/notice.tsx'
import type { AppEnv } from '../env.ts'

const keyIn = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null

const textIn = (text: string | undefined): string | null => text?.replaceAll('\0', '').trim().slice(0, 200) || null

/** What the address narrows the answers to; whatever it says that makes no sense does not narrow. */
export function answerFilterOf(c: Context<AppEnv>): AnswerFilter {
  const { deps, signedIn } = c.var
  const today = dayIn(signedIn.firm.timeZone, deps.now())
  const asked = c.req.query('period') ?? DEFAULT_PERIOD
  const period = monthsOf(asked, today) ? asked : DEFAULT_PERIOD
  const survey = textIn(c.req.query('survey'))
  return {
    period,
    months: monthsOf(period, today) ?? { from: today, until: today },
    pmId: keyIn(c.req.query('pm')),
    accountId: keyIn(c.req.query('account')),
    engagementId: keyIn(c.req.query('engagement')),
    industry: textIn(c.req.query('industry')),
    milestoneKind: textIn(c.req.query('kind')),
    surveyKey: survey === 'earlier' ? '' : survey,
  }
}

/** Where the address asks for a period that is none: that another one is shown. */
export function periodNotice(c: Context<AppEnv>): Notice | undefined {
  const asked = c.req.query('period')
  if (asked === undefined || asked === answerFilterOf(c).period) return undefined
  return { tone: 'note', text: 'The address asks for a period that there is not. The last 12 months are shown.' }
}

/** What else narrows a list of answers. */
export function answerWishOf(c: Context<AppEnv>) {
  return {
    contactId: keyIn(c.req.query('contact')),
    low: c.req.query('low') === '1',
    withWords: c.req.query('words') === '1',
  }
}

/** A cursor in the address; null for what is none. */
export function cursorOf(text: string | undefined): AnswerCursor | null {
  const [, at, id] = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? '') ?? []
  return at === undefined ? null : { answeredAt: new Date(Number(at)), id: Number(id) }
}

export const cursorText = ({ answeredAt, id }: AnswerCursor): string => `${answeredAt.getTime()}-${id}`
