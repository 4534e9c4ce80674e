import { daysBetween } from '../calendar.ts'

/** How much survey mail may leave; null: as much as there is. */
export type Pace = { perMinute: number | null; perMinutePerDomain: number | null; perDay: number | null }

/** Survey mail that has left in the last minute and since the day began; what is under way counts as if it had left. */
export type Left = { lastMinute: number; today: number; lastMinuteByDomain: ReadonlyMap<string, number> }

type FirmPace = { mailsPerMinute: number; mailsPerMinutePerDomain: number; warmUpFrom: string | null }

const FIRST_DAY = 50
/** Twice as many each day until then: more than 800,000. */
const WARM_UP_DAYS = 14

function warmUpLimit(from: string | null, today: string): number | null {
  const days = from === null ? -1 : daysBetween(from, today)
  return days < 0 || days > WARM_UP_DAYS ? null : FIRST_DAY * 2 ** days
}

/** What the firm's settings allow on this day, `YYYY-MM-DD`; 0 in a setting is no limit. */
export const paceOf = (firm: FirmPace, today: string): Pace => ({
  perMinute: firm.mailsPerMinute || null,
  perMinutePerDomain: firm.mailsPerMinutePerDomain || null,
  perDay: warmUpLimit(firm.warmUpFrom, today),
})

export const hasLimits = (pace: Pace): boolean => Object.values(pace).some((limit) => limit !== null)

/** The part of an address that says whose server takes its mail. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** How many more may leave now, whatever their domains; ≥ 0, `Infinity` where nothing limits it. */
export function allowance(pace: Pace, left: Left): number {
  const minute = pace.perMinute === null ? Infinity : pace.perMinute - left.lastMinute
  const day = pace.perDay === null ? Infinity : pace.perDay - left.today
  return Math.max(0, Math.min(minute, day))
}

/** Domains to which no more may leave now. */
export const fullDomains = ({ perMinutePerDomain }: Pace, left: Left): string[] =>
  [...left.lastMinuteByDomain]
    .filter(([, count]) => perMinutePerDomain !== null && count >= perMinutePerDomain)
    .map(([domain]) => domain)

/** Those of `waiting` that may leave now, in their order. */
export function takeAllowed<Mail extends { toAddress: string }>(
  waiting: readonly Mail[],
  pace: Pace,
  left: Left,
): Mail[] {
  const byDomain = new Map(left.lastMinuteByDomain)
  const allowed = waiting.filter(({ toAddress }) => {
    const domain = domainOf(toAddress)
    const count = (byDomain.get(domain) ?? 0) + 1
    if (pace.perMinutePerDomain !== null && count > pace.perMinutePerDomain) return false
    byDomain.set(domain, count)
    return true
  })
  return allowed.slice(0, Math.min(allowed.length, allowance(pace, left)))
}
