import type { Sql } from 'postgres'

/** How many statements a connection keeps prepared at most. */
const MOST = 500
/** Longer ones are lists of many values, of ever other lengths. */
const LONGEST = 10_000

/** Which statements are worth preparing: those with parameters that are asked a second time. */
function createChoice(): (text: string, values: readonly unknown[]) => boolean {
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

/**
 * Prepares what is asked again, so that each connection parses and plans it once and then asks it in one round trip; the
 * driver would do both every time, in two. `?prepare=false` in the database's address forbids it, for poolers that can't.
 */
export function preparing(client: Sql): Sql {
  const isWorthIt = createChoice()
  const reservePlain = client.reserve.bind(client)
  const reserve = async () => {
    const connection = await reservePlain()
    const unsafe = connection.unsafe.bind(connection)
    connection.unsafe = (text, values = []) => unsafe(text, values, { prepare: isWorthIt(text, values) })
    return connection
  }
  return Object.assign(client, { reserve })
}
