import { MILESTONE_KINDS } from '../words.ts'

/** The firm's own kinds come after those every firm has. */
export const kindsInOrder = (kinds: Iterable<string>): string[] => {
  const found = new Set(kinds)
  const known = MILESTONE_KINDS.filter((kind) => found.has(kind))
  return [...known, ...[...found].filter((kind) => !known.includes(kind as (typeof known)[number])).sort()]
}
