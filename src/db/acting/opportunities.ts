import type { Db } from '../database.ts'
import type { NewRow } from '../schema.ts'

/** Opens the opportunity that a response mentions, or rewrites its need; an owner is changed only while nobody has begun. */
export async function upsertOpportunity(
  db: Db,
  opportunity: Required<Pick<NewRow<'opportunity'>, 'responseId' | 'ownerId' | 'need' | 'openedAt'>>,
): Promise<void> {
  await db
    .insertInto('opportunity')
    .values(opportunity)
    .onConflict((conflict) =>
      conflict.column('responseId').doUpdateSet((eb) => ({
        need: eb.ref('excluded.need'),
        ownerId: eb
          .case()
          .when('opportunity.state', '=', 'new')
          .then(eb.ref('excluded.ownerId'))
          .else(eb.ref('opportunity.ownerId'))
          .end(),
      })),
    )
    .execute()
}

/** Takes back an opportunity that nobody has begun to work on. */
export async function deleteNewOpportunity(db: Db, responseId: number): Promise<void> {
  await db.deleteFrom('opportunity').where('responseId', '=', responseId).where('state', '=', 'new').execute()
}
