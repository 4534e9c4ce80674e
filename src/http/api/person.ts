import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { NoPerson } from '../../domain/access/act-by-key.ts'
import { invalid, problem } from './problem.ts'

const BY =
  'Ref of the person of the firm who says so; needed with a key of leadership, which is nobody’s own. That person’s rights count'

/** Who of the firm does it. */
export const person = () => z.string().min(1, 'is empty; give a ref').optional().openapi({ description: BY })

export const isAboutPerson = (result: { kind: string }): result is NoPerson =>
  ['person_needed', 'unknown_person', 'other_person'].includes(result.kind)

/** Says that it needs a person, by the field that would name one. */
export function personRefused(c: Context, field: string, refused: NoPerson) {
  if (refused.kind === 'person_needed') {
    return invalid(c, [{ field, reason: 'is missing; this key is nobody’s own, so say for whom it acts' }])
  }
  if (refused.kind === 'other_person') return problem(c, 403, 'This key acts for its own person alone.')
  return invalid(c, [{ field, reason: `${JSON.stringify(refused.ref)} is no member of staff` }])
}
