import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerSurvey } from '../../src/domain/answering/answer-survey.ts'
import { postWebhooks } from '../../src/domain/sending/post-webhooks.ts'
import { webhookSecret } from '../../src/domain/sending/webhook-content.ts'
import { addWebhook, removeWebhook, testWebhook } from '../../src/domain/sending/webhooks.ts'
import { signedHeaders } from '../../src/core/sending/webhook-signature.ts'
import { actor } from '../support/actor.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createWorld, type World } from '../support/factories.ts'
import { signInAs } from '../support/sign-in.ts'

type Heard = { body: string; headers: Record<string, string | string[] | undefined> }

const database = useDatabase()
let deps: TestDeps
let world: World
let server: Server
let heard: Heard[] = []
let status = 200

beforeEach(async () => {
  heard = []
  status = 200
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      heard.push({ body, headers: request.headers })
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1/' } : {}).end('ok')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  deps = createTestDeps(database.db, {
    // The public internet of this test is the server above.
    deps: { fetch: (url, init) => fetch(url.replace(/^https:\/\/[^/]+/, here), init) },
  })
  world = await createWorld(database.db)
})
afterEach(() => server.close())

const add = (kind: string, given: Record<string, string> = {}) =>
  addWebhook(deps, actor(world.admin), {
    name: `#${kind}`,
    kind,
    url: 'https://hooks.slack.com/services/T0/B0/secret',
    leadership_only: '',
    ...given,
  })
const answer = (posted: Record<string, string> = {}) =>
  answerSurvey(deps, world.invitation.token, {
    call_first: '3',
    comment: 'Three weeks of silence.',
    visibility: 'team',
    ...posted,
  })
const messages = () => database.db.selectFrom('webhookMessage').selectAll().orderBy('id').execute()

describe('a channel', () => {
  it.each(['slack', 'teams'])(
    'of %s hears facts of a follow-up at once, and no word or number of the client',
    async (kind) => {
      await add(kind)
      await answer()
      expect(await postWebhooks(deps)).toBe(1)
      expect(heard).toHaveLength(1)
      const body = heard[0]?.body ?? ''
      for (const fact of [
        'Northwind Insurance',
        'Claims portal rebuild',
        'Dana Reyes',
        'Low answer',
        '/follow-ups/1',
      ]) {
        expect(body).toContain(fact)
      }
      expect(body).not.toMatch(/silence|Marta|of 10|: ?"?3\b/)
      expect(await postWebhooks(deps)).toBe(0)
      expect(await messages()).toMatchObject([{ state: 'sent', event: 'follow_up.opened', attempts: 1 }])
    },
  )

  it('that everybody reads hears nothing of an answer for leadership only; one of leadership does', async () => {
    await add('slack')
    await add('slack', { name: '#leaders', leadership_only: 'yes' })
    await answer({ visibility: 'leadership' })
    expect(await postWebhooks(deps)).toBe(1)
    expect(heard).toHaveLength(1)
    expect(await messages()).toMatchObject([
      { state: 'cancelled', lastError: 'for leadership only' },
      { state: 'sent' },
    ])
  })

  it('that is out of order is tried again ever later, and mail does not wait for it', async () => {
    await add('slack')
    await answer()
    status = 503
    expect(await postWebhooks(deps)).toBe(0)
    const [first] = await messages()
    expect(first).toMatchObject({ state: 'due', attempts: 1, lastError: 'the server answered 503' })
    expect(first?.dueAt.getTime()).toBeGreaterThan(deps.now().getTime() + 100_000)
    expect(await postWebhooks(deps)).toBe(0)
    status = 200
    deps.setNow('2026-11-20T10:10:00Z')
    expect(await postWebhooks(deps)).toBe(1)
  })

  it.each([
    [404, 'the server answered 404'],
    [302, 'the server redirects elsewhere'],
  ])('that answers %i is given up: %s', async (answered, lastError) => {
    await add('slack')
    await answer()
    status = answered
    await postWebhooks(deps)
    expect(await messages()).toMatchObject([{ state: 'failed', lastError }])
  })

  it('whose name leads into a private network by now is not called', async () => {
    await add('slack')
    await answer()
    deps = { ...deps, resolve: async () => ['93.184.215.14', '10.0.0.7'] }
    await postWebhooks(deps)
    expect(heard).toEqual([])
    expect(await messages()).toMatchObject([{ state: 'failed', lastError: expect.stringContaining('private network') }])
  })

  it('hears nothing that waited for days, nor from a copy of the database', async () => {
    await add('slack')
    await answer()
    await database.db.updateTable('installation').set({ databaseIdentity: 'x', baseUrl: 'https://x' }).execute()
    expect(await postWebhooks(deps)).toBe(0)
    await database.db.updateTable('installation').set({ databaseIdentity: null, baseUrl: null }).execute()
    deps.setNow('2026-11-24T10:00:00Z')
    expect(await postWebhooks(deps)).toBe(0)
    expect(heard).toEqual([])
    expect(await messages()).toMatchObject([{ state: 'cancelled', lastError: 'waited too long' }])
  })

  it('is told once by servers that post at the same time', async () => {
    await add('slack')
    await answer()
    await Promise.all([1, 2, 3, 4].map(() => postWebhooks(deps)))
    expect(heard).toHaveLength(1)
  })
})

describe('a program', () => {
  it('hears of each answer and each follow-up, signed, by refs alone', async () => {
    await add('signed')
    await answer({ call_first: '9' })
    await answer({ call_first: '3' })
    expect(await postWebhooks(deps)).toBe(2)
    const events = heard.map(({ body }) => (JSON.parse(body) as { type: string }).type).toSorted()
    expect(events).toEqual(['follow_up.opened', 'response.received'])
    const [webhook] = await database.db.selectFrom('webhook').select('id').execute()
    const secret = webhookSecret(deps, webhook?.id ?? 0)
    for (const { body, headers } of heard) {
      expect(body).not.toContain('silence')
      const expected = await signedHeaders(secret, { id: String(headers['webhook-id']), at: deps.now(), body })
      expect(headers).toMatchObject(expected)
    }
  })
})

describe('the page of webhooks', () => {
  it('is for administrators, adds, tests and removes, and shows no address whole', async () => {
    const admin = await signInAs(deps, world.admin)
    for (const person of [world.leader, world.pm]) {
      expect((await (await signInAs(deps, person)).get('/webhooks')).status).toBe(403)
    }
    const typed = { name: '#clients', kind: 'slack', url: 'https://169.254.169.254/x' }
    const refused = await admin.post('/webhooks', typed)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toMatch(/private network[\s\S]*169\.254\.169\.254/)
    await admin.post('/webhooks', { ...typed, url: 'https://hooks.slack.com/services/T0/B0/secret' })
    const page = await admin.read('/webhooks')
    expect(page).toContain('hooks.slack.com/…cret')
    expect(page).not.toContain('T0/B0')
    const [webhook] = await database.db.selectFrom('webhook').select('id').execute()
    await admin.post(`/webhooks/${webhook?.id}/test`)
    await postWebhooks(deps)
    expect(heard[0]?.body).toContain('FirstCall can post here')
    expect(await admin.read('/webhooks')).toContain('sent')
    await admin.post(`/webhooks/${webhook?.id}/remove`)
    expect(await database.db.selectFrom('webhook').select('id').execute()).toEqual([])
    expect(await testWebhook(deps, actor(world.admin), 1)).toEqual({ kind: 'unknown' })
    expect(await removeWebhook(deps, actor(world.leader), 1)).toEqual({ kind: 'not_yours' })
  })
})
