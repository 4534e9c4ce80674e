import { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApiKey } from '../../src/domain/access/api-keys.ts'
import { planInvitations } from '../../src/domain/asking/plan-invitations.ts'
import { apiRoutes } from '../../src/http/api/routes.ts'
import type { AppEnv } from '../../src/http/env.ts'
import type { Role } from '../../src/core/words.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createContact, createStaff, createWorld, type World } from '../support/factories.ts'

const database = useDatabase()

let deps: TestDeps
let app: Hono<AppEnv>
let world: World
let keys: Record<'pm' | 'stranger' | 'admin', string>

async function keyFor(role: Role, staffRef?: string): Promise<string> {
  const made = await createApiKey(deps, { name: `${role} ${staffRef}`, role, staffRef })
  if (made.kind !== 'created') throw new Error(made.kind)
  return made.key
}

async function call(method: 'POST' | 'DELETE', path: string, { key = keys.pm, body }: { key?: string; body?: object }) {
  const headers = { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) }
  const response = await app.request(`/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const place = (body: object, key?: string) => call('POST', '/holds', { body, ...(key && { key }) })
const holds = () =>
  database.db.selectFrom('hold').select(['milestoneId', 'contactId', 'engagementId', 'placedBy', 'liftedBy']).execute()
const kinds = async () =>
  (await database.db.selectFrom('decision').select('kind').orderBy('id').execute()).map(({ kind }) => kind)

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
    stranger: await keyFor('pm', stranger.ref),
    admin: await keyFor('admin'),
  }
})

describe('a hold placed by another program', () => {
  it('on a milestone takes back what is planned, once, and can be lifted so that the plan asks again', async () => {
    await planInvitations(deps)
    const body = { milestone_ref: world.milestone.ref, reason: 'In court' }
    const { status, body: placed } = await place(body)
    expect({ status, placed }).toEqual({ status: 201, placed: { id: expect.any(Number), withdrawn: 1 } })
    expect(await place(body)).toEqual({ status: 200, body: { id: placed['id'], withdrawn: 0 } })
    expect(await holds()).toMatchObject([{ milestoneId: world.milestone.id, placedBy: world.pm.id, liftedBy: null }])
    const lift = `/holds/${String(placed['id'])}`
    expect(await call('DELETE', `${lift}?reason=Settled`, {})).toEqual({
      status: 200,
      body: { id: placed['id'], lifted: true },
    })
    expect((await call('DELETE', lift, {})).body).toEqual({ id: placed['id'], lifted: false })
    await planInvitations(deps)
    expect(await kinds()).toEqual(['planned', 'held', 'withdrawn', 'lifted', 'planned'])
  })

  it('on a contact is of one engagement, or with leadership everywhere, in the name of a person', async () => {
    const contact_ref = world.contact.ref
    const here = { contact_ref, engagement_ref: world.engagement.ref, reason: 'On leave' }
    expect((await place(here)).status).toBe(201)
    expect((await place({ contact_ref, reason: 'Asked us to' })).status).toBe(403)
    const everywhere = { contact_ref, reason: 'Asked us to', placed_by_ref: world.leader.ref }
    expect((await place(everywhere, keys.admin)).status).toBe(201)
    expect((await holds()).map(({ engagementId, placedBy }) => ({ engagementId, placedBy }))).toEqual([
      { engagementId: world.engagement.id, placedBy: world.pm.id },
      { engagementId: null, placedBy: world.leader.id },
    ])
  })

  it('is not for the PM of another engagement, nor for somebody else’s name', async () => {
    const body = { milestone_ref: world.milestone.ref, reason: 'In court' }
    expect((await place(body, keys.stranger)).status).toBe(404)
    expect((await place({ ...body, placed_by_ref: world.leader.ref })).status).toBe(403)
    const elsewhere = await createContact(database.db, { accountId: world.account.id })
    const noPart = { contact_ref: elsewhere.ref, engagement_ref: world.engagement.ref, reason: 'Gone' }
    expect((await place(noPart)).status).toBe(404)
    const { body: placed } = await place(body)
    expect((await call('DELETE', `/holds/${String(placed['id'])}`, { key: keys.stranger })).status).toBe(404)
    expect(await holds()).toMatchObject([{ liftedBy: null }])
  })

  it.each([
    ['milestone_ref', { reason: 'x' }],
    ['contact_ref', { milestone_ref: 'm', contact_ref: 'c', reason: 'x' }],
    ['engagement_ref', { milestone_ref: 'm', engagement_ref: 'e', reason: 'x' }],
    ['reason', { milestone_ref: 'm' }],
    ['placed_by_ref', { milestone_ref: 'm', reason: 'x' }],
    ['placed_by_ref', { milestone_ref: 'm', reason: 'x', placed_by_ref: 'nobody' }],
  ])('names %s where it is at fault', async (field, body) => {
    const refused = await place(body, keys.admin)
    expect(refused.status).toBe(422)
    expect(refused.body['errors']).toEqual([{ field, reason: expect.any(String) }])
  })

  it('needs words for a reason', async () => {
    const { status, body } = await place({ milestone_ref: world.milestone.ref, reason: ' \u0000 ' })
    expect({ status, errors: body['errors'] }).toMatchObject({ status: 422, errors: [{ field: 'reason' }] })
    expect(await holds()).toEqual([])
  })
})
