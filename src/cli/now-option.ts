import { addDays, atHour } from '../core/calendar.ts'
import { day, instant } from '../core/firm/field-kinds.ts'
import { getFirm } from '../db/firm/firms.ts'
import type { Deps } from '../deps.ts'

/** How `--now` is explained by --help. */
export const NOW_HELP =
  "as of this time instead of now, ISO 8601; a day alone means its last moment in the firm's time zone"

/**
 * The instant that `--now` gives, else the clock's. A day without a time stands for its last millisecond in the firm's time zone,
 * so that the work of that day is done as of that day.
 * @throws Error where it is neither
 */
export async function nowGiven(deps: Deps, text: string | undefined): Promise<Date> {
  if (text === undefined) return deps.now()
  const given = day(text)
  if ('value' in given) {
    const { timeZone } = await getFirm(deps.db)
    return new Date(atHour(addDays(given.value, 1), 0, timeZone).getTime() - 1)
  }
  const at = instant(text)
  if ('value' in at) return new Date(at.value)
  throw new Error(`--now ${text}: is neither a time nor a day; write it like 2026-11-22T09:00:00Z or 2026-11-22`)
}
