/** What to do about each code of Node, of the driver and of PostgreSQL (SQLSTATE) for a connection that isn't made. */
const ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "can't be reached: nothing listens there. Check that PostgreSQL runs, and host and port",
  ENOTFOUND: "can't be reached: its host is not known. Check how the host is spelled",
  EAI_AGAIN: "can't be reached: its host can't be looked up now. Check the network and how the host is spelled",
  ETIMEDOUT: "can't be reached: it does not answer. Check host and port, and what firewalls let through",
  CONNECT_TIMEOUT: "can't be reached: it does not answer. Check host and port, and what firewalls let through",
  EHOSTUNREACH: "can't be reached: there is no way to its host. Check the network and the host",
  ENETUNREACH: "can't be reached: there is no way to its host. Check the network and the host",
  ECONNRESET: 'breaks the connection off. Check that PostgreSQL listens on this port, and whether it wants TLS',
  CONNECTION_CLOSED: 'breaks the connection off. Check that PostgreSQL listens on this port, and whether it wants TLS',
  '28P01': 'refuses the user or the password. Check both',
  '28000': 'refuses the user. Check the user, and what pg_hba.conf on the server lets in',
  '3D000': 'is not there: the server has none of this name. Create it, or correct the name',
  '53300': 'has no connection left. Close some, or raise its max_connections',
  '57P03': 'is starting or stopping. Try again in a moment',
}

/** Host, port and name alone: neither user nor password. */
function placeOf(databaseUrl: string): string {
  try {
    const { host, pathname } = new URL(databaseUrl)
    return `${host}${pathname}`
  } catch {
    return 'unreadable'
  }
}

/** Why the database of `DATABASE_URL` lets nobody in, and what to check; undefined for any other error. Holds no password. */
export function databaseFault(error: unknown, databaseUrl: string): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const advice = ADVICE[code]
  return advice === undefined
    ? undefined
    : `The database of DATABASE_URL (${placeOf(databaseUrl)}) ${advice} (${code}).`
}
