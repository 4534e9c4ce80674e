import { beforeAll, describe, expect, it } from 'vitest'
import { justerProbability } from '../../../src/core/answering/juster.ts'
import { type ModelAnswer, fitFirmModel, levelContrast, pmEffects } from '../../../src/core/score/firm-model.ts'
import { comparePms } from '../../../src/core/score/pm-comparison.ts'
import { seededRandom } from '../../../src/core/score/seeded-random.ts'
import { studentTQuantile } from '../../../src/core/score/student-t.ts'

const FIRMS = 50
const PMS = 20
const ACCOUNTS = 60
const ENGAGEMENTS = 150
const ANSWERS = 440
const AS_OF = new Date('2026-06-01T00:00:00Z')
const KINDS = ['kickoff', 'midpoint', 'delivery', 'close', 'later']
/** Standard deviations on the logit scale, as in the golden firms. */
const SPREAD = { pm: 0.45, account: 0.6, engagement: 0.5, contact: 0.7, rest: 0.6 }
const MEAN = 1.15

const probabilityOf = (logit: number): number => 1 / (1 + Math.exp(-logit))
const answerTo = (logit: number): number => Math.round(10 * probabilityOf(logit))

/** What clients of a PM state on average, over all accounts, engagements, contacts and moods there could be. */
function truthOf(pmEffect: number): number {
  const spread = Math.hypot(SPREAD.account, SPREAD.engagement, SPREAD.contact, SPREAD.rest)
  let [sum, weights] = [0, 0]
  for (let z = -5; z <= 5; z += 0.02) {
    const weight = Math.exp((-z * z) / 2)
    sum += weight * justerProbability(answerTo(MEAN + pmEffect + spread * z))
    weights += weight
  }
  return sum / weights
}

/** A firm whose PMs differ by `pmSpread`, with the truth about each. */
function simulateFirm(seed: number, pmSpread: number): { answers: ModelAnswer[]; truth: Map<number, number> } {
  const random = seededRandom(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const draw = (count: number, spread: number): number[] => Array.from({ length: count }, () => spread * normal())
  const below = (count: number): number => Math.floor(count * random())
  const pms = draw(PMS, pmSpread)
  const accounts = draw(ACCOUNTS, SPREAD.account)
  const contacts = draw(3 * ACCOUNTS, SPREAD.contact)
  const engagements = draw(ENGAGEMENTS, SPREAD.engagement).map((effect) => ({
    effect,
    account: below(ACCOUNTS),
    pm: below(PMS),
    daysAgo: 730 * random(),
  }))
  const answers = Array.from({ length: ANSWERS }, (): ModelAnswer => {
    const engagementId = below(ENGAGEMENTS)
    const { effect, account, pm, daysAgo } = engagements[engagementId]!
    const contactId = 3 * account + below(3)
    const logit = MEAN + pms[pm]! + accounts[account]! + effect + contacts[contactId]! + SPREAD.rest * normal()
    return {
      callFirst: answerTo(logit),
      contactId,
      pmId: pm,
      accountId: account,
      engagementId,
      milestoneKind: KINDS[below(KINDS.length)]!,
      answeredAt: new Date(AS_OF.getTime() - daysAgo * 86_400_000),
    }
  })
  return { answers, truth: new Map(pms.map((effect, pm) => [pm, truthOf(effect)])) }
}

function modelOf(answers: readonly ModelAnswer[]) {
  const model = fitFirmModel(answers, AS_OF, null)
  if ('kind' in model) throw new Error(model.kind)
  return model
}

type Counts = { ranges: number; covered: number; claims: number; right: number; differences: number; held: number }

/** Adds to `counts` how the ranges and the claims about one firm hold against the truth. */
function count(counts: Counts, seed: number): void {
  const { answers, truth } = simulateFirm(seed, SPREAD.pm)
  const model = modelOf(answers)
  const reach = studentTQuantile(0.9, model.pm.levelOf.size + 3)
  for (const pm of model.pm.levelOf.keys()) {
    const { estimate, se } = model.fit.contrast(levelContrast(model, pmEffects(model, pm)))
    counts.ranges += 1
    if (Math.abs(estimate - truth.get(pm)!) <= reach * se) counts.covered += 1
  }
  const { pmIds, ahead, differences, reaches } = comparePms(model, answers, model.pm.levelOf.size + 3)
  for (const [at, probability] of ahead.entries()) {
    const [one, other] = [truth.get(pmIds[Math.floor(at / pmIds.length)]!)!, truth.get(pmIds[at % pmIds.length]!)!]
    if (one !== other) {
      counts.differences += 1
      if (Math.abs(differences[at]! - 100 * (one - other)) <= reaches[at]!) counts.held += 1
    }
    if (probability < 0.9) continue
    const [first, second] = [pmIds[Math.floor(at / pmIds.length)]!, pmIds[at % pmIds.length]!]
    counts.claims += 1
    if (truth.get(first)! > truth.get(second)!) counts.right += 1
  }
}

describe('over fifty simulated firms', () => {
  const counts = { ranges: 0, covered: 0, claims: 0, right: 0, differences: 0, held: 0 }
  beforeAll(() => {
    for (let seed = 1; seed <= FIRMS; seed++) count(counts, seed)
  })

  it('eight of ten ranges hold the truth', () => {
    expect(counts.covered / counts.ranges).toBeGreaterThanOrEqual(0.74)
    expect(counts.covered / counts.ranges).toBeLessThanOrEqual(0.84)
  })

  it('eight of ten ranges of differences hold the truth', () => {
    expect(counts.held / counts.differences).toBeGreaterThanOrEqual(0.74)
    expect(counts.held / counts.differences).toBeLessThanOrEqual(0.86)
  })

  it('at least nine of ten claims that one PM is ahead of another are right', () => {
    expect(counts.claims).toBeGreaterThan(100)
    expect(counts.right / counts.claims).toBeGreaterThanOrEqual(0.9)
  })

  it('hardly any claim is made where PMs do not differ', () => {
    let [claims, pairs] = [0, 0]
    for (let seed = 1; seed <= FIRMS; seed++) {
      const { answers } = simulateFirm(1000 + seed, 0)
      const model = modelOf(answers)
      const { pmIds, ahead } = comparePms(model, answers, model.pm.levelOf.size + 3)
      pairs += (pmIds.length * (pmIds.length - 1)) / 2
      claims += ahead.filter((probability) => probability >= 0.9).length
    }
    expect(claims / pairs).toBeLessThan(0.05)
  })
})
