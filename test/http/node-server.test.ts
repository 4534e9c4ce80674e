import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startServer, type Running } from '../../src/node.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, TEST_CONFIG } from '../support/deps.ts'
import { createWorld, type World } from '../support/factories.ts'

const database = useDatabase()
let running: Running
let world: World

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }

/** The bytes as they come: `fetch` would unpack them. */
const ask = (path: string, { method = 'GET', encodings = 'gzip, deflate, br' } = {}): Promise<Answer> =>
  new Promise((done, fail) => {
    const headers = { 'accept-encoding': encodings }
    request({ port: running.port, host: '127.0.0.1', path, method, headers }, (response) => {
      const { statusCode: status = 0, headers: received } = response
      buffer(response).then((body) => done({ status, headers: received, body }), fail)
    })
      .on('error', fail)
      .end()
  })

beforeEach(async () => {
  world = await createWorld(database.db)
  const config = { ...TEST_CONFIG, port: 0 }
  running = await startServer(createTestDeps(database.db, { deps: { config } }), { ticking: null })
})

afterEach(() => running.stop())

describe('on Node', () => {
  it('pages and styles come compressed to who can read that, and plain to who can not', async () => {
    for (const [path, text] of [
      [`/s/${world.invitation.token}`, 'How are we doing'],
      ['/survey/page.css', 'font-family'],
    ] as const) {
      const packed = await ask(path)
      expect(packed.headers).toMatchObject({
        'content-encoding': 'gzip',
        vary: expect.stringMatching(/accept-encoding/i),
      })
      expect(gunzipSync(packed.body).toString()).toContain(text)
      const plain = await ask(path, { encodings: 'identity' })
      expect(plain.headers['content-encoding']).toBeUndefined()
      expect(plain.body.toString()).toContain(text)
      expect(packed.body.length).toBeLessThan(plain.body.length / 2)
    }
  })

  it('HEAD brings no body, and a redirect is left as it is', async () => {
    for (const path of ['/survey/page.css', '/sign-in', '/healthz']) {
      expect(await ask(path, { method: 'HEAD' })).toMatchObject({ status: 200, body: Buffer.alloc(0) })
    }
    const redirect = await ask('/accounts')
    expect(redirect).toMatchObject({ status: 303, body: Buffer.alloc(0) })
    expect(redirect.headers['content-encoding']).toBeUndefined()
  })

  it('styles and scripts are kept for good at the address of their version, for five minutes otherwise, and pages are not', async () => {
    const html = (await ask(`/s/${world.invitation.token}`, { encodings: 'identity' })).body.toString()
    const addresses = [...html.matchAll(/(?:href|src)="(\/survey\/[^"]+)"/g)].map(([, address]) => address ?? '')
    expect(addresses).toEqual(['page.css', 'questions.css', 'page.js'].map((name) => `/survey/${name}?v=test`))
    for (const address of addresses) {
      const { status, headers } = await ask(address)
      expect({ status, kept: headers['cache-control'] }).toEqual({
        status: 200,
        kept: 'public, max-age=31536000, immutable',
      })
    }
    expect((await ask('/survey/page.css?v=older')).headers['cache-control']).toBe('public, max-age=300')
    expect((await ask('/_headers')).status).toBe(404)
    expect((await ask('/survey/page.css')).headers['cache-control']).toBe('public, max-age=300')
    expect((await ask('/survey/page.css', { method: 'HEAD' })).headers['cache-control']).toBe('public, max-age=300')
    expect((await ask(`/s/${world.invitation.token}`)).headers['cache-control']).toBe('no-store')
    expect((await ask('/nothing.css')).headers['cache-control']).toBeUndefined()
  })

  it('addresses are read as leniently as elsewhere, and unknown ones get their page', async () => {
    expect((await ask(`/s/${world.invitation.token}/`)).status).toBe(200)
    const unknown = await ask('/nowhere', { encodings: 'identity' })
    expect(unknown.status).toBe(404)
    expect(unknown.body.toString()).toContain('This page is not here')
    expect((await ask('/healthz', { method: 'POST' })).headers['allow']).toBe('GET, HEAD')
    expect((await ask('/api/v1/openapi.json/', { method: 'GET' })).status).toBe(200)
  })

  it('stopping finishes the request under way, and waits for no one who has asked nothing', async () => {
    const silent = connect(running.port, '127.0.0.1')
    await once(silent, 'connect')
    const body = new URLSearchParams({ call_first: '8', visibility: 'team' }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length }
    const path = `/s/${world.invitation.token}`
    const sending = request({ port: running.port, host: '127.0.0.1', path, method: 'POST', headers })
    sending.write(body.slice(0, 5))
    await ask('/healthz')
    const stopped = running.stop()
    sending.end(body.slice(5))
    const [response] = await once(sending, 'response')
    expect(response.statusCode).toBe(303)
    response.resume()
    await Promise.all([stopped, once(silent, 'close')])
    expect(await database.db.selectFrom('response').select('callFirst').execute()).toEqual([{ callFirst: 8 }])
  }, 5000)
})
