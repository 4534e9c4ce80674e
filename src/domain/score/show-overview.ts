import { kindsInOrder } from '../../core/asking/kinds-in-order.ts'
import { groupedBy } from '../../core/grouped-by.ts'
import { type AnswerFilter, monthsBefore } from '../../core/score/answer-filter.ts'
import { contrastPeriods } from '../../core/score/period-contrast.ts'
import { listOpportunityLines } from '../../db/acting/opportunity-lines.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { meansAlong, sumAnswersByAccount, sumRevenue, sumTallies, sumTalliesBy } from '../../db/score/tally-sums.ts'
import type { Deps } from '../../deps.ts'
import { readFollowUpCounts } from '../acting/show-follow-ups.ts'
import { findFilterChoices } from './filter-choices.ts'
import { findAttention, heldBackTooOften } from './overview-attention.ts'
import { findCheck } from './show-trust.ts'
import { findShownDrivers } from './show-drivers.ts'
import { type Leader, listComparedPms } from './show-pms.ts'
import {
  findFirmScore,
  findShownChange,
  findShownHistory,
  findShownScore,
  findShownScores,
  FIRM,
  type ShownScore,
} from './shown-score.ts'

/** Accounts shown before the list takes over. */
const ACCOUNTS = 20
const NEEDS = 4

type Named = { id: number; name: string }

/** Whose score the page speaks of: the PM's or account's that the filter names, else the firm's. */
function subjectOf({ pmId, accountId }: AnswerFilter) {
  if (pmId !== null) return { subjectKind: 'pm', subjectId: pmId } as const
  return accountId === null
    ? ({ subjectKind: 'firm', subjectId: FIRM } as const)
    : ({ subjectKind: 'account', subjectId: accountId } as const)
}

/** The score in question with its past; an account's changes are told by no model, so none is told. */
async function readSubject({ db }: Deps, viewer: Leader, filter: AnswerFilter) {
  const { subjectKind, subjectId } = subjectOf(filter)
  const [score, history, moved] = await Promise.all([
    findShownScore(db, viewer, subjectKind, subjectId),
    findShownHistory(db, viewer, subjectKind, subjectId),
    subjectKind === 'account' ? null : findShownChange(db, viewer, subjectKind, subjectId),
  ])
  return { kind: subjectKind, id: subjectId, score, history, moved }
}

/** Of the accounts heard from, those with the lowest scores, then those with the most answers. */
function accountsInOrder(
  heard: readonly { accountId: number; answers: number }[],
  scores: ReadonlyMap<number, ShownScore>,
  names: ReadonlyMap<number, string>,
) {
  const valueOf = (id: number): number => scores.get(id)?.value ?? 101
  return heard
    .filter(({ answers }) => answers > 0)
    .map(({ accountId: id, answers }) => ({ id, name: names.get(id) ?? '', answers, score: scores.get(id) ?? null }))
    .toSorted((a, b) => valueOf(a.id) - valueOf(b.id) || b.answers - a.answers || a.name.localeCompare(b.name, 'en'))
}

/** The accounts along the project: their own score and the mean of their answers at each milestone kind. */
async function readAccounts(deps: Deps, viewer: Leader, filter: AnswerFilter, all: ReturnType<typeof accountsInOrder>) {
  const some = all.slice(0, ACCOUNTS)
  const ids = some.map(({ id }) => id)
  const means = groupedBy(await meansAlong(deps.db, viewer, ids, filter), ({ accountId }) => accountId)
  const cells = (id: number) =>
    Object.fromEntries(
      (means.get(id) ?? []).map(({ milestoneKind, value, answers }) => [milestoneKind, { value, answers }]),
    )
  return {
    accounts: some.map((account) => ({ ...account, cells: cells(account.id) })),
    accountCount: all.length,
    milestoneKinds: kindsInOrder([...means.values()].flat().map(({ milestoneKind }) => milestoneKind)),
  }
}

/** What leadership sees first, within what the filter leaves; every figure reads rows that were counted before. */
export async function showOverview(deps: Deps, viewer: Leader, filter: AnswerFilter) {
  const { db } = deps
  const now = deps.now()
  await insertAudit(db, { at: now, staffId: viewer.staffId, action: 'overview_viewed' })
  const firm = await getFirm(db)
  const before = monthsBefore(filter.months)
  const [
    subject,
    firmScore,
    check,
    choices,
    sums,
    byAccount,
    said,
    pmsOf,
    scores,
    revenue,
    followUps,
    attention,
    needs,
    drivers,
  ] = await Promise.all([
    readSubject(deps, viewer, filter),
    findFirmScore(db, viewer),
    findCheck(db, viewer),
    findFilterChoices(deps, viewer, firm),
    sumTallies(db, viewer, filter),
    sumTalliesBy(db, viewer, 'account', filter),
    sumAnswersByAccount(db, viewer, filter, before),
    listComparedPms(deps, viewer, filter),
    findShownScores(db, viewer, 'account'),
    sumRevenue(db, viewer, filter),
    readFollowUpCounts(deps, viewer),
    findAttention(deps, viewer, filter),
    listOpportunityLines(db, viewer, {
      states: ['new'],
      sort: 'newest',
      limit: NEEDS,
      ...(filter.accountId !== null && { accountId: filter.accountId }),
    }),
    findShownDrivers(db, viewer, filter.pmId),
  ])
  const names = new Map(choices.accounts.map(({ id, name }: Named) => [id, name]))
  return {
    filter,
    before,
    choices,
    subject: { ...subject, name: subjectName(subject, choices) },
    firmAverage: firmScore?.value ?? null,
    check,
    sums,
    said: contrastPeriods(said),
    saidBefore: said.reduce((sum, { answersBefore }) => sum + answersBefore, 0),
    revenue,
    followUps,
    attention: { ...attention, heldBack: heldBackTooOften(byAccount, names) },
    pms: pmsOf(choices.pms),
    ...(await readAccounts(deps, viewer, filter, accountsInOrder(said, scores, names))),
    needs,
    drivers,
    hasPms: choices.pms.length > 0,
  }
}

/** Null for the firm. */
function subjectName(
  { kind, id }: { kind: 'firm' | 'pm' | 'account'; id: number },
  { pms, accounts }: { pms: readonly Named[]; accounts: readonly Named[] },
): string | null {
  if (kind === 'firm') return null
  return (kind === 'pm' ? pms : accounts).find((each) => each.id === id)?.name ?? 'Nobody known'
}
