import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleStaff } from '../visible.ts'

/** Everybody who is a PM or leads an engagement, by name. */
export async function listPms(db: Db, viewer: Viewer): Promise<{ id: number; name: string }[]> {
  return visibleStaff(db, viewer)
    .where((eb) =>
      eb.or([
        eb('staff.role', '=', 'pm'),
        // Asked person by person: an index knows, and nothing is read through.
        eb.exists(eb.selectFrom('engagement').select('engagement.id').whereRef('engagement.pmId', '=', 'staff.id')),
        eb.exists(eb.selectFrom('tally').select('tally.pmId').whereRef('tally.pmId', '=', 'staff.id')),
      ]),
    )
    .select(['staff.id', 'staff.name'])
    .orderBy('staff.name')
    .orderBy('staff.id')
    .execute()
}
