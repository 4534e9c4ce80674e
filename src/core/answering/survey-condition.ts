import { z } from 'zod'

const comparison = z.strictObject({
  at_most: z.int().optional(),
  at_least: z.int().optional(),
  is: z.union([z.string(), z.number(), z.boolean()]).optional(),
  includes: z.string().optional(),
})

const hasOne = (value: object): boolean => Object.values(value).filter((each) => each !== undefined).length === 1

/** When a question is asked: one earlier question's name with one comparison, as in `{ call_first: { at_most: 6 } }`. */
export const surveyCondition = z
  .record(z.string(), comparison.refine(hasOne, 'must compare once; write one of at_most, at_least, is, includes'))
  .refine((when) => Object.keys(when).length === 1, 'must name one earlier question')

type When = z.infer<typeof surveyCondition>

/** A condition taken apart: the earlier question's name, how its answer is compared, and with what. */
export type Condition =
  | { on: string; operator: 'at_most' | 'at_least'; value: number }
  | { on: string; operator: 'is'; value: string }
  | { on: string; operator: 'includes'; value: string }

export function conditionOf(when: When): Condition {
  const [on = '', compared = {}] = Object.entries(when)[0] ?? []
  if (compared.at_most !== undefined) return { on, operator: 'at_most', value: compared.at_most }
  if (compared.at_least !== undefined) return { on, operator: 'at_least', value: compared.at_least }
  if (compared.includes !== undefined) return { on, operator: 'includes', value: compared.includes }
  return { on, operator: 'is', value: String(compared.is) }
}

/** The name of the box that stands for one of several answers. */
export const boxName = (question: string, option: string): string => `${question}.${option}`

/** What a box says that nobody ticked, and one that somebody did. */
export const isTicked = (typed: string | undefined): boolean => ['true', 'yes', 'on', '1'].includes(typed?.trim() ?? '')

/** What counts where a form leaves a field out. */
const UNANSWERED: Readonly<Record<string, string>> = { visibility: 'team', call_me: 'false' }

/** Whether a condition holds for what stands in a form; an answer not given holds none. */
export function isMet({ on, operator, value }: Condition, fields: Readonly<Record<string, string>>): boolean {
  if (operator === 'includes') return isTicked(fields[boxName(on, value)])
  const typed = fields[on]?.trim() || (UNANSWERED[on] ?? '')
  if (operator === 'is') return on === 'call_me' ? String(isTicked(typed)) === value : typed === value
  if (!/^\d{1,2}$/.test(typed)) return false
  return operator === 'at_most' ? Number(typed) <= value : Number(typed) >= value
}
