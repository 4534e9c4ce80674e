import type { ScoreChange } from '../../core/score/score-change.ts'
import type { Audience } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { insertRows } from '../insert-rows.ts'
import type { Row } from '../schema.ts'

/** Puts the changes of the newest fit in place of the last ones. */
export async function replaceScoreChanges(db: Db, asOf: string, changes: readonly ScoreChange[]): Promise<void> {
  await db.deleteFrom('scoreChange').execute()
  await insertRows(
    db,
    'scoreChange',
    changes.map((change) => ({ ...change, asOf })),
  )
}

/** How PMs have changed by the newest fit, by key; those without answers in both half-years are left out. */
export async function listPmChanges(db: Db, audience: Audience): Promise<Map<number, Row<'scoreChange'>>> {
  const rows = await db
    .selectFrom('scoreChange')
    .selectAll()
    .where('subjectKind', '=', 'pm')
    .where('audience', '=', audience)
    .execute()
  return new Map(rows.map((row) => [row.subjectId, row]))
}

/** How one PM, or the firm, has changed by the newest fit. */
export const findScoreChange = (
  db: Db,
  subject: { subjectKind: 'firm' | 'pm'; subjectId: number; audience: Audience },
): Promise<Row<'scoreChange'> | undefined> =>
  db
    .selectFrom('scoreChange')
    .selectAll()
    .where('subjectKind', '=', subject.subjectKind)
    .where('subjectId', '=', subject.subjectId)
    .where('audience', '=', subject.audience)
    .executeTakeFirst()
