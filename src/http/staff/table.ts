import type { Context } from 'hono'

/** Answers with a table to keep as `name`.csv. */
export const table = (c: Context, name: string, text: string | ReadableStream): Response =>
  c.body(text, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
  })
