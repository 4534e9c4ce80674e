import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { FieldFault } from '../../core/firm/parse-record.ts'
import { addOpportunity, findPlace } from '../../domain/acting/add-opportunity.ts'
import { findOwnerKey, moveOpportunity } from '../../domain/acting/move-opportunity.ts'
import { readOpportunities } from '../../domain/firm/read-lists.ts'
import type { ApiEnv } from './api-env.ts'
import { idParam } from './id-param.ts'
import { opportunitySchema } from './loop-schemas.ts'
import { toJson } from './paging.ts'
import { invalid, problem, REFUSALS } from './problem.ts'
import { plainly, strictly } from './reasons.ts'

type Api = OpenAPIHono<ApiEnv>

const error = plainly
const text = () => z.string({ error })
const amount = {
  value: z.number({ error }).min(0, 'must not be below 0').nullable().optional(),
  currency: text().nullable().optional().openapi({ example: 'EUR' }),
  note: text().nullable().optional(),
}

const moveBody = strictly({
  state: z.enum(['new', 'talking', 'quoted', 'won', 'lost'], { error }).optional(),
  owner_ref: text().nullable().optional().openapi({ description: 'A leader, account manager or administrator' }),
  ...amount,
}).openapi('OpportunityMove')

const needBody = strictly({
  account_ref: text(),
  need: text(),
  contact_ref: text().nullable().optional(),
  engagement_ref: text().nullable().optional(),
  ...amount,
}).openapi('OpportunityInput')

const content = { 'application/json': { schema: opportunitySchema } }
const security = [{ key: [] }]
const refusals = {
  400: REFUSALS[400],
  401: REFUSALS[401],
  403: REFUSALS[403],
  404: REFUSALS[404],
  415: REFUSALS[415],
  422: REFUSALS[422],
}

/** The fields of the domain as the API names them. */
const FIELDS: Record<string, string> = { owner: 'owner_ref', contact: 'contact_ref', engagement: 'engagement_ref' }
const errorsOf = (faults: readonly FieldFault[]) =>
  faults.map(({ column, reason }) => ({ field: FIELDS[column] ?? column, reason }))

/** An amount or words as a form would send them; what is left out stays left out. */
const typedOf = ({
  value,
  currency,
  note,
}: { [Name in keyof typeof amount]?: string | number | null | undefined }) => ({
  ...(value !== undefined && { value: `${value ?? ''}` }),
  ...(currency !== undefined && { currency: `${currency ?? ''}` }),
  ...(note !== undefined && { note: `${note ?? ''}` }),
})

const moveRoute = createRoute({
  method: 'patch',
  path: '/opportunities/{id}',
  operationId: 'moveOpportunity',
  summary: 'Moves a need on: its state, owner, value or note; what is left out stays',
  tags: ['Loop'],
  security,
  request: { params: idParam, body: { required: true, content: { 'application/json': { schema: moveBody } } } },
  responses: {
    200: { description: 'How it stands now', content },
    204: { description: 'Moved, to an owner who alone sees it of those whom the key stands for' },
    ...refusals,
  },
})

const addRoute = createRoute({
  method: 'post',
  path: '/opportunities',
  operationId: 'addOpportunity',
  summary: 'Adds a need that somebody of the firm has heard; the account manager owns it',
  tags: ['Loop'],
  security,
  request: { body: { required: true, content: { 'application/json': { schema: needBody } } } },
  responses: { 201: { description: 'Added', content }, ...refusals },
})

const NOWHERE = 'There is no opportunity of this id here.'

async function itemOf(vars: ApiEnv['Variables'], id: number) {
  const [row] = await readOpportunities(vars.deps, vars.key.viewer, { id, after: 0, limit: 1 })
  // What was just moved or added is seen, unless its new owner alone sees it.
  return row === undefined ? undefined : opportunitySchema.parse(toJson(row))
}

function registerMove(api: Api): void {
  api.openapi(moveRoute, async (c) => {
    const { deps, key } = c.var
    const id = Number(c.req.valid('param').id)
    const { state, owner_ref: ownerRef, ...rest } = c.req.valid('json')
    const owner = ownerRef == null ? '' : await findOwnerKey(deps, ownerRef)
    const typed = { ...(state && { state }), ...(ownerRef !== undefined && { owner }), ...typedOf(rest) }
    const result = await moveOpportunity(deps, { viewer: key.viewer, keyName: key.name }, id, typed)
    if (result.kind === 'unknown') return problem(c, 404, NOWHERE)
    if (result.kind === 'not_yours') {
      return problem(c, 403, 'Only its owner, the account manager and leadership move an opportunity.')
    }
    if (result.kind === 'faults') return invalid(c, errorsOf(result.faults))
    const item = await itemOf(c.var, id)
    return item === undefined ? c.body(null, 204) : c.json(item, 200)
  })
}

function registerAdd(api: Api): void {
  api.openapi(addRoute, async (c) => {
    const { deps, key } = c.var
    const { account_ref, contact_ref, engagement_ref, need, ...rest } = c.req.valid('json')
    const place = await findPlace(deps, key.viewer, account_ref)
    if (place === undefined) return invalid(c, [{ field: 'account_ref', reason: 'is the ref of no account here' }])
    const keyOf = (list: readonly { id: number; ref: string }[], ref: string | null | undefined): string =>
      ref == null ? '' : `${list.find((each) => each.ref === ref)?.id ?? 'none'}`
    const result = await addOpportunity(deps, key.viewer, place.account.id, {
      need,
      contact: keyOf(place.contacts, contact_ref),
      engagement: keyOf(place.engagements, engagement_ref),
      value: '',
      currency: '',
      note: '',
      ...typedOf(rest),
    })
    if (result.kind === 'unknown') return problem(c, 404, NOWHERE)
    if (result.kind === 'faults') return invalid(c, errorsOf(result.faults))
    const item = await itemOf(c.var, result.id)
    return item === undefined ? problem(c, 404, NOWHERE) : c.json(item, 201)
  })
}

/** Moving needs on, and adding those that were heard on a call. */
export function registerOpportunities(api: Api): void {
  registerMove(api)
  registerAdd(api)
}
