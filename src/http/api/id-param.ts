import { z } from '@hono/zod-openapi'

/** A row that has no identifier of the firm's own, in a path. */
export const idParam = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, "is not one of FirstCall's own identifiers")
    .openapi({ type: 'integer' }),
})
