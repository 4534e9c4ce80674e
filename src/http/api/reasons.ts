import { z } from '@hono/zod-openapi'

const TYPES: Partial<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

/** Says in plain words why a value was refused, as `error` of a schema. */
export const plainly: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return 'is missing; add it'
  if (issue.code === 'invalid_type') return `must be ${TYPES[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  return undefined
}

/** An object that takes no other fields; an unknown one is refused with those that are known. */
export const strictly = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `is not known here; known are ${Object.keys(shape).join(', ')}`
        : plainly(issue),
  })
