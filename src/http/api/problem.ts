import { z } from '@hono/zod-openapi'
import type { Context, TypedResponse } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** What went wrong, as RFC 9457 has it; `errors` names the fields at fault. */
const problemSchema = z
  .object({
    type: z.string().openapi({ example: 'about:blank' }),
    title: z.string().openapi({ example: 'Unprocessable Content' }),
    status: z.int().openapi({ example: 422 }),
    detail: z.string().openapi({ example: 'Some fields are at fault; errors names them.' }),
    errors: z.array(z.object({ field: z.string(), reason: z.string() })).optional(),
  })
  .openapi('Problem')

type Problem = z.infer<typeof problemSchema>
export type FieldError = { field: string; reason: string }

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
}

/** Answers with a problem document. */
export function problem<Status extends ContentfulStatusCode>(
  c: Context,
  status: Status,
  detail: string,
  errors?: readonly FieldError[],
): Response & TypedResponse<Problem, Status, 'json'> {
  const title = TITLES[status] ?? 'Error'
  const body = { type: 'about:blank', title, status, detail, ...(errors && { errors }) }
  const response = c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' })
  return response as unknown as Response & TypedResponse<Problem, Status, 'json'>
}

export const invalid = (c: Context, errors: readonly FieldError[]) =>
  problem(c, 422, 'Some fields are at fault; errors names them.', errors)

const content = { 'application/problem+json': { schema: problemSchema } }

/** How each route describes its refusals. */
export const REFUSALS = {
  400: { description: 'The body is missing or not JSON', content },
  401: { description: 'No valid key', content },
  403: { description: 'The key may not do this', content },
  404: { description: 'Nothing of that ref that the key sees', content },
  409: { description: 'Somebody else was there first; nothing was changed', content },
  415: { description: 'The body is not sent as application/json', content },
  422: { description: 'Fields at fault, each with its reason', content },
} as const
