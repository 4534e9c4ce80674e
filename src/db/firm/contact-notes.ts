import { sql } from 'kysely'
import type { Db } from '../database.ts'

/** What the firm's people wrote down about a contact. `kind`: a decision's own, or where it was written. */
export type ContactNote = { at: Date; kind: string; note: string }

/** Every note about a contact: on asking them or not, on follow-ups, what they said on a call, what they need. */
export async function listContactNotes(db: Db, contactId: number): Promise<ContactNote[]> {
  const { rows } = await sql<ContactNote>`
    select at, kind, note from decision where contact_id = ${contactId} and note is not null
    union all select placed_at, 'hold', reason from hold where contact_id = ${contactId}
    union all select opened_at, 'need', need from opportunity where contact_id = ${contactId}
    union all select reported_at, 'spoken', concat_ws(' · ', call_first || ' / 10', comment)
      from spoken_report join invitation on invitation.id = invitation_id where invitation.contact_id = ${contactId}
    union all select follow_up_note.at, 'follow_up', follow_up_note.note from follow_up_note
      join follow_up on follow_up.id = follow_up_id
      join invitation on invitation.id = follow_up.invitation_id where invitation.contact_id = ${contactId}
    order by 1`.execute(db)
  return rows
}
