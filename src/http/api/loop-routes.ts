import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { atHour } from '../../core/calendar.ts'
import type { Viewer } from '../../core/viewer.ts'
import { reachMilestone } from '../../domain/asking/reach-milestone.ts'
import { unreachMilestone } from '../../domain/asking/unreach-milestone.ts'
import { readFirm } from '../../domain/firm/read-firm.ts'
import {
  type LoopRequest,
  readDecisions,
  readEmails,
  readFollowUps,
  readHolds,
  readInvitations,
  readOpportunities,
  readResponses,
} from '../../domain/firm/read-lists.ts'
import type { Deps } from '../../deps.ts'
import type { ApiEnv } from './api-env.ts'
import {
  decisionSchema,
  emailSchema,
  followUpSchema,
  holdSchema,
  invitationSchema,
  opportunitySchema,
  responseSchema,
} from './loop-schemas.ts'
import { followUpQuery, type LoopQuery, loopQuery, needQuery, pageOf, pairQuery, requestOf, toPage } from './paging.ts'
import { invalid, problem, REFUSALS } from './problem.ts'
import { strictly } from './reasons.ts'
import { day } from './record-schemas.ts'

type Api = OpenAPIHono<ApiEnv>

type LoopList = {
  path: string
  name: string
  summary: string
  item: z.ZodType
  read: (deps: Deps, viewer: Viewer, request: LoopRequest) => Promise<{ id: number }[]>
  isForAdmins?: boolean
  query?: typeof loopQuery | typeof pairQuery | typeof needQuery | typeof followUpQuery
}

const LISTS: LoopList[] = [
  {
    path: '/invitations',
    name: 'Invitation',
    summary: 'Who was asked, and why',
    item: invitationSchema,
    read: readInvitations,
  },
  {
    path: '/decisions',
    name: 'Decision',
    summary: 'Every decision to ask or not to ask, with its reason',
    item: decisionSchema,
    read: readDecisions,
    query: pairQuery,
  },
  {
    path: '/holds',
    name: 'Hold',
    summary: 'Who left out whom, why, and since when',
    item: holdSchema,
    read: readHolds,
    query: pairQuery,
  },
  {
    path: '/responses',
    name: 'Response',
    summary: 'Answers, as far as the key may read them',
    item: responseSchema,
    read: readResponses,
  },
  {
    path: '/follow-ups',
    name: 'FollowUp',
    summary: 'What somebody must do about an answer, with notes and what was done',
    item: followUpSchema,
    read: readFollowUps,
    query: followUpQuery,
  },
  {
    path: '/opportunities',
    name: 'Opportunity',
    summary: 'What clients need next',
    item: opportunitySchema,
    read: readOpportunities,
    query: needQuery,
  },
  {
    path: '/emails',
    name: 'Email',
    summary: 'The outbox, without what the messages say; keys with the role admin only',
    item: emailSchema,
    read: readEmails,
    isForAdmins: true,
  },
]

const security = [{ key: [] }]

/** A day begins when it begins for the firm. */
async function startOf(deps: Deps, since: LoopQuery['since']): Promise<Date | undefined> {
  if (since === undefined) return undefined
  return 'at' in since ? since.at : atHour(since.day, 0, (await readFirm(deps)).timeZone)
}

function registerList(
  api: Api,
  { path, name, summary, item, read, isForAdmins = false, query: filters = loopQuery }: LoopList,
): void {
  const schema = pageOf(item, name)
  const route = createRoute({
    method: 'get',
    path,
    operationId: `list${name}`,
    summary,
    tags: ['Loop'],
    security,
    request: { query: filters },
    responses: {
      200: { description: 'A page', content: { 'application/json': { schema } } },
      401: REFUSALS[401],
      403: REFUSALS[403],
      422: REFUSALS[422],
    },
  })
  api.openapi(route, async (c) => {
    const { deps, key } = c.var
    if (isForAdmins && key.viewer.role !== 'admin') return problem(c, 403, 'Only a key with the role admin reads this.')
    const query: LoopQuery = c.req.valid('query')
    const rows = await read(deps, key.viewer, requestOf(query, await startOf(deps, query.since)))
    // Each item has passed its schema; what JSON makes of an unknown one can't be told here.
    return c.json(toPage(item, rows, query.limit) as never, 200)
  })
}

