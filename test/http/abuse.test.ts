import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../../src/node.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, TEST_CONFIG, type TestDeps } from '../support/deps.ts'
import { createWorld, type World } from '../support/factories.ts'

const database = useDatabase()
let running: Running
let world: World
let deps: TestDeps
let log: string[]

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

type Sent = { from?: string; method?: string; headers?: Record<string, string>; body?: Iterable<string | Uint8Array> }

/** Over a connection of its own; a server that answers early may end it while the body is still on its way. */
const send = (path: string, { from = '203.0.113.9', method = 'GET', headers = {}, body = [] }: Sent = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((done, fail) => {
    const to = { port: running.port, host: '127.0.0.1', path, method, agent: false as const }
    const sending = request(
      { ...to, headers: { 'x-forwarded-for': `198.51.100.1, ${from}`, ...headers } },
      (response) => {
        void text(response).then((said) =>
          done({ status: response.statusCode ?? 0, headers: response.headers, text: said }),
        )
      },
    )
    sending.on('error', fail)
    for (const chunk of body) sending.write(chunk)
    sending.end()
  })

const post = (path: string, body: string | Uint8Array, sent: Sent = {}) =>
  send(path, { ...sent, method: 'POST', headers: { ...FORM, ...sent.headers }, body: [body] })

const survey = () => `/s/${world.invitation.token}`
const responses = () => database.db.selectFrom('response').select(['callFirst', 'comment']).execute()

beforeEach(async () => {
  world = await createWorld(database.db)
  log = []
  const config = { ...TEST_CONFIG, port: 0, addressHeader: 'X-Forwarded-For' }
  const write = (event: string) => void log.push(event)
  deps = createTestDeps(database.db, { deps: { config, log: { info: () => {}, warn: write, error: write } } })
  running = await startServer(deps, { ticking: null })
})

afterEach(() => running.stop())

describe('what nobody sends who answers a survey', () => {
  it('is refused with what it is, and nothing is stored or logged', async () => {
    const packed = gzipSync('call_first=8&comment=' + 'x'.repeat(10_000_000))
    const fields = Array.from({ length: 10_000 }, (_, at) => `f${at}=1`).join('&')
    const long = `call_first=8&comment=${'x'.repeat(10_000_000)}`
    const refused: [string, Promise<{ status: number }>][] = [
      ['a body of 10 MB', post(survey(), long)],
      ['one that says so', post(survey(), long, { headers: { 'content-length': `${long.length}` } })],
      ['a packed body', post(survey(), packed, { headers: { 'content-encoding': 'gzip' } })],
      ['JSON', post(survey(), '{"call_first":8}', { headers: { 'content-type': 'application/json' } })],
      ['10,000 fields', post(survey(), `call_first=8&${fields}`)],
      ['as much for the next step', post(`${survey()}/testimonial`, long)],
      ['and for what is held', post(`${survey()}/data`, long)],
      ['a guessed link', send('/s/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')],
      ['a guessed link, answered', post('/s/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'call_first=8')],
      ['a number that is none', post(survey(), 'call_first=%00%FF')],
    ]
    const statuses: [string, number][] = []
    for (const [what, answer] of refused) statuses.push([what, (await answer).status])
    expect(statuses).toEqual([
      ['a body of 10 MB', 413],
      ['one that says so', 413],
      ['a packed body', 415],
      ['JSON', 415],
      ['10,000 fields', 413],
      ['as much for the next step', 413],
      ['and for what is held', 413],
      ['a guessed link', 404],
      ['a guessed link, answered', 404],
      ['a number that is none', 422],
    ])
    expect(await responses()).toEqual([])
    expect(log).toEqual([])
  })

  it('in words, control characters and halves of letters do no harm', async () => {
    expect((await post(survey(), 'call_first=8&comment=a%00b%1B%5B31m%ED%A0%80c&%00=x&__proto__=y')).status).toBe(303)
    const [{ comment } = { comment: null }] = await responses()
    expect(comment).toMatch(/^ab\[31m\uFFFD+c$/)
  })

  it('such as a form replayed a hundred times, from many connections at once, is one response', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(survey(), 'call_first=8&comment=Once')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(await responses()).toEqual([{ callFirst: 8, comment: 'Once' }])
  })
})

describe('a flood from one address', () => {
  const flood = async (from: string) => {
    const statuses: number[] = []
    for (let at = 0; at < 40; at += 1) statuses.push((await send(`/s/guess${at}`, { from })).status)
    return statuses
  }

  it('of guesses is refused with when to come again, logged once, and delays nobody else', async () => {
    const statuses = await flood('203.0.113.66')
    expect(statuses.slice(0, 28).every((status) => status === 404)).toBe(true)
    expect(statuses.slice(-10).every((status) => status === 429)).toBe(true)
    const refused = await send('/s/x', { from: '203.0.113.66', headers: { 'accept-language': 'de-CH,en;q=0.5' } })
    expect(refused.headers['retry-after']).toMatch(/^[1-9]\d*$/)
    expect(refused.text).toContain('Es ist nichts verloren')
    expect(log).toEqual(['too many requests from one address are refused'])
    expect((await post(survey(), 'call_first=9&comment=Mine', { from: '203.0.113.67' })).status).toBe(303)
    expect(await responses()).toEqual([{ callFirst: 9, comment: 'Mine' }])
  })

  it('of guesses that come at once costs as much as one after the other', async () => {
    const guess = () => send('/s/guess', { from: '203.0.113.68' })
    const statuses = async () => (await Promise.all(Array.from({ length: 50 }, guess))).map(({ status }) => status)
    expect(new Set(await statuses())).toEqual(new Set([404]))
    expect(new Set(await statuses())).toEqual(new Set([429]))
  })

  it('is over once it has stopped for a while', async () => {
    await flood('203.0.113.66')
    deps.setNow('2026-11-20T10:01:00Z')
    expect((await send(survey(), { from: '203.0.113.66' })).status).toBe(200)
  })

  it('within one network of IPv6 counts as one, and a made-up entry before the proxy’s own counts for nothing', async () => {
    for (let at = 0; at < 40; at += 1) await send('/s/x', { from: `2001:db8:1:2::${at}` })
    expect((await send(survey(), { from: '2001:db8:1:2:ffff::1' })).status).toBe(429)
    expect((await send(survey(), { from: '2001:db8:1:3::1' })).status).toBe(200)
  })
})
