import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { SUPPRESSION_REASONS } from '../../core/words.ts'
import { removeAddress } from '../../domain/sending/remove-suppressions.ts'
import { readSuppressions } from '../../domain/sending/show-suppressions.ts'
import { suppressAddress } from '../../domain/sending/suppress-address.ts'
import type { ApiEnv } from './api-env.ts'
import { pageOf, pageQuery, toPage } from './paging.ts'
import { invalid, problem, REFUSALS } from './problem.ts'
import { plainly, strictly } from './reasons.ts'

type Api = OpenAPIHono<ApiEnv>

const NOT_ADMIN = 'Only a key with the role admin reads and changes this list.'
const security = [{ key: [] }]
const tags = ['Loop']

const reason = () => z.enum(SUPPRESSION_REASONS, { error: plainly })

const suppressionSchema = z
  .object({
    address: z.string(),
    reason: z.enum(SUPPRESSION_REASONS),
    source: z.string().openapi({ description: 'Who said so, such as one_click, ses, staff or import' }),
    at: z.iso.datetime(),
    note: z.string().nullable(),
  })
  .openapi('Suppression')

const addressParam = z.object({ address: z.string().min(1).openapi({ description: 'In any case' }) })

const inJson = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

function registerList(api: Api): void {
  const route = createRoute({
    method: 'get',
    path: '/suppressions',
    operationId: 'listSuppression',
    summary: 'Addresses that get no mail; keys with the role admin only',
    tags,
    security,
    request: { query: strictly(pageQuery) },
    responses: {
      200: inJson(pageOf(suppressionSchema, 'Suppression'), 'A page'),
      401: REFUSALS[401],
      403: REFUSALS[403],
      422: REFUSALS[422],
    },
  })
  api.openapi(route, async (c) => {
    if (c.var.key.viewer.role !== 'admin') return problem(c, 403, NOT_ADMIN)
    const { limit, cursor } = c.req.valid('query')
    const rows = await readSuppressions(c.var.deps, { limit: limit + 1, after: cursor })
    return c.json(toPage(suppressionSchema, rows, limit), 200)
  })
}

const input = strictly({ reason: reason(), note: z.string().nullish() }).openapi('SuppressionInput')
const putSchema = z.object({ address: z.string(), reason: z.enum(SUPPRESSION_REASONS) }).openapi('Suppressed')

function registerPut(api: Api): void {
  const route = createRoute({
    method: 'put',
    path: '/suppressions/{address}',
    operationId: 'putSuppression',
    summary: 'Puts an address on the list for a reason; saying it again changes nothing but the note',
    tags,
    security,
    request: { params: addressParam, body: { required: true, content: { 'application/json': { schema: input } } } },
    responses: {
      200: inJson(putSchema, 'On the list already'),
      201: inJson(putSchema, 'Added'),
      400: REFUSALS[400],
      401: REFUSALS[401],
      403: REFUSALS[403],
      415: REFUSALS[415],
      422: REFUSALS[422],
    },
  })
  api.openapi(route, async (c) => {
    const given = c.req.valid('json')
    const typed = { address: c.req.valid('param').address, reason: given.reason, note: given.note ?? '' }
    const result = await suppressAddress(c.var.deps, c.var.key.viewer, typed, 'api')
    if (result.kind === 'not_yours') return problem(c, 403, NOT_ADMIN)
    if (result.kind === 'faults') {
      return invalid(
        c,
        result.faults.map((fault) => ({ field: fault.column, reason: fault.reason })),
      )
    }
    return c.json({ address: result.address, reason: given.reason }, result.kind === 'known' ? 200 : 201)
  })
}

const removedSchema = z
  .object({ address: z.string(), reasons: z.array(z.enum(SUPPRESSION_REASONS)) })
  .openapi('Unsuppressed')

function registerDelete(api: Api): void {
  const route = createRoute({
    method: 'delete',
    path: '/suppressions/{address}',
    operationId: 'deleteSuppression',
    summary: 'Takes an address off the list; who complained only with a note that says why',
    tags,
    security,
    request: {
      params: addressParam,
      query: strictly({
        reason: reason().optional().openapi({ description: 'Only the entry for this reason' }),
        note: z.string().optional().openapi({ description: 'Why; kept in the audit log' }),
      }),
    },
    responses: {
      200: inJson(removedSchema, 'Taken off, for these reasons'),
      401: REFUSALS[401],
      403: REFUSALS[403],
      404: REFUSALS[404],
      422: REFUSALS[422],
    },
  })
  api.openapi(route, async (c) => {
    const { address } = c.req.valid('param')
    const { reason: only, note = '' } = c.req.valid('query')
    const result = await removeAddress(c.var.deps, c.var.key.viewer, { address, reason: only }, note)
    if (result.kind === 'not_yours') return problem(c, 403, NOT_ADMIN)
    if (result.kind === 'unknown') return problem(c, 404, `${JSON.stringify(address)} is not on the list.`)
    if (result.kind === 'why_missing') {
      return invalid(c, [{ field: 'note', reason: 'is missing; this person complained, so say what has changed' }])
    }
    return c.json({ address: result.address, reasons: result.reasons }, 200)
  })
}

/** The list of addresses that get no mail. */
export function registerSuppressions(api: Api): void {
  registerList(api)
  registerPut(api)
  registerDelete(api)
}
