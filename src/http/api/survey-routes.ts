import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { LANGUAGES } from '../../core/languages.ts'
import { putSurveyDefinition, readSurveyDefinition, readSurveys } from '../../domain/answering/read-surveys.ts'
import type { ApiEnv } from './api-env.ts'
import { toJson } from './paging.ts'
import { invalid, problem, REFUSALS } from './problem.ts'
import { strictly } from './reasons.ts'

type Api = OpenAPIHono<ApiEnv>

const NOT_YOURS = 'Only a key with the role leader or admin reads surveys.'
const NOT_ADMIN = 'Only a key with the role admin publishes surveys.'
const security = [{ key: [] }]
const tags = ['Loop']

const headSchema = z
  .object({
    key: z.string(),
    version: z.int(),
    origin: z.enum(['shipped', 'firm']),
    languages: z.array(z.enum(LANGUAGES)),
    published_at: z.iso.datetime(),
  })
  .openapi('SurveyHead')

const definitionInput = z.looseObject({}).openapi('SurveyDefinition', {
  description: 'The fields of a survey file as docs/surveys.md has them, without `key`',
})

const versionSchema = z
  .object({
    key: z.string(),
    version: z.int(),
    origin: z.enum(['shipped', 'firm']),
    published_at: z.iso.datetime(),
    definition: definitionInput,
  })
  .openapi('SurveyVersion')

const inJson = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

const unknown = (key: string) => `There is no survey ${JSON.stringify(key)}, or no such version of it.`
const keyParam = z.object({ key: z.string() })

function registerList(api: Api): void {
  const route = createRoute({
    method: 'get',
    path: '/surveys',
    operationId: 'listSurvey',
    summary: 'The version in force of every survey; keys with the role leader or admin only',
    tags,
    security,
    request: { query: strictly({}) },
    responses: {
      200: inJson(z.object({ items: z.array(headSchema) }).openapi('SurveyList'), 'All of them'),
      401: REFUSALS[401],
      403: REFUSALS[403],
      422: REFUSALS[422],
    },
  })
  api.openapi(route, async (c) => {
    const read = await readSurveys(c.var.deps, c.var.key.viewer)
    if (read.kind === 'not_yours') return problem(c, 403, NOT_YOURS)
    return c.json({ items: read.items.map((item) => toJson(item) as z.output<typeof headSchema>) }, 200)
  })
}

/** The definition keeps its own names; only what stands around it is written as the API writes. */
function shown(read: { kind: 'read'; publishedAt: Date } & Omit<z.output<typeof versionSchema>, 'published_at'>) {
  const { publishedAt, kind: _, ...rest } = read
  return { ...rest, published_at: publishedAt.toISOString() }
}

function registerGet(api: Api): void {
  const responses = {
    200: inJson(versionSchema, 'The version'),
    401: REFUSALS[401],
    403: REFUSALS[403],
    404: REFUSALS[404],
  }
  const inForce = createRoute({
    method: 'get',
    path: '/surveys/{key}',
    operationId: 'getSurvey',
    summary: 'A survey as it is asked from now on',
    tags,
    security,
    request: { params: keyParam },
    responses,
  })
  api.openapi(inForce, async (c) => {
    const { key } = c.req.valid('param')
    const read = await readSurveyDefinition(c.var.deps, c.var.key.viewer, key)
    if (read.kind === 'not_yours') return problem(c, 403, NOT_YOURS)
    return read.kind === 'read' ? c.json(shown(read), 200) : problem(c, 404, unknown(key))
  })
  const version = createRoute({
    method: 'get',
    path: '/surveys/{key}/versions/{version}',
    operationId: 'getSurveyVersion',
    summary: 'A survey as it was asked',
    tags,
    security,
    request: { params: keyParam.extend({ version: z.string().regex(/^[1-9]\d{0,8}$/, 'must be a whole number') }) },
    responses: { ...responses, 422: REFUSALS[422] },
  })
  api.openapi(version, async (c) => {
    const { key, version: wanted } = c.req.valid('param')
    const read = await readSurveyDefinition(c.var.deps, c.var.key.viewer, key, Number(wanted))
    if (read.kind === 'not_yours') return problem(c, 403, NOT_YOURS)
    return read.kind === 'read' ? c.json(shown(read), 200) : problem(c, 404, unknown(key))
  })
}

const publishedSchema = z.object({ key: z.string(), version: z.int() }).openapi('PublishedSurvey')

function registerPut(api: Api): void {
  const route = createRoute({
    method: 'put',
    path: '/surveys/{key}',
    operationId: 'putSurvey',
    summary: 'Publishes a survey of the firm’s own; saying the same again changes nothing',
    tags,
    security,
    request: {
      params: keyParam,
      body: { required: true, content: { 'application/json': { schema: definitionInput } } },
    },
    responses: {
      200: inJson(publishedSchema, 'In force already'),
      201: inJson(publishedSchema, 'Published as a new version'),
      400: REFUSALS[400],
      401: REFUSALS[401],
      403: REFUSALS[403],
      415: REFUSALS[415],
      422: REFUSALS[422],
    },
  })
  api.openapi(route, async (c) => {
    const { key } = c.req.valid('param')
    const result = await putSurveyDefinition(c.var.deps, c.var.key.viewer, key, c.req.valid('json'))
    if (result.kind === 'not_yours') return problem(c, 403, NOT_ADMIN)
    if (result.kind === 'wrong') return invalid(c, result.errors)
    return c.json({ key, version: result.version }, result.kind === 'same' ? 200 : 201)
  })
}

/** Surveys, their versions, and what was published. */
export function registerSurveys(api: Api): void {
  registerList(api)
  registerGet(api)
  registerPut(api)
}
