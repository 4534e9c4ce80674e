import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createApiKey } from '../../src/domain/access/api-keys.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createWorld } from '../support/factories.ts'

const database = useDatabase()
let deps: TestDeps
let admin: string
let leader: string

async function keyFor(role: 'leader' | 'admin'): Promise<string> {
  const made = await createApiKey(deps, { name: role, role })
  if (made.kind !== 'created') throw new Error(made.kind)
  return made.key
}

beforeEach(async () => {
  deps = createTestDeps(database.db)
  await createWorld(database.db)
  admin = await keyFor('admin')
  leader = await keyFor('leader')
})

async function send(method: string, path: string, body?: unknown, key = admin) {
  const response = await createApp(() => deps).request(`http://firm.test/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const MARTA = '/suppressions/Marta%40client.example'

describe('the suppression list through the API', () => {
  it('takes an address once, and lists it', async () => {
    expect(await send('PUT', MARTA, { reason: 'unsubscribed' })).toMatchObject({ status: 201 })
    expect(await send('PUT', MARTA, { reason: 'unsubscribed', note: 'by phone' })).toEqual({
      status: 200,
      body: { address: 'marta@client.example', reason: 'unsubscribed' },
    })
    expect((await send('GET', '/suppressions')).body).toEqual({
      items: [
        {
          address: 'marta@client.example',
          reason: 'unsubscribed',
          source: 'api',
          at: '2026-11-20T10:00:00.000Z',
          note: 'by phone',
        },
      ],
      next_cursor: null,
    })
  })

  it('pages by cursor', async () => {
    for (const name of ['a', 'b', 'c']) await send('PUT', `/suppressions/${name}@client.example`, { reason: 'left' })
    const first = (await send('GET', '/suppressions?limit=2')).body
    expect(first['items']).toHaveLength(2)
    const rest = await send('GET', `/suppressions?limit=2&cursor=${String(first['next_cursor'])}`)
    expect(rest.body).toMatchObject({ items: [{ address: 'c@client.example' }], next_cursor: null })
  })

  it('gives an address back, a complaint only with a note', async () => {
    await send('PUT', MARTA, { reason: 'complained' })
    await send('PUT', MARTA, { reason: 'left' })
    expect(await send('DELETE', MARTA)).toMatchObject({ status: 422, body: { errors: [{ field: 'note' }] } })
    expect(await send('DELETE', `${MARTA}?reason=left`)).toMatchObject({ status: 200, body: { reasons: ['left'] } })
    expect(await send('DELETE', `${MARTA}?note=asked+to+be+back`)).toMatchObject({
      status: 200,
      body: { address: 'marta@client.example', reasons: ['complained'] },
    })
    expect(await send('DELETE', MARTA)).toMatchObject({ status: 404 })
    const { detail } = await deps.db
      .selectFrom('audit')
      .select('detail')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(detail).toMatchObject({ reason: 'complained', why: 'asked to be back' })
  })

  it('names what is at fault', async () => {
    expect(await send('PUT', '/suppressions/nobody', { reason: 'left' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'address' }] },
    })
    expect(await send('PUT', MARTA, { reason: 'tired' })).toMatchObject({ body: { errors: [{ field: 'reason' }] } })
  })

  it('is for keys with the role admin alone', async () => {
    expect((await send('GET', '/suppressions', undefined, leader)).status).toBe(403)
    expect((await send('PUT', MARTA, { reason: 'left' }, leader)).status).toBe(403)
    expect((await send('DELETE', MARTA, undefined, leader)).status).toBe(403)
  })
})
