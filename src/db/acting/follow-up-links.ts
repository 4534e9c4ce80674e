import type { Db } from '../database.ts'

/** Whom an alert or an escalation was written to, and about what; undefined for any other message. */
export const findLinkedAlert = (db: Db, emailId: number) =>
  db
    .selectFrom('email')
    .innerJoin('staff', 'staff.id', 'email.staffId')
    .where('email.id', '=', emailId)
    .where('email.kind', 'in', ['alert', 'escalation'])
    .select(['email.followUpId', 'email.createdAt'])
    .select(['staff.id as staffId', 'staff.role', 'staff.timeZone', 'staff.locale'])
    .$narrowType<{ followUpId: number }>()
    .executeTakeFirst()
