import { type AnswerFilter, monthsBefore } from '../../core/score/answer-filter.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Firm } from '../../db/firm/firms.ts'
import { sumWork } from '../../db/score/period-sums.ts'
import { addTallies } from '../../db/score/tally-sums.ts'
import type { Deps } from '../../deps.ts'
import { readFollowUpCounts } from '../acting/show-follow-ups.ts'
import { readSaid } from './accounts-along.ts'
import { findFilterChoices } from './filter-choices.ts'
import { listNeedsHeard } from './needs-heard.ts'
import {
  attentionChoice,
  countHeld,
  heldBackTooOften,
  listUrgentFollowUps,
  readStandings,
} from './overview-attention.ts'
import { findCheck } from './show-trust.ts'
import { findShownDrivers, writeDriversTable } from './show-drivers.ts'
import { comparedPms, type Leader, readComparison } from './show-pms.ts'
import {
  findFirmScore,
  findShownChange,
  findShownHistory,
  findShownScore,
  FIRM,
  writeHistoryTable,
} from './shown-score.ts'

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

/** What leadership sees first, within what the filter leaves; every figure reads rows that were counted before. */
export async function showOverview(deps: Deps, viewer: Leader, { filter, firm }: { filter: AnswerFilter; firm: Firm }) {
  const { db } = deps
  const now = deps.now()
  const before = monthsBefore(filter.months)
  const [
    said,
    { byPm, revenue },
    subject,
    firmScore,
    check,
    choices,
    standings,
    compared,
    followUps,
    urgent,
    needs,
    drivers,
  ] = await Promise.all([
    readSaid(deps, viewer, { filter, before }),
    sumWork(db, viewer, filter),
    readSubject(deps, viewer, filter),
    subjectOf(filter).subjectKind === 'firm' ? null : findFirmScore(db, viewer),
    findCheck(db, viewer),
    findFilterChoices(deps, viewer, firm),
    readStandings(deps, viewer, filter),
    readComparison(deps, viewer),
    readFollowUpCounts(deps, viewer, attentionChoice(filter)),
    listUrgentFollowUps(deps, viewer, filter),
    listNeedsHeard(db, viewer, filter, { firm, states: ['new'], limit: NEEDS }),
    findShownDrivers(db, viewer, filter.pmId),
    insertAudit(db, { at: now, staffId: viewer.staffId, action: 'overview_viewed' }),
  ])
  return {
    filter,
    before,
    choices,
    subject: { ...subject, name: subjectName(subject, choices) },
    firmAverage: (firmScore ?? subject.score)?.value ?? null,
    check,
    sums: { ...addTallies(byPm.values()), held: countHeld(standings) },
    ...said,
    revenue,
    followUps,
    attention: { followUps: urgent, heldBack: heldBackTooOften(standings) },
    pms: comparedPms(choices.pms, { filter, byPm, ...compared }),
    needs,
    drivers,
    hasPms: choices.pms.length > 0,
  }
}

/** Null for the firm, and for whom there is not. */
function subjectName(
  { kind, id }: { kind: 'firm' | 'pm' | 'account'; id: number },
  { pms, accounts }: { pms: readonly Named[]; accounts: readonly Named[] },
): string | null {
  if (kind === 'firm') return null
  return (kind === 'pm' ? pms : accounts).find((each) => each.id === id)?.name ?? null
}

/** What stands behind the firm's score as a table for a spreadsheet. */
export const writeFirmTable = ({ db }: Deps, viewer: Leader, which: 'drivers' | 'history'): Promise<string> =>
  which === 'drivers' ? writeDriversTable(db, viewer, null) : writeHistoryTable(db, viewer, 'firm', FIRM)
