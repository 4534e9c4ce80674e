import type { Db } from '../database.ts'

/** The days on which the engagements among `refs` ended, by ref; those that go on are absent. */
export async function findEnds(db: Db, refs: readonly string[]): Promise<Map<string, string>> {
  if (refs.length === 0) return new Map()
  const rows = await db
    .selectFrom('engagement')
    .select(['ref', 'endedOn'])
    .where('ref', 'in', refs)
    .where('endedOn', 'is not', null)
    .$narrowType<{ endedOn: string }>()
    .execute()
  return new Map(rows.map((row) => [row.ref, row.endedOn]))
}
