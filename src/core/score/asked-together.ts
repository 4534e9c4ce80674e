import { groupedBy } from '../grouped-by.ts'
import { MAX_MISSING, hasEnough } from './drivers.ts'

type Asked = { milestoneKind: string; accountId: number; experiences: Readonly<Record<string, number>> }

/** Milestone kinds, the experiences that are rated there often enough, and the answers that rate all of these. */
export type AskedTogether = { kinds: string[]; keys: string[]; answers: number; accounts: number; enough: boolean }

/** Answers of one milestone kind that rate the same experiences. */
type Pattern = { kind: string; rated: ReadonlySet<string>; answers: number; accounts: ReadonlySet<number> }

function patternsOf(answers: readonly Asked[]): Pattern[] {
  const groups = groupedBy(answers, (answer) =>
    [answer.milestoneKind, ...Object.keys(answer.experiences).sort()].join(' '),
  )
  return [...groups.values()].map((own) => ({
    kind: own[0]!.milestoneKind,
    rated: new Set(Object.keys(own[0]!.experiences)),
    answers: own.length,
    accounts: new Set(own.map(({ accountId }) => accountId)),
  }))
}

const answersIn = (patterns: readonly Pattern[]): number => patterns.reduce((sum, { answers }) => sum + answers, 0)

function keptIn(patterns: readonly Pattern[], keys: readonly string[]): string[] {
  const all = answersIn(patterns)
  return keys.filter((key) => answersIn(patterns.filter(({ rated }) => !rated.has(key))) <= MAX_MISSING * all)
}

function askedAt(kinds: string[], patterns: readonly Pattern[], keys: readonly string[]): AskedTogether {
  const own = patterns.filter(({ kind }) => kinds.includes(kind))
  const kept = keptIn(own, keys)
  const complete = own.filter(({ rated }) => kept.every((key) => rated.has(key)))
  const answers = answersIn(complete)
  const accounts = new Set(complete.flatMap((pattern) => [...pattern.accounts])).size
  return { kinds, keys: kept, answers, accounts, enough: kept.length > 1 && hasEnough(kept.length, answers, accounts) }
}

/** With enough answers, the most experiences, then the most answers, then the fewest milestones; else what is nearest to enough. */
function isBetter(one: AskedTogether, other: AskedTogether): boolean {
  if (one.enough !== other.enough) return one.enough
  const rank = ({ enough, kinds, keys, answers }: AskedTogether): number[] =>
    enough ? [keys.length, answers, -kinds.length] : [keys.length > 1 ? answers / keys.length : 0, -kinds.length]
  const ranks = rank(one)
  const at = rank(other).findIndex((each, place) => each !== ranks[place])
  return at !== -1 && ranks[at]! > rank(other)[at]!
}

/**
 * At which milestones an analysis of experiences can rest. Surveys ask different experiences at different milestones, so that
 * few answers or none rate them all; correlations of pairs from different answers are no way out, as they need not belong to
 * any one set of people. So the analysis keeps to milestones that ask alike: all of them, or those whose surveys ask at least
 * what one kind's asks; of these, the choice with most experiences that have enough complete answers. Outcomes play no part
 * in it, so the choice favours no result.
 */
export function chooseAskedTogether(answers: readonly Asked[], keys: readonly string[]): AskedTogether {
  const patterns = patternsOf(answers)
  const kinds = [...new Set(patterns.map(({ kind }) => kind))].sort()
  const asks = new Map(
    kinds.map((kind) => [
      kind,
      keptIn(
        patterns.filter((each) => each.kind === kind),
        keys,
      ),
    ]),
  )
  const alike = kinds.map((kind) =>
    kinds.filter((other) => asks.get(kind)!.every((key) => asks.get(other)!.includes(key))),
  )
  return [kinds, ...alike]
    .map((some) => askedAt(some, patterns, keys))
    .reduce((best, each) => (isBetter(each, best) ? each : best))
}
