/** How many statements a connection keeps prepared at most. */
const MOST = 500
/** Longer ones are lists of many values, of ever other lengths. */
const LONGEST = 10_000

/**
 * Chooses which statements are worth preparing: those with parameters that are asked a second time. Each connection then
 * parses and plans them once and asks them in one round trip; the driver would do both every time, in two.
 */
export function chooseToPrepare(): (text: string, values: readonly unknown[]) => boolean {
  const askedOnce = new Set<string>()
  const chosen = new Set<string>()
  return (text, values) => {
    if (chosen.has(text)) return true
    if (values.length === 0 || text.length > LONGEST || chosen.size >= MOST) return false
    const isAgain = askedOnce.delete(text)
    if (askedOnce.size >= MOST) askedOnce.clear()
    ;(isAgain ? chosen : askedOnce).add(text)
    return isAgain
  }
}
