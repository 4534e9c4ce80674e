import { execFileSync } from 'node:child_process'
import { sql } from 'kysely'
import { openAskedFirm } from './answers/firm.ts'
import { startLoad, startServerOf } from './answers/processes.ts'

/** What `npm run bench -- answers` measures: answers over real HTTP into a durable database, beside a bare insert. */
const ROUNDS = 5
const A_ROUND = 2000
const CONNECTIONS = [8, 32]
const CROWD = { connections: 200, answers: 4000 }
const TARGETS = { connections: 32, ofBare: 0.5, completePerSecond: 1000 }

const say = (line: string): boolean => process.stdout.write(`${line}\n`)
const verdict = (isGood: boolean): string => {
  if (!isGood) process.exitCode = 1
  return isGood ? 'ok' : 'MISSED'
}
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

// The server is measured as it is built, not as a loader serves it.
execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
const invitations = A_ROUND + CONNECTIONS.length * ROUNDS * 2 * A_ROUND + CROWD.answers
const { db, url, close, first } = await openAskedFirm(invitations)
const firstCall = await startServerOf('firstcall', url)
const bare = await startServerOf('bare', url)
const load = startLoad()
let next = first

/** Answers a second and the slowest hundredth in ms; the bare comparison has no invitations to use up. */
async function measure(of: 'bare' | 'post' | 'complete', connections: number, count = A_ROUND) {
  const { port } = of === 'bare' ? bare : firstCall
  const measured = await load.run({ port, connections, withPage: of === 'complete', first: next, count })
  if (of !== 'bare') next += count
  if (measured.failures > 0)
    throw new Error(`${measured.failures} of ${count} failed (${of}, ${connections} connections)`)
  return { perSecond: count / measured.seconds, p99Ms: measured.p99Ms }
}

const KINDS = ['bare', 'post', 'complete'] as const

try {
  await measure('complete', 8)
  await measure('bare', 8)
  say(`answers a second, medians of ${ROUNDS} rounds of ${A_ROUND}, one after the other; 10 database connections\n`)
  say('| connections | bare insert | POST | of bare | page and POST | p99 ms | |')
  say('| ---: | ---: | ---: | ---: | ---: | ---: | --- |')
  for (const connections of CONNECTIONS) {
    const rounds: Record<(typeof KINDS)[number], Awaited<ReturnType<typeof measure>>[]> = {
      bare: [],
      post: [],
      complete: [],
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const kind of KINDS) rounds[kind].push(await measure(kind, connections))
    }
    const rate = (kind: (typeof KINDS)[number]): number => median(rounds[kind].map(({ perSecond }) => perSecond))
    const ofBare = median(rounds.post.map(({ perSecond }, round) => perSecond / rounds.bare[round]!.perSecond))
    const isGood = ofBare >= TARGETS.ofBare && rate('complete') >= TARGETS.completePerSecond
    const rates = [rate('bare').toFixed(0), rate('post').toFixed(0), ofBare.toFixed(2), rate('complete').toFixed(0)]
    const p99Ms = median(rounds.complete.map((each) => each.p99Ms)).toFixed(0)
    say(
      `| ${connections} | ${rates.join(' | ')} | ${p99Ms} | ${connections === TARGETS.connections ? verdict(isGood) : ''} |`,
    )
  }
  const crowd = await measure('complete', CROWD.connections, CROWD.answers)
  say(
    `\n${CROWD.connections} connections: ${CROWD.answers} answers, ${crowd.perSecond.toFixed(0)} a second, none failed`,
  )
  const { rows } = await sql<{ stored: number }>`
    select count(*)::int as stored from response where invitation_id >= ${first} and invitation_id < ${next}`.execute(
    db,
  )
  say(`${rows[0]!.stored} of ${next - first} answers are stored: ${verdict(rows[0]!.stored === next - first)}`)
} finally {
  load.close()
  firstCall.close()
  bare.close()
  await close()
}
