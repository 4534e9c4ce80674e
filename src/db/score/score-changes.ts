import type { ScoreChange } from '../../core/score/score-change.ts'
import type { Audience } from '../../core/words.ts'
import { compiledOnce, type Slots } from '../compiled-once.ts'
import type { Db } from '../database.ts'
import { rowsOf, valueOf } from '../in-one-value.ts'
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

const listOfPms = compiledOnce((db, { audience }: Slots<{ audience: Audience }>) => {
  const all = db.selectFrom('scoreChange').select(TOLD).where('subjectKind', '=', 'pm').where('audience', '=', audience)
  return valueOf(db, all.as('each'), TOLD)
})

/** How PMs have changed by the newest fit, by key; those without answers in both half-years are left out. */
export async function listPmChanges(db: Db, audience: Audience): Promise<Map<number, ToldChange>> {
  const [found] = await listOfPms(db, { audience })
  return new Map(rowsOf<ToldChange>(TOLD, found?.value ?? []).map((row) => [row.subjectId, row]))
}

type Subject = { subjectKind: 'firm' | 'pm'; subjectId: number; audience: Audience }

const listOf = compiledOnce((db, { subjectKind, subjectId, audience }: Slots<Subject>) =>
  db
    .selectFrom('scoreChange')
    .select(TOLD)
    .where('subjectKind', '=', subjectKind)
    .where('subjectId', '=', subjectId)
    .where('audience', '=', audience),
)

/** How one PM, or the firm, has changed by the newest fit. */
export const findScoreChange = async (db: Db, subject: Subject): Promise<ToldChange | undefined> =>
  (await listOf(db, subject))[0]
