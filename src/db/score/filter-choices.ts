import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { listAccountChoices } from '../firm/account-choices.ts'
import { visibleTallies } from '../visible.ts'
import { listPms } from './overview.ts'

/** What answers can be narrowed to, as far as the viewer sees it. */
export async function listFilterChoices(db: Db, viewer: Viewer) {
  const [pms, accounts, counted] = await Promise.all([
    listPms(db, viewer),
    listAccountChoices(db, viewer),
    visibleTallies(db, viewer)
      .groupBy(['tally.milestoneKind', 'tally.surveyKey'])
      .select(['tally.milestoneKind', 'tally.surveyKey'])
      .execute(),
  ])
  return {
    pms,
    ...accounts,
    milestoneKinds: [...new Set(counted.map(({ milestoneKind }) => milestoneKind))],
    surveyKeys: [...new Set(counted.map(({ surveyKey }) => surveyKey))].sort(),
  }
}
