import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { Role } from '../core/words.ts'

export type AuthUserTable = {
  id: string
  name: string
  email: string
  emailVerified: boolean
  image: string | null
  createdAt: Date
  updatedAt: Date
}

export type ApiKeyTable = {
  id: GeneratedAlways<number>
  name: string
  role: Role
  staffId: number | null
  keyHash: Uint8Array
  createdAt: Date
  revokedAt: Date | null
}

export type AuditTable = {
  id: GeneratedAlways<number>
  at: Date
  staffId: number | null
  action: string
  detail: JSONColumnType<Record<string, unknown>>
}

/** One row: which database at which address mails surveys. */
export type InstallationTable = {
  id: GeneratedAlways<boolean>
  databaseIdentity: string | null
  baseUrl: string | null
  markId: Generated<string>
  sendings: Generated<number>
  workedAt: Generated<Date>
}
