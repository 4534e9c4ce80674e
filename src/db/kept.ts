import type { DialectAdapter } from 'kysely'
import type { Db } from './database.ts'

/**
 * Something remembered of a database for as long as this process has it open, shared by its transactions. Only what can
 * never change, or what tells by itself that it has, may be kept.
 */
export function keptOf<Kept>(empty: () => Kept): (db: Db) => Kept {
  const byDatabase = new WeakMap<DialectAdapter, Kept>()
  return (db) => {
    const { adapter } = db.getExecutor()
    const kept = byDatabase.get(adapter) ?? empty()
    byDatabase.set(adapter, kept)
    return kept
  }
}
