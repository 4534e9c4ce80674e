import { studentTQuantile } from './student-t.ts'

/** What one account said in two periods: how many answers, and the likelihoods stated, 0..100, added up. */
export type AccountSums = { answers: number; points: number; answersBefore: number; pointsBefore: number }

/**
 * The plain average of two periods, in points of 100, and how it has moved: with the range in which the true change lies 8 times
 * out of 10, as far as can be told from these accounts.
 */
export type PeriodContrast = {
  mean: number | null
  meanBefore: number | null
  /** Null where a period has no answers, or too few accounts have any. */
  moved: { change: number; low: number; high: number } | null
}

/** With fewer accounts chance can't be told from change. */
export const FEWEST_ACCOUNTS = 5
const LEVEL = 0.8

const total = (accounts: readonly AccountSums[], of: keyof AccountSums): number =>
  accounts.reduce((sum, account) => sum + account[of], 0)

/**
 * Compares two periods by the contrast of their means. People of one account answer alike, so accounts, not answers, are what varies:
 * the variance is that of the accounts' contributions to the contrast (linearised; Binder, *Int. Stat. Rev.* 51 (1983)), with accounts − 1
 * degrees of freedom.
 */
export function contrastPeriods(accounts: readonly AccountSums[]): PeriodContrast {
  const [now, before] = [total(accounts, 'answers'), total(accounts, 'answersBefore')]
  const mean = now > 0 ? total(accounts, 'points') / now : null
  const meanBefore = before > 0 ? total(accounts, 'pointsBefore') / before : null
  const heard = accounts.filter(({ answers, answersBefore }) => answers > 0 || answersBefore > 0)
  if (mean === null || meanBefore === null || heard.length < FEWEST_ACCOUNTS) return { mean, meanBefore, moved: null }
  const squares = heard.reduce((sum, account) => {
    const part =
      (account.points - mean * account.answers) / now -
      (account.pointsBefore - meanBefore * account.answersBefore) / before
    return sum + part * part
  }, 0)
  const se = Math.sqrt((heard.length / (heard.length - 1)) * squares)
  const reach = studentTQuantile((1 + LEVEL) / 2, heard.length - 1) * se
  const change = mean - meanBefore
  return { mean, meanBefore, moved: { change, low: change - reach, high: change + reach } }
}

/** Whether something has risen or fallen at nine to one: its range of 8 times out of 10 leaves 0 out. */
export const directionOf = ({ low, high }: { low: number; high: number }): 'up' | 'down' | null =>
  low > 0 ? 'up' : high < 0 ? 'down' : null
