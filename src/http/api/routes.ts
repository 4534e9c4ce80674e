import { OpenAPIHono } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import type { ApiEnv } from './api-env.ts'
import { registerAsking } from './ask-routes.ts'
import { authenticate } from './authenticate.ts'
import { registerFollowUps } from './follow-up-routes.ts'
import { registerHolds } from './hold-routes.ts'
import { registerLoop } from './loop-routes.ts'
import { registerOpportunities } from './opportunity-routes.ts'
import { registerContacts } from './contact-routes.ts'
import { invalid, problem } from './problem.ts'
import { registerRecords } from './record-routes.ts'
import { registerScores } from './score-routes.ts'
import { registerSurveys } from './survey-routes.ts'
import { registerSuppressions } from './suppression-routes.ts'

const DESCRIPTION = {
  openapi: '3.1.0',
  info: {
    title: 'FirstCall',
    version: '1',
    description:
      'Plan, ask, answer, score, act. A key sees what its role sees; a PM or account manager key never an answer for leadership only. ' +
      'A method that a path does not have is answered 405 with the header Allow, a query parameter that is not described 422.',
  },
  servers: [{ url: '/api/v1' }],
  security: [{ key: [] }],
  tags: [
    { name: 'Records', description: "The firm's own records, by its own identifiers" },
    { name: 'Loop', description: 'What was asked, answered and done about it' },
    { name: 'Scores', description: 'Call-first scores' },
  ],
}

const NO_JSON = 'Send the fields as a JSON object in the body; there is none, or it is not valid JSON.'

/** JSON under /api/v1, described by its own schemas. */
export const apiRoutes = new OpenAPIHono<ApiEnv>({
  defaultHook: (result, c) => {
    if (result.success) return undefined
    // A body of no type has been refused already, so here there is none.
    if (result.target === 'json' && c.req.header('content-type') === undefined) return problem(c, 400, NO_JSON)
    const errors = result.error.issues.flatMap((issue) => {
      const fields = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.') || 'body']
      return fields.map((field) => ({ field, reason: issue.message }))
    })
    return invalid(c, errors)
  },
})

apiRoutes.onError((error, c) => {
  if (error instanceof HTTPException && error.status === 400) return problem(c, 400, NO_JSON)
  if (error instanceof HTTPException && error.status === 415) {
    return problem(c, 415, 'Send the body as JSON, with the header Content-Type: application/json.')
  }
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
apiRoutes.use(
  '*',
  methodNotAllowed({
    app: apiRoutes,
    onMethodNotAllowed: (c, methods) => {
      c.header('allow', methods.join(', '))
      return problem(c, 405, `This address takes ${methods.join(', ')} alone.`)
    },
  }),
)
registerRecords(apiRoutes)
registerLoop(apiRoutes)
registerAsking(apiRoutes)
registerHolds(apiRoutes)
registerFollowUps(apiRoutes)
registerOpportunities(apiRoutes)
registerScores(apiRoutes)
registerSuppressions(apiRoutes)
registerSurveys(apiRoutes)
registerContacts(apiRoutes)
apiRoutes.all('*', (c) => problem(c, 404, 'There is no such route. GET /api/v1/openapi.json lists them all.'))
