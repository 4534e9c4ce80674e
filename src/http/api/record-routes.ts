import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type GivenRecord, putRecord, type PutRecordResult } from '../../domain/firm/put-record.ts'
import { readRecords, RECORD_KINDS } from '../../domain/firm/read-lists.ts'
import type { Context } from 'hono'
import type { ApiEnv } from './api-env.ts'
import { pageOf, pageQuery, toJson, toPage } from './paging.ts'
import { type FieldError, invalid, problem, REFUSALS } from './problem.ts'
import { strictly } from './reasons.ts'
import {
  describeRecord,
  type JsonRecord,
  participantInput,
  participantSchema,
  type RecordDescription,
} from './record-schemas.ts'

type Api = OpenAPIHono<ApiEnv>

const NOT_ADMIN = 'Only a key with the role admin writes records.'
const security = [{ key: [] }]
const tags = ['Records']
const refParam = z.object({ ref: z.string().min(1).openapi({ description: "The firm's own identifier" }) })

const one = (schema: z.ZodType<JsonRecord>, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** A JSON field as a CSV file would hold it; null is an empty field. */
function textOf(value: unknown): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function recordsIn({ kind }: RecordDescription, ref: string, body: JsonRecord): GivenRecord[] {
  const { contacts = [], ...plain } = body
  const fields = Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, textOf(value)]))
  const participants = (contacts as { contact_ref: string; role: string }[]).map((participant) => ({
    file: 'engagement_contacts.csv' as const,
    fields: { engagement_ref: ref, ...participant },
  }))
  return [{ file: `${kind}.csv`, fields: { ...fields, ref } }, ...participants]
}

/** The first record is the body itself; those after it are its `contacts`, in order. */
const errorsOf = (result: Extract<PutRecordResult, { kind: 'invalid' }>): FieldError[] =>
  result.faults.map(({ record, column, reason }) => ({
    field: record === 0 ? column : `contacts.${record - 1}.${column}`,
    reason,
  }))

const nothing = (c: Context, ref: string) =>
  problem(c, 404, `There is nothing here with the ref ${JSON.stringify(ref)}.`)

function registerReads(api: Api, described: RecordDescription): void {
  const { kind, name, shown } = described
  const list = createRoute({
    method: 'get',
    path: `/${kind}`,
    operationId: `list${name}`,
    summary: `Lists ${kind}`,
    tags,
    security,
    request: { query: strictly(pageQuery) },
    responses: { 200: one(pageOf(shown, name), `A page of ${kind}`), 401: REFUSALS[401], 422: REFUSALS[422] },
  })
  api.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const rows = await readRecords(c.var.deps, c.var.key.viewer, kind, { limit: limit + 1, after: cursor })
    return c.json(toPage(shown, rows, limit) as JsonRecord, 200)
  })
  const get = createRoute({
    method: 'get',
    path: `/${kind}/{ref}`,
    operationId: `get${name}`,
    summary: `Reads one of ${kind}`,
    tags,
    security,
    request: { params: refParam },
    responses: { 200: one(shown, 'The record'), 401: REFUSALS[401], 404: REFUSALS[404] },
  })
  api.openapi(get, async (c) => {
    const { ref } = c.req.valid('param')
    const [row] = await readRecords(c.var.deps, c.var.key.viewer, kind, { ref, limit: 1, after: 0 })
    if (row === undefined) return nothing(c, ref)
    return c.json(shown.parse(toJson(row)), 200)
  })
}

function registerPut(api: Api, described: RecordDescription): void {
  const { kind, name, shown, given } = described
  const put = createRoute({
    method: 'put',
    path: `/${kind}/{ref}`,
    operationId: `put${name}`,
    summary: `Creates or updates one of ${kind}`,
    description: 'Fields named as the CSV columns. A field that is left out stays as it is; null empties it.',
    tags,
    security,
    request: {
      params: refParam,
      body: { required: true, content: { 'application/json': { schema: given } } },
    },
    responses: { 200: one(shown, 'Updated, or the same already'), 201: one(shown, 'Created'), ...omit404(REFUSALS) },
  })
  api.openapi(put, async (c) => {
    const { ref } = c.req.valid('param')
    const { deps, key } = c.var
    const body = c.req.valid('json')
    if (body['ref'] !== undefined && body['ref'] !== ref) {
      return invalid(c, [{ field: 'ref', reason: 'differs from the one in the address; leave it out' }])
    }
    const result = await putRecord(deps, key.viewer, recordsIn(described, ref, body))
    if (result.kind === 'not_allowed') return problem(c, 403, NOT_ADMIN)
    if (result.kind === 'invalid') return invalid(c, errorsOf(result))
    const [row] = await readRecords(deps, key.viewer, kind, { ref: ref.trim(), limit: 1, after: 0 })
    return c.json(shown.parse(toJson(row)), result.kind === 'created' ? 201 : 200)
  })
}

function omit404<Refusals extends { 404: unknown }>(refusals: Refusals): Omit<Refusals, 404> {
  const { 404: _, ...rest } = refusals
  return rest
}

function registerParticipant(api: Api): void {
  const schema = participantSchema as z.ZodType<JsonRecord>
  const put = createRoute({
    method: 'put',
    path: '/engagements/{ref}/contacts/{contact_ref}',
    operationId: 'putParticipant',
    summary: 'Lets a contact take part in an engagement, or changes its role',
    tags,
    security,
    request: {
      params: refParam.extend({ contact_ref: z.string().min(1) }),
      body: { required: true, content: { 'application/json': { schema: participantInput } } },
    },
    responses: {
      200: one(schema, 'Updated, or the same already'),
      201: one(schema, 'Created'),
      ...omit404(REFUSALS),
      404: REFUSALS[404],
    },
  })
  api.openapi(put, async (c) => {
    const { deps, key } = c.var
    const { ref, contact_ref } = c.req.valid('param')
    const { role } = c.req.valid('json')
    const fields = { engagement_ref: ref, contact_ref, role }
    const result = await putRecord(deps, key.viewer, [{ file: 'engagement_contacts.csv', fields }])
    if (result.kind === 'not_allowed') return problem(c, 403, NOT_ADMIN)
    if (result.kind === 'invalid') {
      const [engagement] = await readRecords(deps, key.viewer, 'engagements', { ref: ref.trim(), limit: 1, after: 0 })
      const [contact] = await readRecords(deps, key.viewer, 'contacts', { ref: contact_ref.trim(), limit: 1, after: 0 })
      if (engagement === undefined) return nothing(c, ref)
      return contact === undefined ? nothing(c, contact_ref) : invalid(c, errorsOf(result))
    }
    return c.json({ contact_ref, role }, result.kind === 'created' ? 201 : 200)
  })
}

/** The firm's own records: read by whom they concern, written by administrators. */
export function registerRecords(api: Api): void {
  for (const kind of RECORD_KINDS) {
    const described = describeRecord(kind)
    registerReads(api, described)
    registerPut(api, described)
  }
  registerParticipant(api)
}
