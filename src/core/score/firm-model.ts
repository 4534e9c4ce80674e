import { MILESTONE_KINDS } from '../words.ts'
import type { Contrast } from './contrast.ts'
import { type FitRefusal, type MixedModelFit, fitMixedModel } from './mixed-model.ts'
import type { RandomFactor } from './model-data.ts'
import { DEFAULT_PRIORS } from './priors.ts'
import { meanProbability } from '../answering/juster.ts'

/** What the model sees of an answer: 0..10, a mean where several are told together, and everything it speaks of. */
export type ModelAnswer = {
  callFirst: number
  contactId: number
  pmId: number
  accountId: number
  engagementId: number
  milestoneKind: string
  answeredAt: Date
}

/** The levels of a random factor by the key that people know them by. */
type Levels = { index: number; levelOf: Map<number, number> }

/**
 * The firm's mixed model, fitted: milestone kind fixed; PM, account, engagement, contact and PM × half-year random. The last,
 * counted back from the as-of day, lets a PM change over time; it is left out for very many PMs and where nothing is older.
 */
export type FirmModel = {
  fit: MixedModelFit
  /** γ by factor, for the next fit to begin with. */
  gamma: number[]
  pm: Levels
  account: Levels
  engagement: Levels
  contact: Levels
  /** The current half-year of each PM; null: left out. */
  currentHalfYear: Levels | null
  /** The half-year before of each PM who has answers in it; null: left out. */
  lastHalfYear: Levels | null
  /** The intercept and an equal mix of the milestone kinds, as a contrast's fixed part. */
  equalMix: Float64Array
}

const HALF_YEAR_MS = 182.625 * 86_400_000
export const MOST_PMS_OVER_TIME = 300
/** Each costs the fit by its cube: so many PMs over so many half-years; what is older counts as one time before these. */
export const MOST_LEVELS_OVER_TIME = 400
/** Far below what a person sees, so that a warm start and a cold one give the same scores. */
const TOLERANCE = 1e-12

/** How many whole half-years before the as-of day an answer was given. */
export const halfYearsBefore = (answeredAt: Date, asOf: Date): number =>
  Math.max(0, Math.floor((asOf.getTime() - answeredAt.getTime()) / HALF_YEAR_MS))

function grouping(name: string, keys: readonly number[]): { factor: RandomFactor; levelOf: Map<number, number> } {
  const levelOf = new Map<number, number>()
  const levels = Int32Array.from(keys, (key) => {
    const known = levelOf.get(key)
    if (known !== undefined) return known
    levelOf.set(key, levelOf.size)
    return levelOf.size - 1
  })
  return { factor: { name, levelOf: levels, levels: levelOf.size }, levelOf }
}

/** PM × half-year; every PM has a current half-year, with answers in it or not. */
function halfYears(answers: readonly ModelAnswer[], pms: Map<number, number>, asOf: Date) {
  const oldest = Math.max(1, Math.floor(MOST_LEVELS_OVER_TIME / pms.size) - 1)
  const levelOf = new Map<string, number>([...pms.values()].map((pm) => [`${pm}/0`, pm]))
  const levels = Int32Array.from(answers, (answer) => {
    const before = Math.min(oldest, halfYearsBefore(answer.answeredAt, asOf))
    const key = `${pms.get(answer.pmId)}/${before}`
    const level = levelOf.get(key) ?? levelOf.size
    levelOf.set(key, level)
    return level
  })
  const last = [...pms.keys()].flatMap((id): [number, number][] => {
    const level = levelOf.get(`${pms.get(id)}/1`)
    return level === undefined ? [] : [[id, level]]
  })
  return { factor: { name: 'pm × half-year', levelOf: levels, levels: levelOf.size }, last: new Map(last) }
}

/** The shipped kinds in the order of a project, then a firm's own by name. */
function kindsOf(answers: readonly ModelAnswer[]): string[] {
  const place = (kind: string) => {
    const at = MILESTONE_KINDS.findIndex((known) => known === kind)
    return at === -1 ? MILESTONE_KINDS.length : at
  }
  return [...new Set(answers.map((answer) => answer.milestoneKind))].sort(
    (a, b) => place(a) - place(b) || (a < b ? -1 : 1),
  )
}

/**
 * Fits the firm's model to its answers as of a day, from γ of an earlier fit if it has the same factors.
 * @returns the refusal of the fit where even the priors leave none
 */
