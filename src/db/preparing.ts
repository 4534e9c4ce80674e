/** How many statements a connection keeps prepared at most. */
const MOST = 500
/** Longer ones are lists of many values, of ever other lengths. */
const LONGEST = 10_000

/** Several statements in one text, as a migration is, can't be prepared; with parameters it is never more than one. */
const isQuestion = (text: string, values: readonly unknown[]): boolean =>
  values.length > 0 || (text.startsWith('select ') && !text.includes(';'))

/**
 * Chooses which statements are worth preparing: those that are asked a second time. Each connection then
 * parses and plans them once and asks them in one round trip; the driver would do both every time, in two.
 */
export function chooseToPrepare(): (text: string, values: readonly unknown[]) => boolean {
  const askedOnce = new Set<string>()
  const chosen = new Set<string>()
  return (text, values) => {
    if (chosen.has(text)) return true
    if (!isQuestion(text, values) || text.length > LONGEST || chosen.size >= MOST) return false
    const isAgain = askedOnce.delete(text)
    if (askedOnce.size >= MOST) askedOnce.clear()
    ;(isAgain ? chosen : askedOnce).add(text)
    return isAgain
  }
}
