import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Actor } from '../../domain/acting/act-on-follow-up.ts'
import { closeFollowUp } from '../../domain/acting/close-follow-up.ts'
import { noteFollowUp } from '../../domain/acting/note-follow-up.ts'
import { reassignFollowUpByRef } from '../../domain/acting/reassign-follow-up.ts'
import { snoozeFollowUp } from '../../domain/acting/snooze-follow-up.ts'
import { takeFollowUp } from '../../domain/acting/take-follow-up.ts'
import { actByKey } from '../../domain/access/act-by-key.ts'
import { readFollowUps } from '../../domain/firm/read-lists.ts'
import type { Deps } from '../../deps.ts'
import type { ApiEnv } from './api-env.ts'
import { idParam } from './id-param.ts'
import { followUpSchema } from './loop-schemas.ts'
import { toJson } from './paging.ts'
import { isAboutPerson, person, personRefused } from './person.ts'
import { type FieldError, invalid, problem, REFUSALS } from './problem.ts'
import { plainly, strictly } from './reasons.ts'

type Api = OpenAPIHono<ApiEnv>

const tags = ['Loop']
const security = [{ key: [] }]
const NOWHERE = 'There is no follow-up of this id here.'
const NOT_YOURS = 'Only its owner and leadership act on a follow-up.'
const BEATEN: Record<string, string> = {
  closed: 'It has been closed; nothing was changed.',
  taken_by_another: 'Somebody else has taken it; nothing was changed.',
}

const text = (description: string) => z.string({ error: plainly }).openapi({ description })

type Outcome =
  | { kind: 'fault'; message: string }
  | { kind: 'faults'; faults: readonly { field: string; message: string }[] }
  | { kind: 'unknown' | 'not_yours' | 'closed' | 'taken_by_another' }
  | { kind: 'taken' | 'noted' | 'reassigned' | 'snoozed' | 'done' }

type Action = {
  path: string
  name: string
  summary: string
  /** The first is the one at fault where an outcome names none. */
  fields: Record<string, z.ZodString>
  act: (deps: Deps, actor: Actor, id: number, given: (field: string) => string) => Promise<Outcome>
}

const ACTIONS: readonly Action[] = [
  {
    path: 'take',
    name: 'take',
    summary: 'Makes whoever takes a follow-up its owner, so that two people do not both call',
    fields: {},
    act: (deps, actor, id) => takeFollowUp(deps, actor, id),
  },
  {
    path: 'owner',
    name: 'reassign',
    summary: 'Gives a follow-up to somebody else, who is told by e-mail and has yet to take it',
    fields: { owner_ref: text('Somebody of the firm who may read the answer') },
    act: (deps, actor, id, given) => reassignFollowUpByRef(deps, actor, id, given('owner_ref')),
  },
  {
    path: 'notes',
    name: 'note',
    summary: 'Adds a note for colleagues',
    fields: { note: text('Read by everybody who sees the follow-up') },
    act: (deps, actor, id, given) => noteFollowUp(deps, actor, id, given('note')),
  },
  {
    path: 'snooze',
    name: 'snooze',
    summary: 'Puts a follow-up off until a day, with a reason; then it is due again',
    fields: {
      reason: text('Why it can wait; read by everybody who sees the follow-up'),
      until: text('The day on which it comes back, in its owner’s time zone').openapi({ format: 'date' }),
    },
    act: (deps, actor, id, given) =>
      snoozeFollowUp(deps, actor, id, { reason: given('reason'), until: given('until') }),
  },
  {
    path: 'close',
    name: 'close',
    summary: 'Closes a follow-up with what was done, and drafts the e-mail that tells the client',
    fields: { what_we_did: text('In words that the client could read') },
    act: (deps, actor, id, given) => closeFollowUp(deps, actor, id, given('what_we_did')),
  },
]

const actedSchema = z
  .object({
    id: z.int(),
    follow_up: followUpSchema
      .nullable()
      .openapi({ description: 'As it stands now; null where its new owner sees it, and this key no more' }),
  })
  .openapi('FollowUpActed')

async function itemOf({ deps, key }: ApiEnv['Variables'], id: number) {
  const [row] = await readFollowUps(deps, key.viewer, { id, after: 0, limit: 1 })
  return row === undefined ? null : followUpSchema.parse(toJson(row))
}

/** What an outcome says is wrong, field by field. */
function errorsOf(outcome: Outcome, { fields }: Action): FieldError[] | undefined {
  const [first = 'body'] = Object.keys(fields)
  if (outcome.kind === 'fault') return [{ field: first, reason: outcome.message }]
  if (outcome.kind !== 'faults') return undefined
  return outcome.faults.map(({ field, message }) => ({ field, reason: message }))
}

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`

function registerAction(api: Api, action: Action): void {
  const { path, name, summary, fields } = action
  const schema = strictly({ ...fields, by_ref: person() }).openapi(`FollowUp${capital(name)}`)
  const required = Object.keys(fields).length > 0
  const route = createRoute({
    method: 'post',
    path: `/follow-ups/{id}/${path}`,
    operationId: `${name}FollowUp`,
    summary,
    tags,
    security,
    request: { params: idParam, body: { required, content: { 'application/json': { schema } } } },
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: actedSchema } } },
      400: REFUSALS[400],
      401: REFUSALS[401],
      403: REFUSALS[403],
      404: REFUSALS[404],
      409: REFUSALS[409],
      415: REFUSALS[415],
      422: REFUSALS[422],
    },
  })
  api.openapi(route, async (c) => {
    const { deps, key } = c.var
    const id = Number(c.req.valid('param').id)
    const given: Record<string, string | undefined> = c.req.valid('json')
    const outcome = await actByKey(deps, key.viewer, given['by_ref'], (actor) =>
      action.act(deps, actor, id, (field) => given[field] ?? ''),
    )
    if (isAboutPerson(outcome)) return personRefused(c, 'by_ref', outcome)
    const errors = errorsOf(outcome, action)
    if (errors !== undefined) return invalid(c, errors)
    if (outcome.kind === 'unknown') return problem(c, 404, NOWHERE)
    if (outcome.kind === 'not_yours') return problem(c, 403, NOT_YOURS)
    const beaten = BEATEN[outcome.kind]
    if (beaten !== undefined) return problem(c, 409, beaten)
    return c.json({ id, follow_up: await itemOf(c.var, id) }, 200)
  })
}

const oneRoute = createRoute({
  method: 'get',
  path: '/follow-ups/{id}',
  operationId: 'getFollowUp',
  summary: 'One follow-up with its notes and what was done about it',
  tags,
  security,
  request: { params: idParam },
  responses: {
    200: { description: 'As it stands', content: { 'application/json': { schema: followUpSchema } } },
    401: REFUSALS[401],
    404: REFUSALS[404],
    422: REFUSALS[422],
  },
})

/** One follow-up, and acting on it as on its page. */
export function registerFollowUps(api: Api): void {
  api.openapi(oneRoute, async (c) => {
    const item = await itemOf(c.var, Number(c.req.valid('param').id))
    return item === null ? problem(c, 404, NOWHERE) : c.json(item, 200)
  })
  for (const action of ACTIONS) registerAction(api, action)
}
