import { digestDayOf } from '../../core/sending/digest.ts'
import { DIGEST_DAYS, type DigestDay } from '../../core/words.ts'
import { getDigestDay, updateDigestDay } from '../../db/sending/digests.ts'
import type { Deps } from '../../deps.ts'

/** The day on which somebody of the firm reads a digest. */
export const readDigestDay = async ({ db }: Deps, staffId: number): Promise<DigestDay> =>
  digestDayOf(await getDigestDay(db, staffId))

/** Keeps the day that somebody chose; `unknown` where `day` is none. */
export async function chooseDigestDay(deps: Deps, staffId: number, day: string): Promise<'chosen' | 'unknown'> {
  const chosen = DIGEST_DAYS.find((each) => each === day)
  if (chosen === undefined) return 'unknown'
  await updateDigestDay(deps.db, staffId, chosen)
  return 'chosen'
}
