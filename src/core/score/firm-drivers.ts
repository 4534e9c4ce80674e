import { groupedBy } from '../grouped-by.ts'
import { justerProbability } from '../answering/juster.ts'
import { type Audience, EXPERIENCE_KEYS } from '../words.ts'
import { type DriverAnalysis, analyseDrivers, hasEnough } from './drivers.ts'
import { type AskedTogether, chooseAskedTogether } from './asked-together.ts'
import type { ScoredAnswer } from './scores.ts'

/** A call-first answer with the experiences rated beside it, 1..5 by key. */
export type RatedAnswer = ScoredAnswer & { experiences: Readonly<Record<string, number>> }

/** One experience of a subject. `share`, `low` and `high` are 0..1, null where it is too early to say or it is left out. */
export type DriverFigure = {
  key: string
  share: number | null
  low: number | null
  high: number | null
  leftOut: 'often_missing' | 'no_variance' | null
  /** Of all the subject's ratings, 1..5; null where there are none. */
  mean: number | null
  ratings: number
}

/** What goes together with being called first for one subject, from answers at `milestoneKinds` that rate every driver kept. */
export type SubjectDrivers = {
  subjectKind: 'firm' | 'pm'
  subjectId: number
  audience: Audience
  enough: boolean
  answers: number
  accounts: number
  milestoneKinds: string[]
  drivers: DriverFigure[]
}

type Subject = Pick<SubjectDrivers, 'subjectKind' | 'subjectId' | 'audience'>

/** A PM's ranges need fewer draws than the firm's, which everybody reads. */
const PM_RESAMPLES = 200

/** The shipped experiences in their order, then a firm's own by name. */
function keysOf(answers: readonly RatedAnswer[]): string[] {
  const found = new Set(answers.flatMap(({ experiences }) => Object.keys(experiences)))
  const shipped: readonly string[] = EXPERIENCE_KEYS
  return [...shipped.filter((key) => found.has(key)), ...[...found].filter((key) => !shipped.includes(key)).sort()]
}

function analyse(
  answers: readonly RatedAnswer[],
  { kinds, keys }: Pick<AskedTogether, 'kinds' | 'keys'>,
  resamples?: number,
): DriverAnalysis {
  const own = answers.filter((answer) => kinds.includes(answer.milestoneKind))
  const data = {
    outcome: own.map((answer) => justerProbability(answer.callFirst)),
    drivers: keys.map((name) => ({ name, values: own.map(({ experiences }) => experiences[name] ?? Number.NaN) })),
    accounts: own.map((answer) => answer.accountId),
  }
  return analyseDrivers(data, resamples === undefined ? {} : { resamples })
}

function meanOf(answers: readonly RatedAnswer[], key: string): Pick<DriverFigure, 'mean' | 'ratings'> {
  let sum = 0
  let ratings = 0
  for (const { experiences } of answers) {
    const rating = experiences[key]
    if (rating === undefined) continue
    sum += rating
    ratings += 1
  }
  return { mean: ratings === 0 ? null : sum / ratings, ratings }
}

/** One driver alone would have the whole share: that says nothing. */
const saysSomething = ({ enough, drivers }: DriverAnalysis): boolean =>
  enough && drivers.length > 1 && drivers.every(({ range }) => range !== null)

function figuresOf(
  subject: Subject,
  answers: readonly RatedAnswer[],
  keys: readonly string[],
  kinds: string[],
  analysis: DriverAnalysis,
): SubjectDrivers {
  const enough = saysSomething(analysis)
  const drivers = keys.map((key): DriverFigure => {
    const driver = enough ? analysis.drivers.find(({ name }) => name === key) : undefined
    const kept = analysis.drivers.some(({ name }) => name === key)
    const constant = analysis.leftOut.some(({ name, reason }) => name === key && reason === 'no variance')
    return {
      key,
      share: driver?.share ?? null,
      low: driver?.range?.low ?? null,
      high: driver?.range?.high ?? null,
      leftOut: kept ? null : constant ? 'no_variance' : 'often_missing',
      ...meanOf(answers, key),
    }
  })
  return {
    ...subject,
    enough,
    answers: analysis.answers,
    accounts: analysis.accounts ?? 0,
    milestoneKinds: kinds,
    drivers,
  }
}

/** The analysis of too few answers to be worth weighing: their number alone. */
function countAlone(answers: readonly RatedAnswer[], { kinds, keys }: AskedTogether): DriverAnalysis | undefined {
  const complete = answers.filter(
    ({ milestoneKind, experiences }) => kinds.includes(milestoneKind) && keys.every((key) => key in experiences),
  )
  const accounts = new Set(complete.map(({ accountId }) => accountId)).size
  if (hasEnough(keys.length, complete.length, accounts)) return undefined
  const drivers = keys.map((name) => ({ name, weight: 0, share: 0, range: null, lmg: null, beta: 0, mean: null }))
  return { answers: complete.length, accounts, r2: 0, enough: false, drivers, leftOut: [] }
}

function driversFor(audience: Audience, answers: readonly RatedAnswer[]): SubjectDrivers[] {
  const keys = keysOf(answers)
  if (keys.length === 0) return []
  const together = chooseAskedTogether(answers, keys)
  const ofFirm = analyse(answers, { kinds: together.kinds, keys })
  const kept = { ...together, keys: ofFirm.drivers.map(({ name }) => name) }
  const firm = figuresOf({ subjectKind: 'firm', subjectId: 1, audience }, answers, keys, together.kinds, ofFirm)
  const pms = [...groupedBy(answers, (answer) => answer.pmId)].map(([subjectId, own]) => {
    const analysis = countAlone(own, kept) ?? analyse(own, kept, PM_RESAMPLES)
    return figuresOf({ subjectKind: 'pm', subjectId, audience }, own, keys, together.kinds, analysis)
  })
  return [firm, ...pms]
}

/**
 * What goes together with being called first, for the firm and for every PM that has answers, as each audience may read it: the
 * team's from answers the team may read alone, so that no answer for leadership only enters a PM's page here. A PM is
 * weighed by the experiences and milestones of the firm's analysis, so that both say the same thing.
 */
export function computeDrivers(answers: readonly RatedAnswer[]): SubjectDrivers[] {
  const leadership = driversFor('leadership', answers)
  const visible = answers.filter((answer) => answer.visibility === 'team')
  const team =
    visible.length === answers.length
      ? leadership.map((subject) => ({ ...subject, audience: 'team' as const }))
      : driversFor('team', visible)
  return [...leadership, ...team]
}
