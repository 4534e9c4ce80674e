import { sql } from 'kysely'
import type { Db } from '../database.ts'

/** Who holds one of the addresses now, by address in lower case. */
export async function findStaffRefsByAddress(db: Db, addresses: readonly string[]): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map()
  const rows = await db
    .selectFrom('staff')
    .select(['ref', 'email'])
    .where(sql`lower(email)`, 'in', sql`(select jsonb_array_elements_text(${JSON.stringify(addresses)}::text::jsonb))`)
    .execute()
  return new Map(rows.map((row) => [row.email.toLowerCase(), row.ref]))
}

/** Frees the addresses of staff who are about to get another one, so that two people can swap theirs. */
export async function freeAddresses(db: Db, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return
  await db
    .updateTable('staff')
    .set({ email: sql`'freed:' || id` })
    .where('ref', 'in', refs)
    .execute()
}

/** Sets each person's leader by ref; null takes the leader away. Answers with the refs of the people it changed. */
export async function updateLeaders(
  db: Db,
  leaders: readonly { ref: string; leader_ref: string | null }[],
): Promise<string[]> {
  const { rows } = await sql<{ ref: string }>`
    update staff set leader_id = leader.id
    from jsonb_to_recordset(${JSON.stringify(leaders)}::text::jsonb) as given (ref text, leader_ref text)
    left join staff as leader on leader.ref = given.leader_ref
    where staff.ref = given.ref and staff.leader_id is distinct from leader.id
    returning staff.ref`.execute(db)
  return rows.map((row) => row.ref)
}
