import { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApiKey } from '../../src/domain/access/api-keys.ts'
import { apiRoutes } from '../../src/http/api/routes.ts'
import type { AppEnv } from '../../src/http/env.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createResponse, createStaff, createWorld, type World } from '../support/factories.ts'

const database = useDatabase()

type Json = Record<string, unknown>

let deps: TestDeps
let app: Hono<AppEnv>
let world: World
let keys: Record<'pm' | 'leader' | 'account_manager', string>
let id: number

async function keyFor(role: keyof typeof keys, staffRef?: string): Promise<string> {
  const made = await createApiKey(deps, { name: `${role} key`, role, staffRef })
  if (made.kind !== 'created') throw new Error(made.kind)
  return made.key
}

async function call(method: string, path: string, key: string, body?: Json): Promise<{ status: number; body: Json }> {
  const response = await app.request(`/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: response.status === 204 ? {} : ((await response.json()) as Json) }
}

const refsOf = async (path: string, key = keys.leader) =>
  ((await call('GET', path, key)).body['items'] as Json[]).map((item) => item['id'])

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  app = new Hono<AppEnv>()
  app.use((c, next) => {
    c.set('deps', deps)
    return next()
  })
  app.route('/api/v1', apiRoutes)
  keys = {
    pm: await keyFor('pm', world.pm.ref),
    leader: await keyFor('leader'),
    account_manager: await keyFor('account_manager', world.accountManager.ref),
  }
  const response = await createResponse(database.db, { invitationId: world.invitation.id, needsNext: 'A portal' })
  const need = { responseId: response.id, need: 'A portal', ownerId: world.accountManager.id, openedAt: deps.now() }
  const added = await database.db.insertInto('opportunity').values(need).returning('id').executeTakeFirstOrThrow()
  id = added.id
})

describe('needs through the API', () => {
  it('that are handed to somebody else, out of the sight of who had them, were moved all the same', async () => {
    const helper = await createStaff(database.db, { role: 'account_manager' })
    await database.db.updateTable('opportunity').set({ ownerId: helper.id }).execute()
    const key = await keyFor('account_manager', helper.ref)
    expect(await refsOf('/opportunities', key)).toEqual([id])
    const moved = await call('PATCH', `/opportunities/${id}`, key, { owner_ref: world.accountManager.ref })
    expect(moved).toEqual({ status: 204, body: {} })
    expect(await refsOf('/opportunities', key)).toEqual([])
    expect(await refsOf(`/opportunities?owner_ref=${world.accountManager.ref}`)).toEqual([id])
  })

  it('are moved on by those who may, and then listed by state, owner and day', async () => {
    deps.setNow('2026-11-24T10:00:00Z')
    const move = { state: 'talking', owner_ref: world.leader.ref, value: 12000.5, currency: 'EUR', note: 'Lena calls' }
    const moved = await call('PATCH', `/opportunities/${id}`, keys.account_manager, move)
    expect(moved.status).toBe(200)
    expect(moved.body).toMatchObject({ ...move, account_ref: world.account.ref, moved_at: '2026-11-24T10:00:00.000Z' })
    expect(await refsOf('/opportunities?state=talking')).toEqual([id])
    expect(await refsOf('/opportunities?state=new')).toEqual([])
    expect(await refsOf(`/opportunities?owner_ref=${world.leader.ref}&since=2026-11-24`)).toEqual([id])
    expect(await refsOf('/opportunities?since=2026-11-25')).toEqual([])
    expect(await call('GET', '/opportunities?state=sold', keys.leader)).toMatchObject({ status: 422 })
    const moves = await database.db.selectFrom('opportunityMove').selectAll().orderBy('id').execute()
    expect(moves).toMatchObject([{ state: 'new' }, { state: 'talking', keyName: 'account_manager key' }])
  })

  it('are neither moved by a PM’s key nor known to keys that don’t see them', async () => {
    expect((await call('PATCH', `/opportunities/${id}`, keys.pm, { state: 'won' })).status).toBe(403)
    await database.db.updateTable('response').set({ visibility: 'leadership' }).execute()
    for (const key of [keys.pm, keys.account_manager]) {
      expect(await refsOf('/opportunities', key)).toEqual([])
      expect((await call('PATCH', `/opportunities/${id}`, key, { state: 'won' })).status).toBe(404)
    }
    const owner = { owner_ref: world.accountManager.ref }
    await call('PATCH', `/opportunities/${id}`, keys.leader, { owner_ref: null })
    const refused = await call('PATCH', `/opportunities/${id}`, keys.leader, owner)
    expect(refused.body['errors']).toMatchObject([{ field: 'owner_ref' }])
  })

  it('say which field is at fault', async () => {
    const faulty = { state: 'sold', colour: 'red' }
    expect((await call('PATCH', `/opportunities/${id}`, keys.leader, faulty)).status).toBe(422)
    const nobody = await call('PATCH', `/opportunities/${id}`, keys.leader, { owner_ref: 'nobody-here' })
    expect(nobody.body['errors']).toMatchObject([{ field: 'owner_ref' }])
    const amount = await call('PATCH', `/opportunities/${id}`, keys.leader, { value: 10 })
    expect(amount.body['errors']).toMatchObject([{ field: 'currency' }])
    expect((await call('PATCH', '/opportunities/0', keys.leader, {})).status).toBe(422)
    expect((await call('PATCH', '/opportunities/999999', keys.leader, {})).status).toBe(404)
  })

  it('heard on a call are added where the key sees the account', async () => {
    const need = { account_ref: world.account.ref, need: 'A data room', contact_ref: world.contact.ref }
    const added = await call('POST', '/opportunities', keys.leader, need)
    expect(added.status).toBe(201)
    expect(added.body).toMatchObject({ ...need, response_ref: null, owner_ref: world.accountManager.ref, state: 'new' })
    const elsewhere = await call('POST', '/opportunities', keys.leader, { ...need, contact_ref: 'nobody' })
    expect(elsewhere.body['errors']).toMatchObject([{ field: 'contact_ref' }])
    const nowhere = await call('POST', '/opportunities', keys.pm, { ...need, account_ref: 'no-account' })
    expect(nowhere.body['errors']).toMatchObject([{ field: 'account_ref' }])
  })
})
