import { Agent, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** Who asks what of the server at `port`: the invitations `first` and following, `count` of them, over so many connections. */
export type Load = { port: number; connections: number; withPage: boolean; first: number; count: number }
export type Measured = { seconds: number; failures: number; medianMs: number; p99Ms: number }

const CALL_FIRST = [9, 8, 10, 7, 9, 8, 10, 9, 7, 3]
const COMMENT = 'The weekly notes were short and right; keep them. Warn us earlier when a date moves, please.'
const EXPERIENCES = 'delivered=5&had_my_back=4&knows_business=4&prepared=5&steward=4'

const bodyOf = (invitation: number): string =>
  `call_first=${CALL_FIRST[invitation % CALL_FIRST.length]}&${EXPERIENCES}&comment=${encodeURIComponent(COMMENT)}&visibility=team`

function ask(agent: Agent, port: number, path: string, body?: string): Promise<number> {
  const headers =
    body === undefined
      ? { 'accept-encoding': 'gzip, deflate, br' }
      : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }
  return new Promise((done, fail) => {
    const asked = request({
      agent,
      host: '127.0.0.1',
      port,
      path,
      method: body === undefined ? 'GET' : 'POST',
      headers,
    })
    asked.on('error', fail)
    asked.on('response', (response) => {
      buffer(response).then(() => done(response.statusCode ?? 0), fail)
    })
    asked.end(body)
  })
}

/** One person: opens the page where wanted, and sends the answers. */
async function answer(agent: Agent, { port, withPage }: Load, invitation: number): Promise<boolean> {
  const path = `/s/${String(invitation).padStart(32, 'x')}`
  const opened = withPage ? await ask(agent, port, path) : 200
  return opened === 200 && (await ask(agent, port, path, bodyOf(invitation))) === 303
}

async function run(load: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections })
  const times: number[] = []
  let next = load.first
  let failures = 0
  const answerSome = async () => {
    while (next < load.first + load.count) {
      const start = performance.now()
      const isTaken = await answer(agent, load, next++).catch(() => false)
      if (!isTaken) failures += 1
      times.push(performance.now() - start)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: load.connections }, answerSome))
  const seconds = (performance.now() - start) / 1000
  agent.destroy()
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return { seconds, failures, medianMs: at(0.5), p99Ms: at(0.99) }
}

process.on('message', (load: Load) => {
  void run(load).then((measured) => process.send?.(measured))
})
