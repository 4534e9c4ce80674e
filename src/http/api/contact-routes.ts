import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { showTestimonials } from '../../domain/acting/show-testimonials.ts'
import { eraseContact, exportContact } from '../../domain/firm/erase-contact.ts'
import type { ApiEnv } from './api-env.ts'
import { toJson } from './paging.ts'
import { problem, REFUSALS } from './problem.ts'

type Api = OpenAPIHono<ApiEnv>

const NOT_ADMIN = 'Only a key with the role admin reads and erases everything about a contact.'
const NO_CONTACT = 'There is no contact with this ref.'
const NOT_LEADER = 'Only a key with the role leader or admin reads testimonials.'
const security = [{ key: [] }]
const refParam = z.object({ ref: z.string().min(1).openapi({ description: "The firm's own identifier" }) })

const dataSchema = z
  .object({ person: z.record(z.string(), z.unknown()), answers: z.array(z.record(z.string(), z.unknown())) })
  .loose()
  .openapi('ContactData')

function registerExport(api: Api): void {
  const route = createRoute({
    method: 'get',
    path: '/contacts/{ref}/data',
    operationId: 'exportContact',
    summary: 'Everything held about a contact; keys with the role admin only',
    tags: ['Records'],
    security,
    request: { params: refParam },
    responses: {
      200: { description: 'Everything', content: { 'application/json': { schema: dataSchema } } },
      401: REFUSALS[401],
      403: REFUSALS[403],
      404: REFUSALS[404],
    },
  })
  api.openapi(route, async (c) => {
    const result = await exportContact(c.var.deps, c.var.key.viewer, c.req.valid('param').ref)
    if (result.kind === 'not_yours') return problem(c, 403, NOT_ADMIN)
    if (result.kind === 'unknown') return problem(c, 404, NO_CONTACT)
    return c.json(toJson(result.data) as z.output<typeof dataSchema>, 200)
  })
}

const erasedSchema = z.object({ ref: z.string(), erased: z.literal(true) }).openapi('ContactErased')

function registerErase(api: Api): void {
  const route = createRoute({
    method: 'delete',
    path: '/contacts/{ref}',
    operationId: 'eraseContact',
    summary:
      'Erases a contact with every answer, invitation and message; the address stays among those that get no mail',
    tags: ['Records'],
    security,
    request: { params: refParam },
    responses: {
      200: { description: 'Erased', content: { 'application/json': { schema: erasedSchema } } },
      401: REFUSALS[401],
      403: REFUSALS[403],
      404: REFUSALS[404],
    },
  })
  api.openapi(route, async (c) => {
    const { viewer, name } = c.var.key
    const order = { staffId: null, by: 'api_key' as const, name }
    const result = await eraseContact(c.var.deps, viewer, c.req.valid('param').ref, order)
    if (result.kind === 'not_yours') return problem(c, 403, NOT_ADMIN)
    if (result.kind === 'unknown') return problem(c, 404, NO_CONTACT)
    return c.json({ ref: c.req.valid('param').ref, erased: true as const }, 200)
  })
}

const testimonialSchema = z
  .object({
    account: z.string(),
    words: z.string(),
    signature: z.string().openapi({ description: 'Empty: anonymous' }),
    name_form: z.enum(['full', 'first', 'role', 'anonymous']),
    consent: z.string().nullable(),
    given_at: z.iso.datetime(),
    withdrawn_at: z.iso.datetime().nullable(),
    take_down_by: z.iso.date().nullable(),
  })
  .openapi('Testimonial')

function registerTestimonials(api: Api): void {
  const schema = z.object({ items: z.array(testimonialSchema) }).openapi('Testimonials')
  const route = createRoute({
    method: 'get',
    path: '/testimonials',
    operationId: 'listTestimonial',
    summary: 'What clients let the firm publish, withdrawn ones included; keys with the role leader or admin only',
    tags: ['Loop'],
    security,
    responses: {
      200: { description: 'All of them', content: { 'application/json': { schema } } },
      401: REFUSALS[401],
      403: REFUSALS[403],
    },
  })
  api.openapi(route, async (c) => {
    const shown = await showTestimonials(c.var.deps, c.var.key.viewer)
    if (shown.kind === 'not_yours') return problem(c, 403, NOT_LEADER)
    const items = shown.testimonials.map((line) => ({
      account: line.accountName,
      words: line.words,
      signature: line.signature,
      name_form: line.nameForm,
      consent: line.consent,
      given_at: line.givenAt.toISOString(),
      withdrawn_at: line.withdrawnAt?.toISOString() ?? null,
      take_down_by: line.takeDownBy,
    }))
    return c.json({ items }, 200)
  })
}

/** Everything about one contact, its end, and what contacts let the firm publish. */
export function registerContacts(api: Api): void {
  registerExport(api)
  registerErase(api)
  registerTestimonials(api)
}
