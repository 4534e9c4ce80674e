import { beforeAll, describe, expect, it } from 'vitest'
import { apiRoutes } from '../../src/http/api/routes.ts'

type Operation = {
  operationId?: string
  summary?: string
  tags?: string[]
  security?: unknown
  parameters?: { name: string; in: string; required?: boolean; schema: Record<string, unknown> }[]
  requestBody?: { required?: boolean }
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>
}
type Document = {
  openapi: string
  security: unknown
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, { properties?: Record<string, unknown>; required?: string[] }>
    securitySchemes: Record<string, unknown>
  }
}

let document: Document
let operations: { name: string; path: string; method: string; operation: Operation }[]

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : refsIn(inner)))
}

beforeAll(async () => {
  const response = await apiRoutes.request('/openapi.json')
  document = (await response.json()) as Document
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, method, operation })),
  )
})

describe('the OpenAPI document', () => {
  it('is of version 3.1 and names all routes', () => {
    expect(document.openapi).toBe('3.1.0')
    const records = ['staff', 'accounts', 'contacts', 'engagements', 'milestones', 'outcomes']
    const lists = [
      'invitations',
      'decisions',
      'responses',
      'follow-ups',
      'follow-ups/{id}',
      'opportunities',
      'emails',
      'scores',
      'suppressions',
      'holds',
      'testimonials',
      'surveys',
      'surveys/{key}',
      'surveys/{key}/versions/{version}',
    ]
    expect(operations.map(({ name }) => name).toSorted()).toEqual(
      [
        ...records.flatMap((kind) => [`get /${kind}`, `get /${kind}/{ref}`, `put /${kind}/{ref}`]),
        ...lists.map((list) => `get /${list}`),
        'put /engagements/{ref}/contacts/{contact_ref}',
        'get /contacts/{ref}/data',
        'delete /contacts/{ref}',
        'post /milestones/{ref}/reached',
        'post /opportunities',
        'patch /opportunities/{id}',
        'delete /milestones/{ref}/reached',
        'post /milestones/{ref}/contacts/{contact_ref}/ask',
        'post /holds',
        ...['take', 'owner', 'notes', 'snooze', 'close'].map((action) => `post /follow-ups/{id}/${action}`),
        'delete /holds/{id}',
        'put /suppressions/{address}',
        'put /surveys/{key}',
        'delete /suppressions/{address}',
      ].toSorted(),
    )
  })

  it('resolves every reference', () => {
    const refs = refsIn(document)
    expect(refs.length).toBeGreaterThan(30)
    for (const ref of refs) {
      const [, name] = /^#\/components\/schemas\/(.+)$/.exec(ref) ?? []
      expect(Object.keys(document.components.schemas)).toContain(name)
    }
  })

  it('asks every route for the key and tells its refusals as problem documents', () => {
    expect(document.components.securitySchemes).toMatchObject({ key: { type: 'http', scheme: 'bearer' } })
    expect(document.security).toEqual([{ key: [] }])
    for (const { name, path, method, operation } of operations) {
      const { responses } = operation
      expect({ name, security: operation.security }).toEqual({ name, security: [{ key: [] }] })
      const expected = [
        '401',
        ...(method === 'get' && path.includes('{') ? ['404'] : []),
        ...(operation.requestBody || operation.parameters?.some((each) => each.in === 'query') ? ['422'] : []),
        ...(method === 'get' ? [] : ['403']),
        ...(operation.requestBody === undefined ? [] : ['400', '415']),
        ...(path.includes('/{ref}/') ? ['404'] : []),
      ]
      for (const status of expected)
        expect({ name, statuses: Object.keys(responses) }).toEqual({ name, statuses: expect.arrayContaining([status]) })
      for (const [status, response] of Object.entries(responses)) {
        const told = Number(status) < 400 ? ['application/json'] : ['application/problem+json']
        expect(Object.keys(response.content ?? {})).toEqual(status === '204' ? [] : told)
      }
    }
  })

  it('gives each operation a name of its own, a summary and a tag', () => {
    const names = operations.map(({ operation }) => operation.operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const { operation } of operations) {
      expect(operation.summary).toBeTruthy()
      expect(operation.tags).toHaveLength(1)
    }
  })

  it('declares every parameter of a path, and the paging of every list', () => {
    for (const { name, path, operation } of operations) {
      const inPath = (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'path')
        .map((each) => each.name)
      expect({ name, inPath }).toEqual({ name, inPath: [...path.matchAll(/\{(\w+)\}/g)].map(([, each]) => each) })
    }
    for (const list of ['/accounts', '/responses']) {
      const query = document.paths[list]?.['get']?.parameters?.filter((parameter) => parameter.in === 'query') ?? []
      expect(query.find((each) => each.name === 'limit')).toMatchObject({
        required: false,
        schema: { type: 'integer', default: 50, maximum: 200 },
      })
      const cursor = query.find((each) => each.name === 'cursor')
      expect(cursor).toMatchObject({ required: false, schema: { type: 'string' } })
      expect(cursor?.schema).not.toHaveProperty('default')
    }
  })

  it('names the fields of a record as the CSV columns, and requires what the import requires', () => {
    const { Contact, ContactInput } = document.components.schemas
    const columns = ['ref', 'account_ref', 'name', 'email', 'locale', 'time_zone', 'phone']
    expect(Object.keys(Contact?.properties ?? {})).toEqual(columns)
    expect(Object.keys(ContactInput?.properties ?? {})).toEqual(columns)
    expect(ContactInput?.required).toEqual(['account_ref', 'name', 'email'])
  })
})
