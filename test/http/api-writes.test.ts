import { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApiKey } from '../../src/domain/access/api-keys.ts'
import { apiRoutes } from '../../src/http/api/routes.ts'
import type { AppEnv } from '../../src/http/env.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createMilestone, createStaff, createWorld, type World } from '../support/factories.ts'

const database = useDatabase()
let deps: TestDeps
let app: Hono<AppEnv>
let world: World
let admin: string

async function keyFor(role: 'pm' | 'leader' | 'account_manager' | 'admin', staffRef?: string): Promise<string> {
  const made = await createApiKey(deps, { name: role, role, staffRef })
  if (made.kind !== 'created') throw new Error(made.kind)
  return made.key
}

async function send(method: 'PUT' | 'POST', path: string, body: unknown, key = admin) {
  const response = await app.request(`/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Record<string, unknown>,
  }
}

const put = (path: string, body: unknown, key?: string) => send('PUT', path, body, key)

async function read(path: string): Promise<Record<string, unknown>> {
  const response = await app.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${admin}` } })
  return (await response.json()) as Record<string, unknown>
}

const fieldsOf = (result: { body: Record<string, unknown> }) =>
  (result.body['errors'] as { field: string }[]).map(({ field }) => field)

const recordsToPut = () =>
  [
    [
      '/staff/S9',
      {
        name: 'Zoë',
        email: 'zoe@kestrel.example',
        role: 'pm',
        leader_ref: world.leader.ref,
        phone: null,
        time_zone: 'Europe/Paris',
        locale: 'fr',
      },
    ],
    [
      '/accounts/A9',
      {
        name: 'Ärzte',
        time_zone: 'Europe/Berlin',
        locale: 'de',
        industry: 'health',
        account_manager_ref: world.accountManager.ref,
      },
    ],
    [
      '/contacts/C9',
      {
        account_ref: 'A9',
        name: 'Max',
        email: 'max@aerzte.example',
        locale: null,
        time_zone: null,
        phone: '+49 30 1',
      },
    ],
    [
      '/engagements/E9',
      {
        account_ref: 'A9',
        name: 'Site',
        pm_ref: 'S9',
        started_on: '2026-01-05',
        ended_on: null,
        value: 12000.5,
        currency: 'EUR',
        contacts: [{ contact_ref: 'C9', role: 'sponsor' }],
      },
    ],
    [
      '/milestones/M9',
      { engagement_ref: 'E9', kind: 'delivery', name: null, planned_on: '2026-11-30', reached_on: null },
    ],
    [
      '/outcomes/O9',
      { account_ref: 'A9', engagement_ref: 'E9', needed_on: '2026-10-01', called_first: true, note: null },
    ],
  ] as const

const reach = (ref: string, reachedOn: string, key?: string) =>
  send('POST', `/milestones/${ref}/reached`, { reached_on: reachedOn }, key)
const stored = (ref: string) =>
  database.db
    .selectFrom('milestone')
    .select(['reachedOn', 'decidedAt'])
    .where('ref', '=', ref)
    .executeTakeFirstOrThrow()

beforeEach(async () => {
  deps = createTestDeps(database.db)
  app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    c.set('deps', deps)
    return next()
  })
  app.route('/api/v1', apiRoutes)
  world = await createWorld(database.db)
  admin = await keyFor('admin')
})

