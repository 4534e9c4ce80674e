import type { PauseReason } from '../../core/sending/fence.ts'

/** What has happened, as far as it can be seen, in the words of the banner. */
export const PAUSE_NAMES: Record<PauseReason, string> = {
  other_database: 'This database was restored or moved',
  other_address: 'This database was moved to another address',
  older_than_sent: 'This database was restored to an earlier day',
  idle: 'FirstCall was off for more than three days, or this database was restored',
}
