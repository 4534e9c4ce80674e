import { gathering } from '../core/gathering.ts'
import type { Db } from './database.ts'

const LIMITS = { most: 50, atOnce: 3 }

/** A question to the database of which those that come at once are asked together, for each handle by itself. */
export function gathered<Asked, Answer>(
  ask: (db: Db, all: readonly Asked[]) => Promise<readonly Answer[]>,
): (db: Db, asked: Asked) => Promise<Answer> {
  const byHandle = new WeakMap<Db, (asked: Asked) => Promise<Answer>>()
  return (db, asked) => {
    const askOne = byHandle.get(db) ?? gathering((all: readonly Asked[]) => ask(db, all), LIMITS)
    byHandle.set(db, askOne)
    return askOne(asked)
  }
}
