import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type HoldRefs, liftHoldAs, placeHoldByRef } from '../../domain/asking/hold-by-ref.ts'
import type { ApiEnv } from './api-env.ts'
import { idParam } from './id-param.ts'
import { isAboutPerson, person, personRefused } from './person.ts'
import { invalid, problem, REFUSALS } from './problem.ts'
import { strictly } from './reasons.ts'

type Api = OpenAPIHono<ApiEnv>

const security = [{ key: [] }]
const tags = ['Loop']
const NOT_YOURS =
  'Only the PM of its engagement, its account manager and leadership leave out and let in; everywhere, leadership alone.'
const ref = () => z.string().min(1, 'is empty; give a ref')

const inJson = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

const input = strictly({
  milestone_ref: ref().optional().openapi({ description: 'To leave the whole milestone out; then no contact_ref' }),
  contact_ref: ref().optional().openapi({ description: 'To leave one contact out' }),
  engagement_ref: ref().nullish().openapi({ description: 'Of this engagement alone; without it: of every engagement' }),
  reason: z.string().openapi({ description: 'Why; kept, shown and counted in coverage' }),
  placed_by_ref: person(),
}).openapi('HoldInput')

const placedSchema = z
  .object({
    id: z.int(),
    withdrawn: z.int().openapi({ description: 'Invitations that will not be sent because of it' }),
  })
  .openapi('HoldPlaced')

/** The field at fault, or what is to be held. */
function refsOf(given: z.infer<typeof input>): HoldRefs | { field: string; reason: string } {
  const { milestone_ref: milestoneRef, contact_ref: contactRef, engagement_ref: engagementRef = null } = given
  if (milestoneRef === undefined) {
    return contactRef === undefined
      ? { field: 'milestone_ref', reason: 'is missing; give it, or a contact_ref' }
      : { contactRef, engagementRef }
  }
  if (contactRef !== undefined) return { field: 'contact_ref', reason: 'goes with no milestone_ref; leave one out' }
  if (engagementRef !== null) return { field: 'engagement_ref', reason: 'goes with a contact_ref alone; leave it out' }
  return { milestoneRef }
}

function registerPlace(api: Api): void {
  const route = createRoute({
    method: 'post',
    path: '/holds',
    operationId: 'placeHold',
    summary: 'Leaves a milestone or a contact out, for a reason; what has not left is taken back',
    description: 'Saying it twice holds once, with the first reason.',
    tags,
    security,
    request: { body: { required: true, content: { 'application/json': { schema: input } } } },
    responses: {
      200: inJson(placedSchema, 'Held already'),
      201: inJson(placedSchema, 'Held'),
      400: REFUSALS[400],
      401: REFUSALS[401],
      403: REFUSALS[403],
      404: REFUSALS[404],
      415: REFUSALS[415],
      422: REFUSALS[422],
    },
  })
  api.openapi(route, async (c) => {
    const given = c.req.valid('json')
    const refs = refsOf(given)
    if ('field' in refs) return invalid(c, [refs])
    const { reason, placed_by_ref: by } = given
    const result = await placeHoldByRef(c.var.deps, c.var.key.viewer, { refs, reason, by })
    if (isAboutPerson(result)) return personRefused(c, 'placed_by_ref', result)
    if (result.kind === 'unknown') {
      return problem(c, 404, 'There is no milestone or contact of this ref here, or the contact takes no part there.')
    }
    if (result.kind === 'not_yours') return problem(c, 403, NOT_YOURS)
    if (result.kind === 'fault') return invalid(c, [{ field: 'reason', reason: result.message }])
    if (result.kind === 'already') return c.json({ id: result.id, withdrawn: 0 }, 200)
    return c.json({ id: result.id, withdrawn: result.withdrawn }, 201)
  })
}

const liftedSchema = z
  .object({ id: z.int(), lifted: z.boolean().openapi({ description: 'False: somebody had lifted it before' }) })
  .openapi('HoldLifted')

function registerLift(api: Api): void {
  const route = createRoute({
    method: 'delete',
    path: '/holds/{id}',
    operationId: 'liftHold',
    summary: 'Lets in again whom a hold left out; the plan decides anew and asks where it is not too late',
    description: 'The hold stays in the list, with who lifted it and when.',
    tags,
    security,
    request: {
      params: idParam,
      query: strictly({
        reason: z.string().optional().openapi({ description: 'Why; kept where given' }),
        lifted_by_ref: person(),
      }),
    },
    responses: {
      200: inJson(liftedSchema, 'Lifted'),
      401: REFUSALS[401],
      403: REFUSALS[403],
      404: REFUSALS[404],
      422: REFUSALS[422],
    },
  })
  api.openapi(route, async (c) => {
    const id = Number(c.req.valid('param').id)
    const { reason = '', lifted_by_ref: by } = c.req.valid('query')
    const result = await liftHoldAs(c.var.deps, c.var.key.viewer, { id, reason, by })
    if (isAboutPerson(result)) return personRefused(c, 'lifted_by_ref', result)
    if (result.kind === 'unknown') return problem(c, 404, 'There is no hold of this id here.')
    if (result.kind === 'not_yours') return problem(c, 403, NOT_YOURS)
    if (result.kind === 'fault') return invalid(c, [{ field: 'reason', reason: result.message }])
    return c.json({ id, lifted: result.kind === 'lifted' }, 200)
  })
}

/** Leaving out and letting in again. */
export function registerHolds(api: Api): void {
  registerPlace(api)
  registerLift(api)
}
