import type { ScoreChange } from '../../core/score/score-change.ts'
import type { Audience } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { inOneValue } from '../in-one-value.ts'
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

const TOLD = ['subjectId', 'change', 'low', 'high', 'answers', 'answersBefore', 'lowAnswers'] as const

type ToldChange = Pick<Row<'scoreChange'>, (typeof TOLD)[number]>

/** How PMs have changed by the newest fit, by key; those without answers in both half-years are left out. */
export async function listPmChanges(db: Db, audience: Audience): Promise<Map<number, ToldChange>> {
  const all = db.selectFrom('scoreChange').select(TOLD).where('subjectKind', '=', 'pm').where('audience', '=', audience)
  const rows = await inOneValue<ToldChange>(db, all.as('each'), TOLD)
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
