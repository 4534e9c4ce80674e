import type { Row } from '../../src/db/schema.ts'
import type { Actor } from '../../src/domain/acting/act-on-follow-up.ts'

/** Somebody of the firm as the one who acts. */
export const actor = ({ id, role }: Pick<Row<'staff'>, 'id' | 'role'>): Actor => ({ role, staffId: id })
