import { remembering } from './remembering.ts'

/** A property as columns, fields and JSON write it, as in `call_first`. */
export const snakeCase = remembering((property: string): string =>
  property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
)
