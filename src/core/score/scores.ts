import { meanProbability } from '../answering/juster.ts'
import { type Attributed, answersForTeam } from '../privacy.ts'
import type { Audience, SubjectKind } from '../words.ts'
import type { Contrast, Estimate } from './contrast.ts'
import {
  type Effects,
  type FirmModel,
  type ModelAnswer,
  clientEffects,
  engagementEffects,
  fitFirmModel,
  levelContrast,
  pmEffects,
  pmMixEffects,
  priorVariance,
  sumOfEffects,
} from './firm-model.ts'
import { type PmComparison, comparePms } from './pm-comparison.ts'
import { type ScoreChange, scoreChanges } from './score-change.ts'
import { studentTQuantile } from './student-t.ts'

/** One call-first answer with everything it speaks of. */
export type ScoredAnswer = Attributed & ModelAnswer

export type Evidence = { minAnswers: number; minAccounts: number; privacyThreshold: number; lowAnswer: number }

/** Where a subject stands to the firm's average: 'above' and 'below' at a probability of 0.9, else 'same'. */
export type Tier = 'above' | 'same' | 'below'

/**
 * A subject's estimate on 0..100, unrounded. `value`, `low`, `high` and `tier` are null below the evidence threshold; the
 * parts add up to the value and are in the same unit.
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
  tier: Tier | null
  /** The standard error of the value in points and the degrees of freedom of its range; null as the value is. */
  se: number | null
  degrees: number | null
  /** 1 − var(u | data)/var(u) of what sets the subject apart, 0..1; null for the firm. */
  reliability: number | null
  answers: number
  respondents: number
  accounts: number
  plainAverage: number
  parts: { firm: number; pm: number; accounts: number; engagements: number } | null
}

/** γ of the fits behind the scores, for the next ones to begin with: of all answers, and of those behind the team's scores. */
export type FitStarts = {
  gamma: number[] | null
  groupedGamma: number[] | null
  visibleGamma: number[] | null
}

/** What the fits leave: scores for both audiences, how they have moved, how PMs compare, and where to begin next time. */
export type FirmScores = FitStarts & { scores: Score[]; changes: ScoreChange[]; comparison: PmComparison }

const NO_STARTS: FitStarts = { gamma: null, groupedGamma: null, visibleGamma: null }

/** The share of cases in which the true value lies in the range. */
export const SCORE_LEVEL = 0.8
/** How sure a tier is. */
export const TIER_PROBABILITY = 0.9
/** A difference this small is none. */
const ROUNDING = 1e-9
/** Below this the subject's own answers say too little beside what all others say. */
export const MIN_RELIABILITY = 0.3
/** The variance of differences of five points. */
export const FINEST_YARDSTICK = 0.05 ** 2
/** The degrees of freedom of a range are those of the PMs and this many. */
export const MORE_DEGREES = 3

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

const clampToScore = (points: number): number => Math.min(99, Math.max(1, points))

/** The firm as its accounts' average, each part apart, so that other subjects' parts are said against it. */
type FirmAverage = {
  pm: Effects
  clients: Effects
  /** How anything differs from it. */
  differenceOf: (contrast: Contrast) => Estimate
  pmPart: number
  clientPart: number
  /** The firm's value as the audience reads it. */
  shown: number
}

function firmAverage(model: FirmModel, answers: readonly ScoredAnswer[], firmValue: number | null): FirmAverage {
  const accounts = [...groupBy(answers, (answer) => answer.accountId).values()]
  const pm = accounts.flatMap((own) => pmMixEffects(model, own, 1 / accounts.length))
  const clients = accounts.flatMap((own) => clientEffects(model, own, 1 / accounts.length))
  const shown = firmValue ?? model.fit.contrast(levelContrast(model, [...pm, ...clients])).estimate
  const [pmPart, clientPart] = [sumOfEffects(model, pm), sumOfEffects(model, clients)]
  const differenceOf = model.fit.against({ random: [...pm, ...clients] })
  return { pm, clients, differenceOf, pmPart, clientPart, shown }
}

/** What a subject is made of beside the firm's level. */
type Make = { pm: Effects; clients: Effects; engagement: Effects; own: Effects }

