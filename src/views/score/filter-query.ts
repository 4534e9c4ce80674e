import type { CoverageStanding } from '../../core/asking/coverage-ledger.ts'
import type { BehindFigure } from '../../core/score/behind-figure.ts'
import { DEFAULT_PERIOD, type AnswerFilter } from '../../core/score/answer-filter.ts'
import { monthName, type DateSetting } from '../dates.ts'
import { paths } from '../paths.ts'

/** A filter as it stands in an address; what does not narrow is left out. */
export function filterQuery(filter: AnswerFilter, more: Readonly<Record<string, string>> = {}): string {
  const { period, pmId, accountId, engagementId, industry, milestoneKind, surveyKey } = filter
  const query = new URLSearchParams()
  if (period !== DEFAULT_PERIOD) query.set('period', period)
  if (pmId !== null) query.set('pm', `${pmId}`)
  if (accountId !== null) query.set('account', `${accountId}`)
  if (engagementId !== null) query.set('engagement', `${engagementId}`)
  if (industry !== null) query.set('industry', industry)
  if (milestoneKind !== null) query.set('kind', milestoneKind)
  if (surveyKey !== null) query.set('survey', surveyKey === '' ? 'earlier' : surveyKey)
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  return query.size === 0 ? '' : `?${query}`
}

/** The list of the answers that a filter finds. */
export const answersPath = (filter: AnswerFilter, more: Readonly<Record<string, string>> = {}): string =>
  `${paths.answers}${filterQuery(filter, more)}`

/** The ledger behind what a filter counts, whatever the survey: whom nobody asked, no survey has. */
export const coveragePath = (filter: AnswerFilter, standing?: CoverageStanding): string =>
  `${paths.coverage}${filterQuery({ ...filter, surveyKey: null }, { ...(standing && { standing }) })}`

/** Which of the rows behind a figure: those that it puts first, who answered or what is new; those of one currency. */
export type BehindWish = { only?: 'part'; currency?: string }

/** The rows behind one of the overview's figures. */
export const behindPath = (figure: BehindFigure, filter: AnswerFilter, wish: BehindWish = {}): string =>
  `${paths.behind(figure)}${filterQuery(filter, wish)}`

const monthOf = (day: string, { locale }: DateSetting): string => {
  const at = new Date(`${day}T00:00:00Z`)
  return `${monthName(at, locale)} ${at.getUTCFullYear()}`
}

/** 'Dec 2025 to Nov 2026'. */
export function periodWords({ from, until }: AnswerFilter['months'], setting: DateSetting): string {
  const last = new Date(`${until}T00:00:00Z`)
  last.setUTCDate(0)
  return `${monthOf(from, setting)} to ${monthOf(last.toISOString().slice(0, 10), setting)}`
}

/** 'Q3 2026'. */
export const quarterName = (key: string): string => key.replace(/^(\d{4})-q(\d)$/, 'Q$2 $1')
