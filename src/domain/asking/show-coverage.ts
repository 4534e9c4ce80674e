import {
  type CoverageBy,
  type CoverageCounts,
  type CoverageStanding,
  coverageTotals,
  NOBODY_COUNTED,
} from '../../core/asking/coverage-ledger.ts'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import { tableText } from '../../core/table.ts'
import { type Leadership, seesEverything, type Viewer } from '../../core/viewer.ts'
import { type CoverageChoice, listLedger } from '../../db/asking/coverage-ledger.ts'
import { countCoverage, listMilestonesOf } from '../../db/asking/coverage-tallies.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'
import { findFilterChoices } from '../score/filter-choices.ts'

export type CoverageFilter = { by: CoverageBy; filter: AnswerFilter; standing: CoverageStanding | undefined }

const ROWS = 200

async function readGroups(deps: Deps, viewer: Leadership, filter: CoverageFilter) {
  const counted = await countCoverage(deps.db, viewer, filter.by, filter)
  const groups = new Map<string, { key: string; name: string; counts: CoverageCounts }>()
  for (const { key, name, standing, count } of counted) {
    const group = groups.get(key) ?? { key, name, counts: { ...NOBODY_COUNTED } }
    group.counts[standing] += count
    groups.set(key, group)
  }
  return [...groups.values()]
    .map((group) => ({ ...group, ...coverageTotals(group.counts) }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** Whether more than a period is chosen. */
const isNarrowed = ({ filter, standing }: CoverageFilter): boolean =>
  standing !== undefined ||
  [filter.pmId, filter.accountId, filter.engagementId, filter.industry, filter.milestoneKind].some((id) => id !== null)

async function readPeople({ db }: Deps, viewer: Leadership, choice: CoverageChoice) {
  const limit = ROWS + 1
  const milestoneIds = await listMilestonesOf(db, viewer, choice, limit)
  return milestoneIds.length === 0 ? [] : listLedger(db, viewer, choice, { milestoneIds, limit })
}

/** The ledger of who was asked and who was not, for leadership: it compares PMs. The people behind it once more than a period is chosen. */
export async function showCoverage(deps: Deps, viewer: Viewer, filter: CoverageFilter) {
  if (!seesEverything(viewer)) return { kind: 'not_yours' as const }
  const rows = isNarrowed(filter) ? await readPeople(deps, viewer, filter) : null
  return {
    kind: 'shown' as const,
    groups: await readGroups(deps, viewer, filter),
    people: rows && { rows: rows.slice(0, ROWS), isCut: rows.length > ROWS },
    choices: await findFilterChoices(deps, viewer, await getFirm(deps.db)),
  }
}

const rateOf = (rate: number | null): string => (rate === null ? '' : rate.toFixed(3))

/** The ledger as a table for a spreadsheet; null for whom it is not. */
export async function writeCoverageTable(deps: Deps, viewer: Viewer, filter: CoverageFilter): Promise<string | null> {
  if (!seesEverything(viewer)) return null
  const groups = await readGroups(deps, viewer, filter)
  return tableText(
    [filter.by, 'reached', 'asked', ...Object.keys(NOBODY_COUNTED), 'asked_rate', 'answered_rate'],
    groups.map(({ name, counts, reached, asked, askedRate, answeredRate }) => ({
      [filter.by]: name,
      reached,
      asked,
      ...counts,
      asked_rate: rateOf(askedRate),
      answered_rate: rateOf(answeredRate),
    })),
  )
}

/** Everybody behind the ledger, each with who left them out and why; null for whom it is not. */
export async function writeCoverageRows(deps: Deps, viewer: Viewer, filter: CoverageFilter): Promise<string | null> {
  if (!seesEverything(viewer)) return null
  const rows = await listLedger(deps.db, viewer, filter)
  return tableText(
    ['pm', 'account', 'engagement', 'milestone', 'reached_on', 'contact', 'standing', 'held_by', 'reason'],
    rows.map((row) => ({
      pm: row.pmName,
      account: row.accountName,
      engagement: row.engagementName,
      milestone: row.milestoneKind,
      reached_on: row.reachedOn,
      contact: row.contactName,
      standing: row.standing,
      held_by: row.heldBy,
      reason: row.holdReason ?? row.reason,
    })),
  )
}
