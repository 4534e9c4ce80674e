import { OpenAPIHono } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import type { ApiEnv } from './api-env.ts'
import { authenticate } from './authenticate.ts'
import { registerLoop } from './loop-routes.ts'
import { invalid, problem } from './problem.ts'
import { registerRecords } from './record-routes.ts'
import { registerScores } from './score-routes.ts'

const DESCRIPTION = {
  openapi: '3.1.0',
  info: {
    title: 'FirstCall',
    version: '1',
    description:
      'Plan, ask, answer, score, act. A key sees what its role sees; a PM or account manager key never an answer for leadership only.',
  },
  servers: [{ url: '/api/v1' }],
  tags: [
    { name: 'Records', description: "The firm's own records, by its own identifiers" },
    { name: 'Loop', description: 'What was asked, answered and done about it' },
    { name: 'Scores', description: 'Call-first scores' },
  ],
}

/** JSON under /api/v1, described by its own schemas. */
export const apiRoutes = new OpenAPIHono<ApiEnv>({
  defaultHook: (result, c) =>
    result.success
      ? undefined
      : invalid(
          c,
          result.error.issues.flatMap((issue) => {
            const fields = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')]
            const reason = issue.code === 'unrecognized_keys' ? 'is not a field of this record' : issue.message
            return fields.map((field) => ({ field, reason }))
          }),
        ),
})

apiRoutes.onError((error, c) => {
  if (error instanceof HTTPException && error.status === 400) return problem(c, 400, 'The body is not valid JSON.')
  c.var.deps.log.error('api_failed', { path: c.req.path, error: error.name })
  return problem(c, 500, 'Something failed on our side. Try again; if it stays, tell the administrator.')
})

apiRoutes.openAPIRegistry.registerComponent('securitySchemes', 'key', {
  type: 'http',
  scheme: 'bearer',
  description: 'A key made by `firstcall api-key NAME --role ROLE`',
})

apiRoutes.get('/openapi.json', (c) => c.json(apiRoutes.getOpenAPI31Document(DESCRIPTION)))

apiRoutes.use('*', authenticate)
registerRecords(apiRoutes)
registerLoop(apiRoutes)
registerScores(apiRoutes)
apiRoutes.all('*', (c) => problem(c, 404, 'There is no such route. GET /api/v1/openapi.json lists them all.'))
