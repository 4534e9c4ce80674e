import { justerProbability } from '../juster.ts'
import { type Attributed, answersForTeam } from '../privacy.ts'
import type { Audience, SubjectKind } from '../words.ts'
import { studentTQuantile } from './student-t.ts'

/** One call-first answer, 0..10, with everything it speaks of. */
export type ScoredAnswer = Attributed & {
  callFirst: number
  pmId: number
  accountId: number
  engagementId: number
}

export type Evidence = { minAnswers: number; minAccounts: number; privacyThreshold: number }

/**
 * A subject's estimate on 0..100, unrounded. `value`, `low` and `high` are null below the evidence threshold; the parts
 * add up to the value and are in the same unit.
 */
export type Score = {
  subjectKind: SubjectKind
  /** The PM's, account's or engagement's key; 1 for the firm. */
  subjectId: number
  audience: Audience
  enough: boolean
  value: number | null
  low: number | null
  high: number | null
  answers: number
  respondents: number
  accounts: number
  plainAverage: number
  parts: { firm: number; pm: number; accounts: number; engagements: number } | null
}

/** The share of cases in which the true value lies in the range. */
export const SCORE_LEVEL = 0.8

/** How far respondents spread before anybody has answered: four respondents' worth of a variance of 0.06. */
const PRIOR_RESPONDENTS = 4
const PRIOR_VARIANCE = 0.06

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const distinct = <Item>(items: readonly Item[], key: (item: Item) => number): number => new Set(items.map(key)).size

