import { sql } from 'kysely'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { accountChoices, accountsIn } from '../firm/account-choices.ts'
import { visibleTallies } from '../visible.ts'
import { pmsIn, pmsValue } from './overview.ts'

type Kind = [milestoneKind: string, surveyKey: string]

/** The milestone kinds and surveys that were counted; whoever sees all leaps from each to the next, and reads none in between. */
function kindsValue(db: Db, viewer: Viewer) {
  const all = visibleTallies(db, viewer).select(['tally.milestoneKind', 'tally.surveyKey'])
  const value = sql`select json_agg(json_build_array(milestone_kind, survey_key)) from kind`
  if (!seesEverything(viewer)) return sql<Kind[] | null>`(with kind as (${all.distinct()}) ${value})`
  const first = all.orderBy('tally.milestoneKind').orderBy('tally.surveyKey').limit(1)
  const next = first.where(
    sql<boolean>`(tally.milestone_kind, tally.survey_key) > (kind.milestone_kind, kind.survey_key)`,
  )
  return sql<Kind[] | null>`(
    with recursive kind as ((${first}) union all
      select following.* from kind cross join lateral (${next}) as following)
    ${value})`
}

/** What answers can be narrowed to, as far as the viewer sees it. */
export async function listFilterChoices(db: Db, viewer: Viewer) {
  const { accounts, industries, pms, kinds } = await accountChoices(db, viewer)
    .select([pmsValue(db, viewer).as('pms'), kindsValue(db, viewer).as('kinds')])
    .executeTakeFirstOrThrow()
  const distinct = (at: 0 | 1): string[] => [...new Set((kinds ?? []).map((kind) => kind[at]))]
  return {
    pms: pmsIn(pms ?? []),
    accounts: accountsIn(accounts),
    industries,
    milestoneKinds: distinct(0),
    surveyKeys: distinct(1).sort(),
  }
}
