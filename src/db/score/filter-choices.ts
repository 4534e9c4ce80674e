import { sql } from 'kysely'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { listAccountChoices } from '../firm/account-choices.ts'
import { visibleTallies } from '../visible.ts'
import { listPms } from './overview.ts'

type Kind = { milestoneKind: string; surveyKey: string }

/** The milestone kinds and surveys that were counted; whoever sees all leaps from each to the next, and reads none in between. */
async function listKinds(db: Db, viewer: Viewer): Promise<Kind[]> {
  const all = visibleTallies(db, viewer).select(['tally.milestoneKind', 'tally.surveyKey'])
  if (!seesEverything(viewer)) return all.groupBy(['tally.milestoneKind', 'tally.surveyKey']).execute()
  const first = all.orderBy('tally.milestoneKind').orderBy('tally.surveyKey').limit(1)
  const next = first.where(
    sql<boolean>`(tally.milestone_kind, tally.survey_key) > (kind.milestone_kind, kind.survey_key)`,
  )
  const { rows } = await sql<Kind>`
    with recursive kind as ((${first}) union all
      select following.* from kind cross join lateral (${next}) as following)
    select milestone_kind, survey_key from kind`.execute(db)
  return rows
}

/** What answers can be narrowed to, as far as the viewer sees it. */
export async function listFilterChoices(db: Db, viewer: Viewer) {
  const [pms, accounts, counted] = await Promise.all([
    listPms(db, viewer),
    listAccountChoices(db, viewer),
    listKinds(db, viewer),
  ])
  return {
    pms,
    ...accounts,
    milestoneKinds: [...new Set(counted.map(({ milestoneKind }) => milestoneKind))],
    surveyKeys: [...new Set(counted.map(({ surveyKey }) => surveyKey))].sort(),
  }
}
