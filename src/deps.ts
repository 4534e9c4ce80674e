import type { Config } from './config.ts'
import type { Db } from './db/database.ts'
import type { Sendings } from './db/sending/installation.ts'
import type { Mailer } from './mail/mailer.ts'

/** One line of the log: an event's name with plain facts; never an answer, a token or an address. */
export type Log = {
  info(event: string, facts?: Record<string, unknown>): void
  warn(event: string, facts?: Record<string, unknown>): void
  error(event: string, facts?: Record<string, unknown>): void
}

/** Remembers outside the database how far sending has come, so that one brought back to an earlier day is noticed. */
export type SentMark = {
  /** Null where nothing was kept here. */
  read(): Promise<Sendings | null>
  write(sendings: Sendings): Promise<void>
}

/** The whole outside world. Nobody else reads a clock, an environment variable, a random number or a socket. */
export type Deps = {
  db: Db
  mailer: Mailer
  now(): Date
  /** `count` bytes from a cryptographically secure source. */
  random(count: number): Uint8Array
  /** Asks other servers, such as for the certificate behind a signed notice. */
  fetch(url: string, init?: RequestInit): Promise<Response>
  /** The IP addresses of a host's name, to keep calls out of private networks; none where the platform does so itself. */
  resolve(host: string): Promise<string[]>
  sentMark: SentMark
  config: Config
  /** Differs as soon as a file of `src/public` differs, so that browsers may keep those files for good. */
  assetVersion: string
  log: Log
}
