import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { inOneValue, rowsOf, valueOf } from '../in-one-value.ts'
import { visibleStaff } from '../visible.ts'

const NAMED = ['id', 'name'] as const

export type NamedPm = { id: number; name: string }

const pms = (db: Db, viewer: Viewer) =>
  visibleStaff(db, viewer)
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

/** Everybody who is a PM or leads an engagement, by name. */
export const listPms = (db: Db, viewer: Viewer): Promise<NamedPm[]> =>
  inOneValue<NamedPm>(db, pms(db, viewer).as('each'), NAMED)

/** The same for a statement that reads more; `pmsIn` turns the value into PMs. */
export const pmsValue = (db: Db, viewer: Viewer) => valueOf<NamedPm>(db, pms(db, viewer).as('each'), NAMED)

export const pmsIn = (value: readonly unknown[][]): NamedPm[] => rowsOf<NamedPm>(NAMED, value)
