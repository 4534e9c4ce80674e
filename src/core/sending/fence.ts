import { FRESH_MS } from './backoff.ts'

/** What the installation remembers of its last sending, beside what is found now. */
export type FenceCase = {
  /** Null where no mail could ever leave: there is no past to mail. */
  remembered: { databaseIdentity: string; baseUrl: string; markId: string; sendings: number; idleHours: number } | null
  databaseIdentity: string
  baseUrl: string
  /** How far sending had come when this machine last sent; null where it never did or keeps no such mark. */
  mark: { id: string; sendings: number } | null
}

/**
 * Why surveys are paused: the database is a copy or was restored elsewhere; links would lead to another address; the
 * database is older than what was sent from it; nothing was done for so long that it may be.
 */
export type PauseReason = 'other_database' | 'other_address' | 'older_than_sent' | 'idle'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** An address of this machine alone says nothing about whose installation it is. */
const isLoopback = (url: string): boolean => URL.canParse(url) && LOOPBACK.has(new URL(url).hostname)

/** Whoever moves from an address of this machine alone to one that others reach is setting up, not restoring. */
const isOtherAddress = (remembered: string, baseUrl: string): boolean =>
  remembered !== baseUrl && !isLoopback(remembered)

/** Why nothing but sign-in mail may leave, null where all may: a database from a backup must not mail the past. */
export function whyPaused({ remembered, databaseIdentity, baseUrl, mark }: FenceCase): PauseReason | null {
  if (remembered === null) return null
  if (remembered.databaseIdentity !== databaseIdentity) return 'other_database'
  if (isOtherAddress(remembered.baseUrl, baseUrl)) return 'other_address'
  if (mark !== null && mark.id === remembered.markId && mark.sendings > remembered.sendings) return 'older_than_sent'
  return remembered.idleHours * 3_600_000 > FRESH_MS ? 'idle' : null
}
