import type { GeneratedAlways, JSONColumnType } from 'kysely'
import type { CoverageStanding } from '../core/asking/coverage-ledger.ts'
import type { SaidAndDone } from '../core/score/checked-outcomes.ts'
import type { ReliabilityBin } from '../core/score/reliability.ts'
import type { Tier } from '../core/score/scores.ts'
import type { Audience, SubjectKind } from '../core/words.ts'
import type { Day } from './tables-firm.ts'

export type ScoreTable = {
  id: GeneratedAlways<number>
  subjectKind: SubjectKind
  subjectId: number
  audience: Audience
  asOf: Day
  enough: boolean
  value: number | null
  low: number | null
  high: number | null
  level: number
  tier: Tier | null
  se: number | null
  degrees: number | null
  reliability: number | null
  answers: number
  respondents: number
  accounts: number
  plainAverage: number | null
  partFirm: number | null
  partPm: number | null
  partAccounts: number | null
  partEngagements: number | null
  computedAt: Date
}

export type ScoreFitTable = {
  id: GeneratedAlways<number>
  asOf: Day
  answersThrough: Date | null
  answers: number
  evidence: string
  gamma: number[] | null
  groupedGamma: number[] | null
  visibleGamma: number[] | null
  finishedAt: Date
  failure: string | null
}

export type PmComparisonTable = {
  pmId: number
  otherPmIds: number[]
  ahead: number[]
  comparable: boolean[]
  difference: number[] | null
  reach: number[] | null
}

export type CalibrationTable = {
  id: GeneratedAlways<number>
  asOf: Day
  audience: Audience
  basis: string
  outcomes: number
  called: number
  n: number
  intercept: number
  slope: number
  /** Var(intercept), Cov(intercept, slope), Var(slope). */
  covariance: number[]
  brier: number | null
  logLoss: number | null
  bins: JSONColumnType<ReliabilityBin[]>
  byAnswer: JSONColumnType<SaidAndDone[]>
  computedAt: Date
}

export type CalibratedScoreTable = {
  calibrationId: number
  subjectKind: SubjectKind
  subjectId: number
  value: number
  low: number
  high: number
}

export type DriverTable = {
  subjectKind: 'firm' | 'pm'
  subjectId: number
  audience: Audience
  asOf: Day
  key: string
  share: number | null
  low: number | null
  high: number | null
  leftOut: 'often_missing' | 'no_variance' | null
  mean: number | null
  ratings: number
  enough: boolean
  answers: number
  accounts: number
  milestoneKinds: string[]
}

export type TallyTable = {
  milestoneId: number
  engagementId: number
  accountId: number
  pmId: number
  milestoneKind: string
  surveyKey: string
  month: Day
  asked: number
  answered: number
  planned: number
  heldBack: number
  leftOut: number
  answers: number
  points: number
  low: number
  lowest: number | null
  lowestForTeam: number | null
  lastAnsweredAt: Date | null
  lastAnsweredForTeamAt: Date | null
  needs: number
  newNeeds: number
  reached: number
  surveyed: number
  /** Were written to and have not answered. */
  written: number
  countedAt: Date
}

/** People at a reached milestone, by where they stand; nobody is not written down. */
export type CoverageTallyTable = {
  milestoneId: number
  engagementId: number
  accountId: number
  pmId: number
  milestoneKind: string
  reachedOn: Day
  standing: CoverageStanding
  people: number
}

/** Kept by the database: at which engagements a PM had invitations of the own days, maybe has none any more. */
export type LedTable = { engagementId: number; pmId: number }

export type TallyDueTable = { id: GeneratedAlways<number>; engagementId: number }

export type ScoreChangeTable = {
  subjectKind: 'firm' | 'pm'
  subjectId: number
  audience: Audience
  asOf: Day
  change: number
  low: number
  high: number
  answers: number
  answersBefore: number
  lowAnswers: number
}
