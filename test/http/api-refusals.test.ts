import type { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createApiKey } from '../../src/domain/access/api-keys.ts'
import type { AppEnv } from '../../src/http/env.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createContact, createResponse, createWorld, type World } from '../support/factories.ts'

const database = useDatabase()
const JSON_TYPE = { 'content-type': 'application/json' }
const LOOP_PARAMETERS = 'limit, cursor, engagement_ref, account_ref, pm_ref, since'

type Problem = { status: number; title: string; detail: string; errors?: { field: string; reason: string }[] }

let deps: TestDeps
let app: Hono<AppEnv>
let world: World
let key: string

async function ask(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  const init = { method, headers: { authorization: `Bearer ${key}`, ...headers }, ...(body !== undefined && { body }) }
  const response = await app.request(`/api/v1${path}`, init)
  return { response, status: response.status, type: response.headers.get('content-type') }
}

async function refusal(method: string, path: string, headers?: Record<string, string>, body?: string) {
  const { response, status, type } = await ask(method, path, headers, body)
  expect(type).toBe('application/problem+json')
  const problem = (await response.json()) as Problem
  expect(problem.status).toBe(status)
  return problem
}

const put = (path: string, body: unknown) => refusal('PUT', path, JSON_TYPE, JSON.stringify(body))

beforeEach(async () => {
  deps = createTestDeps(database.db)
  app = createApp(() => deps)
  world = await createWorld(database.db)
  const made = await createApiKey(deps, { name: 'admin', role: 'admin' })
  if (made.kind !== 'created') throw new Error(made.kind)
  key = made.key
})

