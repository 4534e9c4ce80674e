import { sql } from 'kysely'

/** Whether an answer stands as somebody of the firm wrote it down, and the contact has confirmed it; where it came otherwise, not. */
export const isReportedByUs = sql<boolean>`exists (
  select from spoken_report where spoken_report.invitation_id = invitation.id and spoken_report.state = 'confirmed')`
