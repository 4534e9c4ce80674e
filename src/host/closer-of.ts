import type { Server } from 'node:http'
import { within } from './within.ts'

/** Requests that take longer than this are cut off when the server is to end, in milliseconds. */
const LAST_REQUESTS_WITHIN_MS = 10_000

/**
 * Ends a server: finishes the requests under way, then hangs up on everybody. `Server.close` alone waits for whoever connected
 * and has asked nothing yet, as browsers do ahead of time.
 */
export function closerOf(server: Server): () => Promise<void> {
  let underWay = 0
  let onLast = () => {}
  server.on('request', (_, response) => {
    underWay += 1
    response.once('close', () => {
      underWay -= 1
      if (underWay === 0) onLast()
    })
  })
  return async () => {
    const closed = new Promise<void>((done) => server.close(() => done()))
    if (underWay > 0) {
      const last = new Promise<void>((done) => (onLast = done))
      await within(LAST_REQUESTS_WITHIN_MS, last)
    }
    server.closeAllConnections()
    await closed
  }
}