function makeOf(
  model: FirmModel,
  kind: SubjectKind,
  id: number,
  own: readonly ScoredAnswer[],
  firm: FirmAverage,
): Make {
  if (kind === 'pm') {
    const pm = pmEffects(model, id)
    return { pm, clients: [], engagement: [], own: pm }
  }
  if (kind === 'firm') return { pm: firm.pm, clients: firm.clients, engagement: [], own: [] }
  const pm = pmMixEffects(model, own)
  const clients = clientEffects(model, own)
  const engagement = kind === 'engagement' ? engagementEffects(model, id) : []
  return { pm, clients, engagement, own: [...clients, ...engagement] }
}

function tierOf(make: Make, firm: FirmAverage, degrees: number): Tier {
  const { estimate, se } = firm.differenceOf({ random: [...make.pm, ...make.clients, ...make.engagement] })
  const reach = studentTQuantile(TIER_PROBABILITY, degrees) * se
  if (Math.abs(estimate) < Math.max(reach, ROUNDING)) return 'same'
  return estimate > 0 ? 'above' : 'below'
}

/** How well a subject's own effects are known: their variance before any answer, and now. */
type Knowledge = { before: number; now: number }

function knowledgeOf(model: FirmModel, own: Effects): Knowledge | null {
  if (own.length === 0) return null
  const { se } = model.fit.contrast({ random: own })
  return { before: priorVariance(model, own), now: se * se }
}

const reliabilityOf = ({ before, now }: Knowledge): number => (before > 0 ? Math.max(0, 1 - now / before) : 0)

/**
 * Whether the subject's own answers say enough. Where subjects hardly differ at all, 'about the same as the firm' is well known
 * after few answers, however little their differences are: the yardstick is never finer than five points.
 */
const isKnown = ({ before, now }: Knowledge): boolean => 1 - now / Math.max(before, FINEST_YARDSTICK) >= MIN_RELIABILITY

/** In points, each against the firm's average of the same; the sum is the value, limits included. */
function partsOf(model: FirmModel, make: Make, firm: FirmAverage, kind: SubjectKind, value: number): Score['parts'] {
  if (kind === 'firm') return { firm: value, pm: 0, accounts: 0, engagements: 0 }
  const base = clampToScore(100 * firm.shown)
  const pm = 100 * (sumOfEffects(model, make.pm) - firm.pmPart)
  const accounts = 100 * (sumOfEffects(model, make.clients) - firm.clientPart)
  const engagements = 100 * sumOfEffects(model, make.engagement)
  // What the limits 1 and 99 cut off belongs to the subject's own part.
  const cut = value - base - pm - accounts - engagements
  if (kind === 'pm') return { firm: base, pm: pm + cut, accounts, engagements }
  if (kind === 'account') return { firm: base, pm, accounts: accounts + cut, engagements }
  return { firm: base, pm, accounts, engagements: engagements + cut }
}

type Subject = { subjectKind: SubjectKind; subjectId: number; audience: Audience }

function scoreOf(
  model: FirmModel,
  subject: Subject,
  own: readonly ScoredAnswer[],
  firm: FirmAverage,
  evidence: Evidence,
): Score {
  const make = makeOf(model, subject.subjectKind, subject.subjectId, own, firm)
  const effects = [...make.pm, ...make.clients, ...make.engagement]
  const { estimate, se } = model.fit.contrast(levelContrast(model, effects))
  const degrees = model.pm.levelOf.size + MORE_DEGREES
  const reach = studentTQuantile((1 + SCORE_LEVEL) / 2, degrees) * se
  const accounts = distinct(own, (answer) => answer.accountId)
  const knowledge = knowledgeOf(model, make.own)
  const enough =
    own.length >= evidence.minAnswers &&
    (subject.subjectKind !== 'pm' || accounts >= evidence.minAccounts) &&
    (knowledge === null || isKnown(knowledge))
  const value = clampToScore(100 * estimate)
  return {
    ...subject,
    enough,
    value: enough ? value : null,
    low: enough ? clampToScore(100 * (estimate - reach)) : null,
    high: enough ? clampToScore(100 * (estimate + reach)) : null,
    tier: enough ? tierOf(make, firm, degrees) : null,
    se: enough ? 100 * se : null,
    degrees: enough ? degrees : null,
    reliability: knowledge && reliabilityOf(knowledge),
    answers: own.length,
    respondents: distinct(own, (answer) => answer.contactId),
    accounts,
    plainAverage: 100 * mean(own.map((answer) => meanProbability(answer.callFirst))),
    parts: enough ? partsOf(model, make, firm, subject.subjectKind, value) : null,
  }
}

