import { type Finding, findingsOf } from '../../core/sending/finding.ts'
import type { Deps } from '../../deps.ts'

const { ok, warning, fault } = findingsOf('address')

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

function examineScheme(url: URL): Finding {
  if (LOOPBACK.test(url.hostname)) {
    return warning(`Links in e-mails begin with ${url.origin}`, {
      means: 'They open on this machine alone.',
      todo: 'Set BASE_URL to the address at which clients reach this server.',
    })
  }
  return url.protocol === 'https:'
    ? ok(`Links in e-mails begin with ${url.origin}, by https`)
    : fault(`Links in e-mails begin with ${url.origin}, without https`, {
        means: 'Answers can be read on their way, and mail programs offer no one-click unsubscribe (RFC 8058).',
        todo: 'Put a server with a certificate in front, and set BASE_URL to https://….',
      })
}

async function examineServer(deps: Pick<Deps, 'fetch'>, baseUrl: string): Promise<Finding> {
  const address = `${baseUrl}/healthz`
  const todo = 'Start the server (npm start), and check BASE_URL and what stands in front of it.'
  try {
    const response = await deps.fetch(address, { signal: AbortSignal.timeout(5000) })
    const isOurs = response.ok && (await response.text()).includes('"status":"ok"')
    return isOurs
      ? ok(`${address} answers`)
      : fault(`${address} answers with ${response.status}, not as FirstCall does`, {
          means: 'Links in e-mails, unsubscribing included, lead to something else.',
          todo,
        })
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error
    const code = cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : String(cause)
    return warning(`${address} can’t be reached from this machine (${code})`, {
      means: 'Either the server does not run, or it is reached from outside alone.',
      todo,
    })
  }
}

/** Where links lead, those to unsubscribe included, and whether we answer there. */
export async function examineAddress(deps: Pick<Deps, 'fetch'>, baseUrl: string): Promise<Finding[]> {
  return [examineScheme(new URL(baseUrl)), await examineServer(deps, baseUrl)]
}
