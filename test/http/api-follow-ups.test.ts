import { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApiKey } from '../../src/domain/access/api-keys.ts'
import { answerSurvey } from '../../src/domain/answering/answer-survey.ts'
import { apiRoutes } from '../../src/http/api/routes.ts'
import type { AppEnv } from '../../src/http/env.ts'
import type { Role } from '../../src/core/words.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createStaff, createWorld, type World } from '../support/factories.ts'

const database = useDatabase()

type Json = Record<string, unknown>

let deps: TestDeps
let app: Hono<AppEnv>
let world: World
let keys: Record<'pm' | 'stranger' | 'accountManager' | 'leader', string>

async function keyFor(role: Role, staffRef?: string): Promise<string> {
  const made = await createApiKey(deps, { name: `${role} ${staffRef}`, role, staffRef })
  if (made.kind !== 'created') throw new Error(made.kind)
  return made.key
}

async function call(method: string, path: string, key: string, body?: Json): Promise<{ status: number; body: Json }> {
  const response = await app.request(`/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Json }
}

/** A key of leadership acts in somebody's name. */
const asLeader = (path: string, body: Json = {}) =>
  call('POST', path, keys.leader, { by_ref: world.leader.ref, ...body })

const idsOf = async (query: string, key = keys.leader) =>
  ((await call('GET', `/follow-ups${query}`, key)).body['items'] as Json[]).map((item) => item['id'])

/** A low answer's follow-up, which is its PM's leader's; its path. */
async function followUpOf(visibility = 'team'): Promise<string> {
  await answerSurvey(deps, world.invitation.token, { call_first: '2', comment: 'Late again', visibility })
  const { id } = await database.db.selectFrom('followUp').select('id').executeTakeFirstOrThrow()
  return `/follow-ups/${id}`
}

beforeEach(async () => {
  deps = createTestDeps(database.db, { now: '2026-11-17T11:00:00Z' })
  world = await createWorld(database.db)
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
    accountManager: await keyFor('account_manager', world.accountManager.ref),
    leader: await keyFor('leader'),
  }
})

describe('a follow-up through the API', () => {
  it('is taken, noted, put off, given away and closed as on its page, and tells so', async () => {
    const path = await followUpOf()
    expect(await asLeader(`${path}/take`)).toMatchObject({
      status: 200,
      body: { follow_up: { state: 'taken', owner_ref: world.leader.ref, taken_at: '2026-11-17T11:00:00.000Z' } },
    })
    await asLeader(`${path}/notes`, { note: ' Marta is back on Thursday ' })
    const off = { reason: 'She is away', until: '2026-11-19' }
    expect((await asLeader(`${path}/snooze`, off)).body).toMatchObject({
      follow_up: { snoozed_until: '2026-11-19T08:00:00.000Z' },
    })
    await asLeader(`${path}/owner`, { owner_ref: world.pm.ref })
    const closed = await call('POST', `${path}/close`, keys.pm, { what_we_did: 'A weekly call' })
    expect(closed.status).toBe(200)
    const now = { state: 'closed', what_we_did: 'A weekly call', reply_state: 'draft', owner_ref: world.pm.ref }
    expect(closed.body['follow_up']).toMatchObject(now)
    const { status, body } = await call('GET', path, keys.leader)
    const at = '2026-11-17T11:00:00.000Z'
    const by_ref = world.leader.ref
    expect({ status, body }).toMatchObject({ status: 200, body: now })
    expect(body['notes']).toEqual([{ by_ref, note: 'Marta is back on Thursday', at }])
    expect(body['steps']).toEqual([
      { kind: 'taken', by_ref, to_ref: null, reason: null, until: null, at },
      { kind: 'snoozed', by_ref, to_ref: null, reason: 'She is away', until: '2026-11-19T08:00:00.000Z', at },
      { kind: 'reassigned', by_ref, to_ref: world.pm.ref, reason: null, until: null, at },
    ])
    expect((await call('GET', '/follow-ups', keys.leader)).body['items']).toEqual([body])
    const audit = await database.db.selectFrom('audit').select(['action', 'staffId']).orderBy('id').execute()
    expect(audit.filter(({ action }) => action.startsWith('follow_up'))).toEqual([
      ...['taken', 'noted', 'snoozed', 'reassigned'].map((done) => ({
        action: `follow_up_${done}`,
        staffId: world.leader.id,
      })),
      { action: 'follow_up_closed', staffId: world.pm.id },
    ])
  })

  it('is listed by state, owner and the day of the last thing done about it', async () => {
    const path = await followUpOf()
    const [id] = await idsOf('')
    expect(await idsOf(`?state=open&owner_ref=${world.leader.ref}`)).toEqual([id])
    expect(await idsOf('?state=closed')).toEqual([])
    expect(await idsOf(`?owner_ref=${world.pm.ref}`)).toEqual([])
    expect(await idsOf('?since=2026-11-18')).toEqual([])
    deps.setNow('2026-11-18T11:00:00Z')
    await asLeader(`${path}/notes`, { note: 'Nobody at her desk' })
    expect(await idsOf('?since=2026-11-18')).toEqual([id])
    expect((await call('GET', '/follow-ups?state=done', keys.leader)).status).toBe(422)
  })

  it('is acted on in the name of a person, with that person’s rights', async () => {
    const path = await followUpOf()
    const refused = await call('POST', `${path}/take`, keys.leader)
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'by_ref' }] } })
    expect((await call('POST', `${path}/take`, keys.leader, { by_ref: world.pm.ref })).status).toBe(403)
    expect((await call('POST', `${path}/take`, keys.pm, { by_ref: world.leader.ref })).status).toBe(403)
    expect((await call('POST', `${path}/take`, keys.leader, { by_ref: world.leader.ref })).status).toBe(200)
  })

  it('is known to nobody who does not see it, and acted on by its owner and leadership alone', async () => {
    const path = await followUpOf()
    const note = { note: 'x' }
    for (const key of [keys.pm, keys.accountManager]) {
      expect((await call('GET', path, key)).status).toBe(200)
      expect((await call('POST', `${path}/notes`, key, note)).status).toBe(403)
    }
    expect((await call('GET', path, keys.stranger)).status).toBe(404)
    expect((await call('POST', `${path}/notes`, keys.stranger, note)).status).toBe(404)
  })

  it('of an answer for leadership only stays with leadership', async () => {
    const path = await followUpOf('leadership')
    for (const key of [keys.pm, keys.accountManager]) {
      expect((await call('GET', path, key)).status).toBe(404)
      expect((await call('POST', `${path}/take`, key)).status).toBe(404)
      expect(await idsOf('', key)).toEqual([])
    }
    const given = await asLeader(`${path}/owner`, { owner_ref: world.pm.ref })
    expect(given).toMatchObject({ status: 422, body: { errors: [{ field: 'owner_ref' }] } })
  })

  it('that its owner gives away is no longer told to whom only owning it showed it', async () => {
    const path = await followUpOf()
    const elsewhere = await createStaff(database.db)
    await asLeader(`${path}/owner`, { owner_ref: elsewhere.ref })
    const key = await keyFor('pm', elsewhere.ref)
    const given = await call('POST', `${path}/owner`, key, { owner_ref: world.pm.ref })
    expect(given).toMatchObject({ status: 200, body: { follow_up: null } })
    expect((await call('GET', path, key)).status).toBe(404)
  })

  it('that somebody else has taken or closed is left as it is', async () => {
    const path = await followUpOf()
    await asLeader(`${path}/take`)
    const late = await call('POST', `${path}/take`, keys.leader, { by_ref: world.admin.ref })
    expect(late).toMatchObject({ status: 409, body: { title: 'Conflict' } })
    await asLeader(`${path}/close`, { what_we_did: 'Called' })
    for (const [action, body] of [
      ['take', {}],
      ['notes', { note: 'x' }],
      ['close', { what_we_did: 'x' }],
      ['snooze', { reason: 'x', until: '2026-11-19' }],
      ['owner', { owner_ref: world.pm.ref }],
    ] as const) {
      expect((await asLeader(`${path}/${action}`, body)).status).toBe(409)
    }
    expect((await call('GET', path, keys.leader)).body).toMatchObject({ what_we_did: 'Called', notes: [] })
  })

  it.each([
    ['note', 'notes', {}],
    ['note', 'notes', { note: ' \u0000 ' }],
    ['until', 'snooze', { reason: 'Away', until: '2026-11-17' }],
    ['until', 'snooze', { reason: 'Away', until: 'soon' }],
    ['reason', 'snooze', { reason: '', until: '2026-11-19' }],
    ['owner_ref', 'owner', { owner_ref: 'nobody' }],
    ['what_we_did', 'close', { what_we_did: '' }],
    ['owner', 'take', { owner: 'me' }],
  ])('names %s where it is at fault', async (field, action, body) => {
    const path = await followUpOf()
    const { status, body: refused } = await asLeader(`${path}/${action}`, body)
    expect({ status, errors: refused['errors'] }).toEqual({
      status: 422,
      errors: [{ field, reason: expect.any(String) }],
    })
  })
})