const reachedBody = strictly({ reached_on: day() }).openapi('ReachedInput')
const reachedSchema = z
  .object({ milestone_ref: z.string(), reached_on: z.iso.date(), changed: z.boolean() })
  .openapi('Reached')

function registerReached(api: Api): void {
  const route = createRoute({
    method: 'post',
    path: '/milestones/{ref}/reached',
    operationId: 'reachMilestone',
    summary: 'Says that a milestone was reached, so that the plan decides whom to ask; saying it again changes nothing',
    tags: ['Loop'],
    security,
    request: {
      params: z.object({ ref: z.string().min(1) }),
      body: { required: true, content: { 'application/json': { schema: reachedBody } } },
    },
    responses: {
      200: { description: 'Reached on that day', content: { 'application/json': { schema: reachedSchema } } },
      400: REFUSALS[400],
      401: REFUSALS[401],
      403: REFUSALS[403],
      404: REFUSALS[404],
      415: REFUSALS[415],
      422: REFUSALS[422],
    },
  })
  api.openapi(route, async (c) => {
    const { ref } = c.req.valid('param')
    const { reached_on } = c.req.valid('json')
    const result = await reachMilestone(c.var.deps, c.var.key.viewer, ref, reached_on)
    if (result.kind === 'unknown') {
      return problem(c, 404, `There is no milestone here with the ref ${JSON.stringify(ref)}.`)
    }
    if (result.kind === 'not_yours') {
      return problem(c, 403, 'Only the PM of its engagement and leadership say that a milestone was reached.')
    }
    if (result.kind === 'in_future') {
      return invalid(c, [{ field: 'reached_on', reason: 'lies in the future; say it once it has been reached' }])
    }
    return c.json({ milestone_ref: ref, reached_on, changed: result.kind === 'reached' }, 200)
  })
}

const unreachedSchema = z
  .object({ milestone_ref: z.string(), changed: z.boolean(), withdrawn: z.int().min(0) })
  .openapi('Unreached')

function registerUnreached(api: Api): void {
  const route = createRoute({
    method: 'delete',
    path: '/milestones/{ref}/reached',
    operationId: 'unreachMilestone',
    summary:
      'Says that a milestone was not reached after all: what has not left is withdrawn; saying it again changes nothing',
    tags: ['Loop'],
    security,
    request: { params: z.object({ ref: z.string().min(1) }) },
    responses: {
      200: {
        description: 'Not reached; `withdrawn` invitations will not be sent',
        content: { 'application/json': { schema: unreachedSchema } },
      },
      401: REFUSALS[401],
      403: REFUSALS[403],
      404: REFUSALS[404],
    },
  })
  api.openapi(route, async (c) => {
    const { ref } = c.req.valid('param')
    const result = await unreachMilestone(c.var.deps, c.var.key.viewer, ref)
    if (result.kind === 'unknown') {
      return problem(c, 404, `There is no milestone here with the ref ${JSON.stringify(ref)}.`)
    }
    if (result.kind === 'not_yours') {
      return problem(c, 403, 'Only the PM of its engagement and leadership say whether a milestone was reached.')
    }
    const withdrawn = result.kind === 'unreached' ? result.withdrawn : 0
    return c.json({ milestone_ref: ref, changed: result.kind === 'unreached', withdrawn }, 200)
  })
}

/** The loop as it runs: asked, answered, to be done, mailed. */
export function registerLoop(api: Api): void {
  for (const list of LISTS) registerList(api, list)
  registerReached(api)
  registerUnreached(api)
}
