import {
  type CoverageBy,
  type CoverageCounts,
  type CoverageStanding,
  coverageTotals,
  NOBODY_COUNTED,
} from '../../core/asking/coverage-ledger.ts'
import { addDays, dayIn } from '../../core/calendar.ts'
import { tableText } from '../../core/table.ts'
import { type Leadership, seesEverything, type Viewer } from '../../core/viewer.ts'
import { type CoverageChoice, listLedger } from '../../db/asking/coverage-ledger.ts'
import { countCoverage, listMilestonesOf } from '../../db/asking/coverage-tallies.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'

export type CoverageFilter = {
  by: CoverageBy
  /** Milestones reached within so many days; null: ever. */
  days: number | null
  pm: number | undefined
  account: number | undefined
  kind: string | undefined
  standing: CoverageStanding | undefined
}

const ROWS = 200

async function choiceOf(deps: Deps, { days, pm, account, kind, standing }: CoverageFilter): Promise<CoverageChoice> {
  const { timeZone } = await getFirm(deps.db)
  return {
    since: days === null ? null : addDays(dayIn(timeZone, deps.now()), -days),
    ...(pm !== undefined && { pmId: pm }),
    ...(account !== undefined && { accountId: account }),
    ...(kind !== undefined && { kind }),
    ...(standing !== undefined && { standing }),
  }
}

async function readGroups(deps: Deps, viewer: Leadership, filter: CoverageFilter) {
  const counted = await countCoverage(deps.db, viewer, filter.by, await choiceOf(deps, filter))
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

const isNarrowed = ({ pm, account, kind, standing }: CoverageFilter): boolean =>
  [pm, account, kind, standing].some((each) => each !== undefined)

async function readPeople({ db }: Deps, viewer: Leadership, choice: CoverageChoice) {
  const limit = ROWS + 1
  const milestoneIds = await listMilestonesOf(db, viewer, choice, limit)
  return milestoneIds.length === 0 ? [] : listLedger(db, viewer, choice, { milestoneIds, limit })
}

/** The ledger of who was asked and who was not, for leadership: it compares PMs. The people behind it once something is chosen. */
export async function showCoverage(deps: Deps, viewer: Viewer, filter: CoverageFilter) {
  if (!seesEverything(viewer)) return { kind: 'not_yours' as const }
  const rows = isNarrowed(filter) ? await readPeople(deps, viewer, await choiceOf(deps, filter)) : []
  return {
    kind: 'shown' as const,
    groups: await readGroups(deps, viewer, filter),
    rows: rows.slice(0, ROWS),
    isCut: rows.length > ROWS,
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
  const rows = await listLedger(deps.db, viewer, await choiceOf(deps, filter))
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