const KEYS: Record<SubjectKind, (answer: ScoredAnswer) => number> = {
  firm: () => 1,
  pm: (answer) => answer.pmId,
  account: (answer) => answer.accountId,
  engagement: (answer) => answer.engagementId,
}

/** The scores of some kinds of subject by one fit. */
function scoresBy(
  model: FirmModel,
  answers: readonly ScoredAnswer[],
  which: { kinds: readonly SubjectKind[]; audience: Audience; firmValue: number | null },
  evidence: Evidence,
): Score[] {
  const firm = firmAverage(model, answers, which.firmValue)
  return which.kinds.flatMap((subjectKind) =>
    [...groupBy(answers, KEYS[subjectKind])].map(([subjectId, own]) =>
      scoreOf(model, { subjectKind, subjectId, audience: which.audience }, own, firm, evidence),
    ),
  )
}

/**
 * The scores of every subject that has answers, for both audiences, as of a day. What a PM reads comes from fits of its own, which see
 * nothing of answers for leadership only but what whole groups of them share (`answersForTeam`), and that in the PM's own figure
 * and the firm's alone. Not even where these fits begin depends on them.
 * @param starts γ of earlier fits, to begin with
 * @throws where the model can't be fitted at all, which the priors prevent for anything but sheer size
 */
export function computeScores(
  answers: readonly ScoredAnswer[],
  evidence: Evidence,
  asOf: Date,
  starts: FitStarts = NO_STARTS,
): FirmScores {
  const fit = (some: readonly ScoredAnswer[], from: readonly number[] | null): FirmModel => {
    const model = fitFirmModel(some, asOf, from)
    if ('kind' in model) throw new Error(`the answers can't be fitted: ${model.kind}`)
    return model
  }
  if (answers.length === 0) return { ...NO_STARTS, scores: [], changes: [], comparison: comparePms(null, [], 0) }
  const visible = answers.filter((answer) => answer.visibility === 'team')
  const hidesNothing = visible.length === answers.length
  const all = fit(answers, hidesNothing ? starts.visibleGamma : starts.gamma)
  const fitAgain = (some: readonly ScoredAnswer[], from: readonly number[] | null): FirmModel =>
    hidesNothing ? all : fit(some, from)
  const leadership = scoresBy(
    all,
    answers,
    { kinds: ['firm', 'pm', 'account', 'engagement'], audience: 'leadership', firmValue: null },
    evidence,
  )
  const changesIn = (model: FirmModel, some: readonly ScoredAnswer[], audience: Audience): ScoreChange[] => {
    const degrees = model.pm.levelOf.size + MORE_DEGREES
    return scoreChanges(model, some, { asOf, audience, lowAnswer: evidence.lowAnswer, degrees })
  }
  const changes = changesIn(all, answers, 'leadership')
  const team: Score[] = []
  let { groupedGamma, visibleGamma } = starts
  const grouped = answersForTeam(answers, evidence.privacyThreshold)
  if (grouped.length > 0) {
    const model = fitAgain(grouped, groupedGamma)
    groupedGamma = model.gamma
    team.push(...scoresBy(model, grouped, { kinds: ['firm', 'pm'], audience: 'team', firmValue: null }, evidence))
    const firmValue = firmAverage(model, grouped, null).shown
    if (visible.length > 0) {
      const which = { kinds: ['account', 'engagement'], audience: 'team', firmValue } as const
      const ofVisible = fitAgain(visible, visibleGamma)
      visibleGamma = ofVisible.gamma
      team.push(...scoresBy(ofVisible, visible, which, evidence))
      // A second figure of the hidden answers beside the score could single one out: the team's changes know none of them.
      changes.push(...changesIn(ofVisible, visible, 'team'))
    }
  }
  const scores = [...leadership, ...team]
  const comparison = comparePms(all, answers, all.pm.levelOf.size + MORE_DEGREES)
  return { scores, changes, comparison, gamma: all.gamma, groupedGamma, visibleGamma }
}
