import { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApiKey } from '../../src/domain/access/api-keys.ts'
import { liftHold } from '../../src/domain/asking/lift-hold.ts'
import { placeHold } from '../../src/domain/asking/place-hold.ts'
import { planInvitations } from '../../src/domain/asking/plan-invitations.ts'
import { sendDue } from '../../src/domain/sending/send-due.ts'
import { apiRoutes } from '../../src/http/api/routes.ts'
import type { AppEnv } from '../../src/http/env.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { addParticipant, createContact, createStaff, createWorld, type World } from '../support/factories.ts'

const database = useDatabase()

type Json = Record<string, unknown>

let deps: TestDeps
let app: Hono<AppEnv>
let world: World
let keys: Record<'pm' | 'stranger' | 'leader' | 'account_manager', string>

async function keyFor(role: keyof typeof keys | 'pm', staffRef?: string): Promise<string> {
  const made = await createApiKey(deps, {
    name: `${role} ${staffRef}`,
    role: role === 'stranger' ? 'pm' : role,
    staffRef,
  })
  if (made.kind !== 'created') throw new Error(made.kind)
  return made.key
}

async function call(method: 'GET' | 'POST', path: string, key = keys.leader): Promise<{ status: number; body: Json }> {
  const response = await app.request(`/api/v1${path}`, { method, headers: { authorization: `Bearer ${key}` } })
  return { status: response.status, body: (await response.json()) as Json }
}

const itemsOf = async (path: string, key?: string): Promise<Json[]> =>
  (await call('GET', path, key)).body['items'] as Json[]

const askPath = () => `/milestones/${world.milestone.ref}/contacts/${world.contact.ref}/ask`

beforeEach(async () => {
  deps = createTestDeps(database.db, { now: '2026-11-17T11:00:00Z' })
  world = await createWorld(database.db)
  await database.db.deleteFrom('invitation').execute()
  app = new Hono<AppEnv>()
  app.use((c, next) => {
    c.set('deps', deps)
    return next()
  })
  app.route('/api/v1', apiRoutes)
  const stranger = await createStaff(database.db)
  keys = {
    pm: await keyFor('pm', world.pm.ref),
    stranger: await keyFor('stranger', stranger.ref),
    leader: await keyFor('leader'),
    account_manager: await keyFor('account_manager', world.accountManager.ref),
  }
})

describe('POST /milestones/{ref}/contacts/{contact_ref}/ask', () => {
  it('asks, and pressed twice asks once', async () => {
    expect(await call('POST', askPath(), keys.pm)).toEqual({
      status: 200,
      body: { kind: 'asked', reason: 'asked_now', next_allowed_on: null },
    })
    expect((await call('POST', askPath())).body).toMatchObject({ kind: 'asked', reason: 'already_asked' })
    expect(await sendDue(deps)).toMatchObject({ invitation: 1 })
    const audit = await database.db.selectFrom('audit').select('detail').where('action', '=', 'asked_now').execute()
    expect(audit).toHaveLength(2)
  })

  it('out of hours says from which day', async () => {
    deps.setNow('2026-11-20T22:00:00Z')
    expect((await call('POST', askPath())).body).toEqual({
      kind: 'moved',
      reason: 'outside_hours',
      next_allowed_on: '2026-11-23',
    })
  })

  it('is not there for the PM of another engagement, nor for a contact who takes no part', async () => {
    expect((await call('POST', askPath(), keys.stranger)).status).toBe(404)
    const elsewhere = await createContact(database.db, { accountId: world.account.id })
    const path = `/milestones/${world.milestone.ref}/contacts/${elsewhere.ref}/ask`
    expect((await call('POST', path)).status).toBe(404)
    expect((await call('POST', askPath(), keys.account_manager)).status).toBe(200)
  })
})

describe('GET /decisions', () => {
  it('tells why, with what people wrote and for when it was planned, filtered and page by page', async () => {
    const ben = await createContact(database.db, { accountId: world.account.id })
    await addParticipant(database.db, world.engagement, ben)
    await planInvitations(deps)
    await placeHold(
      deps,
      { role: 'pm', staffId: world.pm.id },
      { contactId: ben.id, engagementId: world.engagement.id },
      'On leave',
    )
    const kinds = async (query: string) => (await itemsOf(`/decisions?${query}`)).map(({ kind }) => kind)
    expect(await kinds(`contact_ref=${ben.ref}`)).toEqual(['planned', 'held', 'withdrawn'])
    expect(await kinds(`contact_ref=${world.contact.ref}&milestone_ref=${world.milestone.ref}`)).toEqual(['planned'])
    expect(await kinds('milestone_ref=elsewhere')).toEqual([])
    expect((await itemsOf(`/decisions?contact_ref=${ben.ref}`)).slice(0, 2)).toMatchObject([
      { kind: 'planned', due_at: '2026-11-19T09:00:00.000Z', note: null },
      { kind: 'held', reason: 'contact_held', note: 'On leave', due_at: null },
    ])
    const { body } = await call('GET', '/decisions?limit=1')
    expect(body['next_cursor']).toEqual(expect.any(String))
    expect(await kinds(`limit=9&cursor=${String(body['next_cursor'])}`)).toHaveLength(3)
    expect(await itemsOf('/decisions', keys.stranger)).toEqual([])
  })
})

describe('GET /holds', () => {
  it('tells who left out whom, to those whom it concerns', async () => {
    const pm = { role: 'pm' as const, staffId: world.pm.id }
    const leader = { role: 'leader' as const, staffId: world.leader.id }
    await placeHold(deps, pm, { milestoneId: world.milestone.id }, 'In court')
    await placeHold(deps, leader, { contactId: world.contact.id, engagementId: null }, 'Asked us to')
    const { id } = await database.db.selectFrom('hold').select('id').orderBy('id').executeTakeFirstOrThrow()
    await liftHold(deps, leader, id, '')
    expect(await itemsOf('/holds', keys.pm)).toMatchObject([
      {
        milestone_ref: world.milestone.ref,
        contact_ref: null,
        reason: 'In court',
        placed_by_ref: world.pm.ref,
        lifted_by_ref: world.leader.ref,
      },
      { milestone_ref: null, engagement_ref: null, contact_ref: world.contact.ref, lifted_at: null },
    ])
    expect(await itemsOf(`/holds?contact_ref=${world.contact.ref}`)).toHaveLength(1)
    expect(await itemsOf(`/holds?pm_ref=${world.pm.ref}`)).toHaveLength(1)
    expect(await itemsOf('/holds', keys.stranger)).toEqual([])
  })
})