describe('a body', () => {
  it.each([
    ['PUT', '/staff/x-1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['PUT', '/accounts/x-1', { 'content-type': 'text/plain' }],
    ['PUT', '/engagements/e/contacts/c', { 'content-type': 'application/xml' }],
    ['POST', '/milestones/m/reached', { 'content-type': 'multipart/form-data' }],
  ])('of another kind than JSON is refused as that: %s %s', async (method, path, headers) => {
    expect(await refusal(method, path, headers, 'name=x')).toMatchObject({
      status: 415,
      title: 'Unsupported Media Type',
      detail: expect.stringContaining('application/json'),
    })
  })

  it.each([
    ['PUT', '/accounts/x-1'],
    ['POST', '/milestones/m/reached'],
  ])('that is missing is asked for: %s %s', async (method, path) => {
    for (const headers of [{}, JSON_TYPE]) {
      expect(await refusal(method, path, headers)).toMatchObject({ status: 400, title: 'Bad Request' })
    }
  })

  it('may say its character set', async () => {
    const type = { 'content-type': 'application/json; charset=utf-8' }
    expect((await ask('PUT', '/accounts/x-1', type, '{"name":"X"}')).status).toBe(201)
  })
})

describe('a method that a route does not have', () => {
  it.each([
    ['DELETE', '/staff/x-1', ['GET', 'HEAD', 'PUT']],
    ['POST', '/staff', ['GET', 'HEAD']],
    ['GET', '/milestones/m/reached', ['DELETE', 'POST']],
    ['PUT', '/scores', ['GET', 'HEAD']],
    ['PATCH', '/engagements/e/contacts/c', ['PUT']],
    ['POST', '/openapi.json', ['GET', 'HEAD']],
  ])('%s %s is refused with those that it has', async (method, path, allowed) => {
    const { response, status, type } = await ask(method, path)
    expect([status, type]).toEqual([405, 'application/problem+json'])
    expect(response.headers.get('allow')?.split(', ').toSorted()).toEqual(allowed)
  })

  it('is not meant where there is no such route or nothing of that ref', async () => {
    expect(await refusal('DELETE', '/nonsense')).toMatchObject({ status: 404 })
    expect(await refusal('GET', '/staff/nobody')).toMatchObject({ status: 404 })
  })
})

describe('a field', () => {
  it('that is refused is told why in plain words', async () => {
    const { errors } = await put('/staff/x-1', { name: 7, email: null, role: 'boss', leader_ref: true })
    expect(errors).toEqual([
      { field: 'name', reason: 'must be text' },
      { field: 'email', reason: 'must be text' },
      { field: 'role', reason: 'must be one of pm, leader, account_manager, admin' },
      { field: 'leader_ref', reason: 'must be text' },
    ])
    expect((await put('/outcomes/x-1', { needed_on: 'soon', called_first: 'yes' })).errors).toEqual([
      { field: 'account_ref', reason: 'is missing; add it' },
      { field: 'needed_on', reason: 'is not a day of the calendar; write it as YYYY-MM-DD' },
      { field: 'called_first', reason: 'must be true or false' },
    ])
    const engagement = {
      account_ref: 'a',
      name: 'n',
      pm_ref: 'p',
      started_on: 1,
      value: '7',
      contacts: [{ role: 'x' }],
    }
    expect((await put('/engagements/x-1', engagement)).errors).toEqual([
      { field: 'started_on', reason: 'must be text' },
      { field: 'value', reason: 'must be a number' },
      { field: 'contacts.0.contact_ref', reason: 'is missing; add it' },
      { field: 'contacts.0.role', reason: 'must be one of sponsor, decision_maker, day_to_day, user' },
    ])
    expect((await put('/accounts/x-1', [])).errors).toEqual([{ field: 'body', reason: 'must be an object' }])
  })

  it('that is not known is refused with those that are', async () => {
    expect(
      (await put('/contacts/x-1', { account_ref: 'a', name: 'n', email: 'e@x.example', colour: 'red' })).errors,
    ).toEqual([
      {
        field: 'colour',
        reason: 'is not known here; known are ref, account_ref, name, email, locale, time_zone, phone',
      },
    ])
  })
})

describe('a parameter', () => {
  it.each([
    ['/responses?pm=x', 'pm', `is not known here; known are ${LOOP_PARAMETERS}`],
    ['/staff?since=2026-01-01', 'since', 'is not known here; known are limit, cursor'],
    ['/scores?By=pm', 'By', 'is not known here; known are by'],
    ['/scores?by=contact', 'by', 'must be one of pm, engagement, account, firm'],
    ['/responses?pm_ref=', 'pm_ref', 'is empty; name one, or leave it out'],
    ['/responses?limit=1&limit=2', 'limit', 'stands here more than once; send it once'],
    ['/staff?limit=0', 'limit', 'must be a whole number from 1 to 200'],
    [
      '/emails?since=yesterday',
      'since',
      'is neither a day nor a time with its zone; write it as 2026-01-20 or 2026-01-20T10:00:00Z',
    ],
  ])('at fault is named with what it may be: %s', async (path, field, reason) => {
    expect(await refusal('GET', path)).toMatchObject({ status: 422, errors: [{ field, reason }] })
  })

  it('since takes a day, which begins when it begins for the firm', async () => {
    const { id } = await createResponse(database.db, { invitationId: world.invitation.id })
    const firm = await database.db.selectFrom('firm').select('timeZone').executeTakeFirstOrThrow()
    expect(firm.timeZone).toBe('Europe/Berlin')
    const at = async (changedAt: string) =>
      database.db
        .updateTable('response')
        .set({ changedAt: new Date(changedAt) })
        .where('id', '=', id)
        .execute()
    const count = async (since: string) => {
      const { response: page, status } = await ask('GET', `/responses?since=${since}`)
      expect(status).toBe(200)
      return ((await page.json()) as { items: unknown[] }).items.length
    }
    await at('2026-10-31T23:00:00Z')
    expect([await count('2026-11-01'), await count('2026-11-02'), await count('2026-10-31T23:00:00Z')]).toEqual([
      1, 0, 1,
    ])
    await at('2026-10-31T22:59:59Z')
    expect([await count('2026-11-01'), await count('2026-11-01T00:00:00+01:00'), await count('2026-10-31')]).toEqual([
      0, 0, 1,
    ])
  })
})

it('a participation is refused with 404 where there is no such engagement or contact, and with 422 where both are at odds', async () => {
  const { engagement, contact } = world
  const role = { role: 'user' }
  expect(await put(`/engagements/nobody/contacts/${contact.ref}`, role)).toMatchObject({
    status: 404,
    detail: expect.stringContaining('"nobody"'),
  })
  expect(await put(`/engagements/${engagement.ref}/contacts/no-one`, role)).toMatchObject({
    status: 404,
    detail: expect.stringContaining('"no-one"'),
  })
  const { id } = await database.db
    .insertInto('account')
    .values({ ref: 'other', name: 'Other' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await createContact(database.db, { accountId: id, ref: 'foreign' })
  expect(await put(`/engagements/${engagement.ref}/contacts/foreign`, role)).toMatchObject({ status: 422 })
})