function groupBy<Item>(items: readonly Item[], key: (item: Item) => number): Map<number, Item[]> {
  const groups = new Map<number, Item[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

/** One probability a respondent, however often they answered, so that nobody counts twice. */
const respondentMeans = (answers: readonly ScoredAnswer[]): number[] =>
  [...groupBy(answers, (answer) => answer.contactId).values()].map((own) =>
    mean(own.map((answer) => justerProbability(answer.callFirst))),
  )

const respondentMean = (answers: readonly ScoredAnswer[]): number | undefined =>
  answers.length === 0 ? undefined : mean(respondentMeans(answers))

const clampToScore = (probability: number): number => Math.min(99, Math.max(1, probability * 100))

/** The mean over respondents with its range by Student's t; the prior spread keeps the range honest for one or two. */
function estimate(answers: readonly ScoredAnswer[]): { value: number; low: number; high: number } {
  const means = respondentMeans(answers)
  const value = mean(means)
  const squares = means.reduce((sum, each) => sum + (each - value) ** 2, 0)
  const degrees = PRIOR_RESPONDENTS + means.length - 1
  const variance = (PRIOR_RESPONDENTS * PRIOR_VARIANCE + squares) / degrees
  const reach = studentTQuantile((1 + SCORE_LEVEL) / 2, degrees) * Math.sqrt(variance / means.length)
  return { value: clampToScore(value), low: clampToScore(value - reach), high: clampToScore(value + reach) }
}

/** How a group of answers elsewhere differs from the firm, in points; nothing known elsewhere means no difference. */
const differenceElsewhere = (elsewhere: readonly ScoredAnswer[], firm: number): number => {
  const value = respondentMean(elsewhere)
  return value === undefined ? 0 : clampToScore(value) - firm
}

type Groups = { firm: number; byPm: Map<number, ScoredAnswer[]>; byAccount: Map<number, ScoredAnswer[]> }

/** What the answers of the same PM (or account) outside the subject say, averaged over the subject's answers. */
function partElsewhere(
  own: readonly ScoredAnswer[],
  key: (answer: ScoredAnswer) => number,
  groupsOfAll: Map<number, ScoredAnswer[]>,
  isOwn: (answer: ScoredAnswer) => boolean,
  firm: number,
): number {
  const weighted = [...groupBy(own, key)].map(([id, answers]) => {
    const elsewhere = (groupsOfAll.get(id) ?? []).filter((other) => !isOwn(other))
    return answers.length * differenceElsewhere(elsewhere, firm)
  })
  return weighted.reduce((sum, part) => sum + part, 0) / own.length
}

const belongsTo =
  (kind: SubjectKind, first: ScoredAnswer) =>
  (answer: ScoredAnswer): boolean =>
    kind === 'pm'
      ? answer.pmId === first.pmId
      : kind === 'account'
        ? answer.accountId === first.accountId
        : answer.engagementId === first.engagementId

function partsOf(kind: SubjectKind, value: number, own: readonly ScoredAnswer[], groups: Groups): Score['parts'] {
  const first = own[0]
  if (kind === 'firm' || !first) return { firm: value, pm: 0, accounts: 0, engagements: 0 }
  const { firm, byPm, byAccount } = groups
  const isOwn = belongsTo(kind, first)
  const pm = kind === 'pm' ? 0 : partElsewhere(own, (answer) => answer.pmId, byPm, isOwn, firm)
  const accounts = kind === 'account' ? 0 : partElsewhere(own, (answer) => answer.accountId, byAccount, isOwn, firm)
  const rest = value - firm - pm - accounts
  if (kind === 'pm') return { firm, pm: rest, accounts, engagements: 0 }
  if (kind === 'account') return { firm, pm, accounts: rest, engagements: 0 }
  return { firm, pm, accounts, engagements: rest }
}

function scoreOf(
  subject: { subjectKind: SubjectKind; subjectId: number; audience: Audience },
  own: readonly ScoredAnswer[],
  groups: Groups,
  evidence: Evidence,
): Score {
  const accounts = distinct(own, (answer) => answer.accountId)
  const { value, low, high } = estimate(own)
  const enough = own.length >= evidence.minAnswers && (subject.subjectKind !== 'pm' || accounts >= evidence.minAccounts)
  return {
    ...subject,
    enough,
    value: enough ? value : null,
    low: enough ? low : null,
    high: enough ? high : null,
    answers: own.length,
    respondents: distinct(own, (answer) => answer.contactId),
    accounts,
    plainAverage: 100 * mean(own.map((answer) => justerProbability(answer.callFirst))),
    parts: enough ? partsOf(subject.subjectKind, value, own, groups) : null,
  }
}

/** Firm, PMs, accounts and engagements over `all`, with `admit` choosing what may enter one subject's figure. */
function scoresFor(
  audience: Audience,
  all: readonly ScoredAnswer[],
  admit: (kind: SubjectKind, own: readonly ScoredAnswer[]) => readonly ScoredAnswer[],
  evidence: Evidence,
): Score[] {
  const firm = respondentMean(all)
  if (firm === undefined) return []
  const shown = audience === 'leadership' ? all : all.filter((answer) => answer.visibility === 'team')
  const groups: Groups = {
    firm: clampToScore(firm),
    byPm: groupBy(shown, (answer) => answer.pmId),
    byAccount: groupBy(shown, (answer) => answer.accountId),
  }
  const subjects: [SubjectKind, Map<number, ScoredAnswer[]>][] = [
    ['firm', new Map([[1, [...all]]])],
    ['pm', groupBy(all, (answer) => answer.pmId)],
    ['account', groupBy(all, (answer) => answer.accountId)],
    ['engagement', groupBy(all, (answer) => answer.engagementId)],
  ]
  return subjects.flatMap(([subjectKind, groupsOfKind]) =>
    [...groupsOfKind].flatMap(([subjectId, own]) => {
      const admitted = admit(subjectKind, own)
      return admitted.length === 0 ? [] : [scoreOf({ subjectKind, subjectId, audience }, admitted, groups, evidence)]
    }),
  )
}

/**
 * The scores of every subject that has answers, for both audiences. What a PM reads leaves out answers for leadership only:
 * they enter the PM's own figure alone, in groups too large to single one out, so that no figure beside it gives them away.
 */
export function computeScores(answers: readonly ScoredAnswer[], evidence: Evidence): Score[] {
  const forTeam = (kind: SubjectKind, own: readonly ScoredAnswer[]) => {
    if (kind === 'firm') return own
    if (kind === 'pm') return answersForTeam(own, evidence.privacyThreshold)
    return own.filter((answer) => answer.visibility === 'team')
  }
  return [
    ...scoresFor('leadership', answers, (_, own) => own, evidence),
    ...scoresFor('team', answers, forTeam, evidence),
  ]
}