describe('a record', () => {
  it('is created, then is the same, then is updated, and comes back as it was sent', async () => {
    for (const [path, body] of recordsToPut()) {
      const ref = path.split('/')[2]
      const created = await put(path, body)
      expect(created).toMatchObject({ status: 201, body: { ref, ...body } })
      const again = await put(path, await read(path))
      expect(again).toEqual({ ...created, status: 200 })
      expect(await read(path)).toEqual(created.body)
    }
    expect(await put('/accounts/A9', { name: 'Ärzte & Co.' })).toMatchObject({
      status: 200,
      body: { name: 'Ärzte & Co.', industry: 'health', account_manager_ref: world.accountManager.ref },
    })
    expect(await put('/accounts/A9', { name: 'Ärzte', industry: null })).toMatchObject({ body: { industry: null } })
  })

  it('of many at the same moment is created once', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, async () => put('/accounts/A9', { name: 'One' })))
    expect(results.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 200, 200, 200, 200, 200, 200, 201,
    ])
  })

  it('is written by administrators alone', async () => {
    for (const key of [
      await keyFor('leader'),
      await keyFor('pm', world.pm.ref),
      await keyFor('account_manager', world.accountManager.ref),
    ]) {
      const result = await put('/accounts/A9', { name: 'X' }, key)
      expect(result).toMatchObject({ status: 403, type: 'application/problem+json', body: { title: 'Forbidden' } })
    }
    expect((await read('/accounts/A9'))['status']).toBe(404)
  })

  it('is refused with every fault by field, and nothing is written', async () => {
    const result = await put('/contacts/C9', { account_ref: 'nobody', name: '', email: 'no', time_zone: 'Mars' })
    expect(result).toMatchObject({ status: 422, type: 'application/problem+json' })
    expect(fieldsOf(result).toSorted()).toEqual(['account_ref', 'email', 'name', 'time_zone'])
    expect(result.body['errors']).toContainEqual({
      field: 'account_ref',
      reason: "'nobody' is not known; add it first or correct it",
    })
    expect((await read('/contacts/C9'))['status']).toBe(404)
  })

  it('is refused where fields are missing, unknown, of another type, or of another ref', async () => {
    expect(fieldsOf(await put('/accounts/A9', {}))).toEqual(['name'])
    expect(fieldsOf(await put('/accounts/A9', { name: 'A', colour: 'red' }))).toEqual(['colour'])
    expect(fieldsOf(await put('/accounts/A9', { name: 7 }))).toEqual(['name'])
    expect(fieldsOf(await put('/accounts/A9', { ref: 'B', name: 'A' }))).toEqual(['ref'])
    expect(
      fieldsOf(
        await put('/outcomes/O9', { account_ref: world.account.ref, needed_on: '2030-01-01', called_first: true }),
      ),
    ).toEqual(['needed_on'])
  })

  it('is refused as a whole where one who takes part is at fault', async () => {
    const result = await put('/engagements/E9', {
      account_ref: world.account.ref,
      name: 'New',
      pm_ref: world.pm.ref,
      started_on: '2026-01-05',
      contacts: [
        { contact_ref: world.contact.ref, role: 'user' },
        { contact_ref: 'nobody', role: 'user' },
      ],
    })
    expect(fieldsOf(result)).toEqual(['contacts.1.contact_ref'])
    expect((await read('/engagements/E9'))['status']).toBe(404)
  })

  it('of staff keeps addresses apart', async () => {
    const result = await put('/staff/S9', { name: 'Twin', email: world.pm.email.toUpperCase(), role: 'pm' })
    expect(fieldsOf(result)).toEqual(['email'])
  })

  it('is refused as no JSON and without a body with 400', async () => {
    expect(await put('/accounts/A9', '{"name":')).toMatchObject({ status: 400, type: 'application/problem+json' })
    expect(await put('/accounts/A9', '[]')).toMatchObject({ status: 422 })
    const headers = { authorization: `Bearer ${admin}` }
    expect((await app.request('/api/v1/accounts/A9', { method: 'PUT', headers })).status).toBe(400)
  })

  it('has any ref that an address can hold', async () => {
    const ref = 'Ä/1 %20?'
    expect(await put(`/accounts/${encodeURIComponent(ref)}`, { name: 'Odd' })).toMatchObject({
      status: 201,
      body: { ref },
    })
    expect(await read(`/accounts/${encodeURIComponent(ref)}`)).toMatchObject({ ref, name: 'Odd' })
  })

  it('lets a contact take part, in another role later', async () => {
    await put('/contacts/C9', { account_ref: world.account.ref, name: 'Max', email: 'max@n.example' })
    const path = `/engagements/${world.engagement.ref}/contacts/C9`
    expect(await put(path, { role: 'user' })).toMatchObject({ status: 201, body: { contact_ref: 'C9', role: 'user' } })
    expect(await put(path, { role: 'sponsor' })).toMatchObject({ status: 200, body: { role: 'sponsor' } })
    expect(fieldsOf(await put(path, { role: 'boss' }))).toEqual(['role'])
    expect(await put(`/engagements/nobody/contacts/C9`, { role: 'user' })).toMatchObject({ status: 404 })
  })
})

describe('a milestone', () => {
  beforeEach(async () => {
    await createMilestone(database.db, { engagementId: world.engagement.id, ref: 'M9', reachedOn: null })
  })

  it('is reached once, and is to be decided anew where the day changes', async () => {
    expect(await reach('M9', '2026-11-19')).toMatchObject({
      status: 200,
      body: { milestone_ref: 'M9', reached_on: '2026-11-19', changed: true },
    })
    await database.db.updateTable('milestone').set({ decidedAt: deps.now() }).where('ref', '=', 'M9').execute()
    expect(await reach('M9', '2026-11-19')).toMatchObject({ status: 200, body: { changed: false } })
    expect(await stored('M9')).toEqual({ reachedOn: '2026-11-19', decidedAt: deps.now() })
    expect(await reach('M9', '2026-11-18')).toMatchObject({ body: { changed: true } })
    expect(await stored('M9')).toEqual({ reachedOn: '2026-11-18', decidedAt: null })
  })

  it('is reached by its PM and leadership, and nobody else', async () => {
    await createStaff(database.db, { ref: 'stranger' })
    expect(await reach('M9', '2026-11-19', await keyFor('pm', world.pm.ref))).toMatchObject({ status: 200 })
    expect(await reach('M9', '2026-11-18', await keyFor('leader'))).toMatchObject({ status: 200 })
    expect(await reach('M9', '2026-11-17', await keyFor('pm', 'stranger'))).toMatchObject({ status: 404 })
    expect(await reach('M9', '2026-11-17', await keyFor('account_manager', world.accountManager.ref))).toMatchObject({
      status: 403,
    })
    expect(await stored('M9')).toMatchObject({ reachedOn: '2026-11-18' })
  })

  it('is not reached tomorrow, on no day, or where there is none', async () => {
    expect(fieldsOf(await reach('M9', '2026-11-21'))).toEqual(['reached_on'])
    expect(fieldsOf(await reach('M9', '2026-02-30'))).toEqual(['reached_on'])
    expect(await reach('nothing', '2026-11-19')).toMatchObject({ status: 404, type: 'application/problem+json' })
    expect(await stored('M9')).toEqual({ reachedOn: null, decidedAt: null })
  })

  it('is today what is today for the firm', async () => {
    deps.setNow('2026-11-20T23:30:00Z')
    expect(await reach('M9', '2026-11-21')).toMatchObject({ status: 200 })
  })
})

it('an unknown route is a problem document, behind the key', async () => {
  expect(await put('/nonsense', {})).toMatchObject({ status: 404, type: 'application/problem+json' })
  expect((await app.request('/api/v1/nonsense')).status).toBe(401)
})
