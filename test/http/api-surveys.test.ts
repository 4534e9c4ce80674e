import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createApiKey } from '../../src/domain/access/api-keys.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createResponse, createWorld, surveyDefinitionOf, type World } from '../support/factories.ts'

const database = useDatabase()
let deps: TestDeps
let world: World
const keys: Record<string, string> = {}

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  for (const role of ['leader', 'admin'] as const) {
    const made = await createApiKey(deps, { name: role, role })
    if (made.kind === 'created') keys[role] = made.key
  }
})

async function send(method: string, path: string, body?: unknown, role = 'admin') {
  const response = await createApp(() => deps).request(`http://firm.test/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${keys[role]}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('surveys through the API', () => {
  it('are published once, read back as they were put, and keep their earlier versions', async () => {
    const { key: _, ...delivery } = surveyDefinitionOf('delivery')
    const reworded = { ...delivery, title: 'How was it, {contact}?' }
    expect(await send('PUT', '/surveys/delivery', delivery)).toEqual({
      status: 200,
      body: { key: 'delivery', version: 1 },
    })
    expect(await send('PUT', '/surveys/delivery', reworded)).toEqual({
      status: 201,
      body: { key: 'delivery', version: 2 },
    })
    expect(await send('PUT', '/surveys/own', delivery)).toEqual({ status: 201, body: { key: 'own', version: 1 } })
    const read = await send('GET', '/surveys/delivery', undefined, 'leader')
    expect(read.body).toMatchObject({ version: 2, origin: 'firm', definition: { key: 'delivery', ...reworded } })
    const before = await send('GET', '/surveys/delivery/versions/1')
    expect(before.body['definition']).toEqual(surveyDefinitionOf('delivery'))
    const list = (await send('GET', '/surveys')).body['items'] as Record<string, unknown>[]
    expect(list.find((each) => each['key'] === 'delivery')).toMatchObject({ version: 2, origin: 'firm' })
  })

  it('with a fault are refused with the field and what to do', async () => {
    const { key: _, ...delivery } = surveyDefinitionOf('delivery')
    const { status, body } = await send('PUT', '/surveys/delivery', { ...delivery, title: 'Hello {name}' })
    expect(status).toBe(422)
    expect(body['errors']).toEqual([{ field: 'title', reason: expect.stringContaining('{name} is not known') }])
  })

  it('are published with an administrator’s key alone, and those that are not there are not found', async () => {
    expect((await send('PUT', '/surveys/own', {}, 'leader')).status).toBe(403)
    expect((await send('GET', '/surveys/none')).status).toBe(404)
    expect((await send('GET', '/surveys/delivery/versions/9')).status).toBe(404)
    expect((await send('GET', '/surveys/delivery/versions/x')).status).toBe(422)
  })

  it('are named with each response that answered them', async () => {
    await createResponse(database.db, { invitationId: world.invitation.id })
    const { body } = await send('GET', '/responses')
    expect(body['items']).toMatchObject([{ survey: 'delivery', survey_version: 1 }])
  })
})
