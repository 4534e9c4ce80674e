import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { SUBJECT_KINDS } from '../../core/words.ts'
import { readScores } from '../../domain/score/read-scores.ts'
import type { ApiEnv } from './api-env.ts'
import { REFUSALS } from './problem.ts'
import { plainly, strictly } from './reasons.ts'

const percent = () => z.number().min(0).max(100).nullable()
const part = () => z.number().nullable()

const scoresSchema = z
  .object({
    as_of: z.iso.date().nullable().openapi({ description: 'Null before the first fit' }),
    items: z.array(
      z.object({
        ref: z.string(),
        name: z.string(),
        enough: z.boolean().openapi({ description: 'False: too early to say; value, low and high are null' }),
        value: percent(),
        low: percent(),
        high: percent(),
        level: z.number().openapi({ description: 'How sure the range is, such as 0.9' }),
        answers: z.int(),
        respondents: z.int(),
        accounts: z.int(),
        coverage: z
          .object({ asked: z.int(), answered: z.int(), held: z.int(), milestones: z.int(), surveyed: z.int() })
          .openapi({
            description:
              'As of now, as far as the key sees: asked and answered; held, contacts at reached milestones whom a hold left out; reached milestones, and those surveyed',
          }),
        parts: z.object({ firm: part(), pm: part(), accounts: part(), engagements: part() }),
      }),
    ),
  })
  .openapi('Scores')

const route = createRoute({
  method: 'get',
  path: '/scores',
  operationId: 'listScores',
  summary: 'The newest call-first scores, 0 to 100, with their ranges and parts',
  tags: ['Scores'],
  security: [{ key: [] }],
  request: { query: strictly({ by: z.enum(SUBJECT_KINDS, { error: plainly }).default('pm') }) },
  responses: {
    200: { description: 'Scores by ref', content: { 'application/json': { schema: scoresSchema } } },
    401: REFUSALS[401],
    422: REFUSALS[422],
  },
})

/** Scores as the key's audience reads them; a PM's key sees that PM's own. */
export function registerScores(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(route, async (c) => {
    const { deps, key } = c.var
    const { by } = c.req.valid('query')
    return c.json(await readScores(deps, key.viewer, { by, apiKey: key.name }), 200)
  })
}
