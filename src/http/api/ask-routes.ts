import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { askNow } from '../../domain/asking/ask-now.ts'
import type { ApiEnv } from './api-env.ts'
import { problem, REFUSALS } from './problem.ts'

const pairParams = z.object({ ref: z.string().min(1), contact_ref: z.string().min(1) })

const askedSchema = z
  .object({
    kind: z.enum(['asked', 'moved', 'held_back', 'not_asked']).openapi({
      description: 'asked: the message is on its way; moved: it leaves at the next hour of asking',
    }),
    reason: z.string().openapi({ description: 'As in the decisions', example: 'contact_cap' }),
    next_allowed_on: z.iso
      .date()
      .nullable()
      .openapi({ description: 'From when the contact may be, or will be, asked; null where asked, or never' }),
  })
  .openapi('AskedNow')

const route = createRoute({
  method: 'post',
  path: '/milestones/{ref}/contacts/{contact_ref}/ask',
  operationId: 'askNow',
  summary: "Asks a contact ahead of the plan's own hour, or says why not and from which day",
  description: 'Caps, hours, holds and roles hold as ever. Saying it twice asks once.',
  tags: ['Loop'],
  security: [{ key: [] }],
  request: { params: pairParams },
  responses: {
    200: { description: 'What came of it', content: { 'application/json': { schema: askedSchema } } },
    401: REFUSALS[401],
    403: REFUSALS[403],
    404: REFUSALS[404],
  },
})

/** Asking now. */
export function registerAsking(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(route, async (c) => {
    const { ref: milestoneRef, contact_ref: contactRef } = c.req.valid('param')
    const { deps, key } = c.var
    const result = await askNow(deps, key.viewer, { milestoneRef, contactRef }, key.name)
    if (result.kind === 'unknown') {
      return problem(c, 404, 'There is no milestone of this ref here, or the contact takes no part in its engagement.')
    }
    if (result.kind === 'not_yours') {
      return problem(c, 403, 'Only the PM of its engagement, its account manager and leadership ask now.')
    }
    const { kind, reason, nextAllowedOn } = result
    return c.json({ kind, reason, next_allowed_on: nextAllowedOn }, 200)
  })
}