export function fitFirmModel(
  answers: readonly ModelAnswer[],
  asOf: Date,
  start: readonly number[] | null,
): FirmModel | FitRefusal {
  const kinds = kindsOf(answers)
  const pm = grouping(
    'pm',
    answers.map((answer) => answer.pmId),
  )
  const account = grouping(
    'account',
    answers.map((answer) => answer.accountId),
  )
  const engagement = grouping(
    'engagement',
    answers.map((answer) => answer.engagementId),
  )
  const contact = grouping(
    'contact',
    answers.map((answer) => answer.contactId),
  )
  const hasPast = answers.some((answer) => halfYearsBefore(answer.answeredAt, asOf) > 0)
  const overTime = hasPast && pm.levelOf.size <= MOST_PMS_OVER_TIME ? halfYears(answers, pm.levelOf, asOf) : null
  const random = [pm.factor, account.factor, engagement.factor, contact.factor, ...(overTime ? [overTime.factor] : [])]
  const data = {
    outcome: Float64Array.from(answers, (answer) => meanProbability(answer.callFirst)),
    weights: null,
    fixed: [
      {
        name: 'milestone kind',
        levelOf: Int32Array.from(answers, (answer) => kinds.indexOf(answer.milestoneKind)),
        levels: kinds.length,
      },
    ],
    random,
  }
  const options = { priors: DEFAULT_PRIORS, tolerance: TOLERANCE }
  const warm = start?.length === random.length ? fitMixedModel(data, { ...options, start }) : null
  // A start far from where these answers lead can be worse than none.
  const fit = warm?.kind === 'fitted' && warm.converged ? warm : fitMixedModel(data, options)
  if (fit.kind !== 'fitted') return fit
  return {
    fit,
    gamma: fit.factors.map((factor) => factor.gamma),
    pm: { index: 0, levelOf: pm.levelOf },
    account: { index: 1, levelOf: account.levelOf },
    engagement: { index: 2, levelOf: engagement.levelOf },
    contact: { index: 3, levelOf: contact.levelOf },
    currentHalfYear: overTime ? { index: 4, levelOf: pm.levelOf } : null,
    lastHalfYear: overTime ? { index: 4, levelOf: overTime.last } : null,
    equalMix: Float64Array.from({ length: Math.max(1, kinds.length) }, (_, j) => (j === 0 ? 1 : 1 / kinds.length)),
  }
}

/** A combination of random effects: [factor, level, multiple]. */
export type Effects = [factor: number, level: number, multiple: number][]

const effectOf = ({ index, levelOf }: Levels, key: number, multiple: number): Effects => {
  const level = levelOf.get(key)
  return level === undefined ? [] : [[index, level, multiple]]
}

/** A PM now: the PM and the PM's current half-year. */
export const pmEffects = (model: FirmModel, pmId: number, multiple = 1): Effects => [
  ...effectOf(model.pm, pmId, multiple),
  ...(model.currentHalfYear ? effectOf(model.currentHalfYear, pmId, multiple) : []),
]

/** The current half-year of a PM against the one before; undefined where the model or the PM has no such two. */
export function halfYearChange(model: FirmModel, pmId: number, multiple = 1): Effects | undefined {
  const [now, before] = [model.currentHalfYear?.levelOf.get(pmId), model.lastHalfYear?.levelOf.get(pmId)]
  if (!model.currentHalfYear || now === undefined || before === undefined) return undefined
  const { index } = model.currentHalfYear
  return [
    [index, now, multiple],
    [index, before, -multiple],
  ]
}

/** The PMs behind some answers, each as often as it answers there; without the half-years, which belong to PMs alone. */
export function pmMixEffects(model: FirmModel, own: readonly ModelAnswer[], multiple = 1): Effects {
  const counts = new Map<number, number>()
  for (const { pmId } of own) counts.set(pmId, (counts.get(pmId) ?? 0) + 1)
  return [...counts].flatMap(([id, count]) => effectOf(model.pm, id, (multiple * count) / own.length))
}

/** The accounts and the people behind some answers, everybody once. */
export function clientEffects(model: FirmModel, own: readonly ModelAnswer[], multiple = 1): Effects {
  const accounts = [...new Set(own.map((answer) => answer.accountId))]
  const contacts = [...new Set(own.map((answer) => answer.contactId))]
  return [
    ...accounts.flatMap((id) => effectOf(model.account, id, multiple / accounts.length)),
    ...contacts.flatMap((id) => effectOf(model.contact, id, multiple / contacts.length)),
  ]
}

export const engagementEffects = (model: FirmModel, engagementId: number, multiple = 1): Effects =>
  effectOf(model.engagement, engagementId, multiple)

/** μ + effects: the score of whatever the effects stand for, at an equal mix of milestone kinds. */
export const levelContrast = (model: FirmModel, effects: Effects): Contrast => ({
  fixed: model.equalMix,
  random: effects,
})

/** The sum of effects as estimated, in units of the outcome. */
export const sumOfEffects = ({ fit }: FirmModel, effects: Effects): number =>
  effects.reduce((sum, [factor, level, multiple]) => sum + multiple * fit.factors[factor]!.effects[level]!, 0)

/** The variance that a sum of effects has before any answer. */
export function priorVariance({ fit }: FirmModel, effects: Effects): number {
  const multiples = new Map<string, { factor: number; multiple: number }>()
  for (const [factor, level, multiple] of effects) {
    const key = `${factor}/${level}`
    multiples.set(key, { factor, multiple: (multiples.get(key)?.multiple ?? 0) + multiple })
  }
  return [...multiples.values()].reduce(
    (sum, { factor, multiple }) => sum + multiple * multiple * fit.factors[factor]!.variance,
    0,
  )
}
