import { z } from 'zod'
import { conditionOf, isMet, surveyCondition } from './survey-condition.ts'
import { surveyText as text } from './survey-text.ts'
import { EXPERIENCE_KEYS } from '../words.ts'

/** What is asked once at most, and answers a column of the response. */
const SINGLE_INPUTS = ['call_first', 'comment', 'needs_next', 'call_me', 'visibility', 'first_call_rank'] as const
/** Names of fields that the product has itself. */
export const TAKEN_KEYS: ReadonlySet<string> = new Set([
  ...SINGLE_INPUTS,
  'testimonial',
  'action',
  'part',
  'lang',
  'call_at',
  'call_words',
  'call_number',
])
const RATED_KEYS: ReadonlySet<string> = new Set(EXPERIENCE_KEYS)

const MAX_OPTIONS = 12

/** The name of a survey, a question or an answer to choose. */
export const surveyKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and _, beginning with a letter')
const ownKey = surveyKey.refine((name) => !TAKEN_KEYS.has(name), 'is the name of another field; choose another')
const answerKey = ownKey.refine((name) => !RATED_KEYS.has(name), 'is the key of an experience; choose another')

const options = z
  .array(z.strictObject({ key: surveyKey, text }))
  .min(2, 'needs two answers to choose from at least')
  .max(MAX_OPTIONS, `has more than ${MAX_OPTIONS} answers to choose from`)
  .superRefine((all, context) => {
    for (const [at, { key }] of all.entries()) {
      if (all.findIndex((option) => option.key === key) < at)
        context.addIssue({
          code: 'custom',
          path: [at, 'key'],
          message: `${key} is the key of an answer above; choose another`,
        })
    }
  })

const when = surveyCondition.optional()

export const surveyQuestion = z.discriminatedUnion('input', [
  z.strictObject({ input: z.literal('call_first'), text }),
  z.strictObject({ input: z.literal('experience'), key: ownKey, text, when }),
  z.strictObject({ input: z.literal('choice'), key: answerKey, text, options, when }),
  z.strictObject({ input: z.literal('choices'), key: answerKey, text, options, when }),
  z.strictObject({ input: z.literal('short_text'), key: answerKey, text, when }),
  z.strictObject({ input: z.literal('long_text'), key: answerKey, text, when }),
  z.strictObject({ input: z.literal('comment'), text, when }),
  z.strictObject({ input: z.literal('needs_next'), text, when }),
  z.strictObject({ input: z.literal('call_me'), text, when }),
  z.strictObject({ input: z.literal('first_call_rank'), text, when }),
  z.strictObject({ input: z.literal('visibility'), text }),
])
export type Question = z.infer<typeof surveyQuestion>

export const QUESTION_INPUTS = surveyQuestion.options.map(({ shape }) => shape.input.value)

/** A question of the firm's own; its answer is kept beside the columns of the response. */
export type OwnQuestion = Extract<Question, { input: 'choice' | 'choices' | 'short_text' | 'long_text' }>

/** The name of the form field that answers a question. */
export const nameOf = (asked: Question): string => ('key' in asked ? asked.key : asked.input)

export const isOwn = (asked: Question): asked is OwnQuestion => 'key' in asked && asked.input !== 'experience'

/** Whether a question is asked of somebody whose form says `fields`. */
export const isAskedOf = (asked: Question, fields: Readonly<Record<string, string>>): boolean =>
  !('when' in asked && asked.when) || isMet(conditionOf(asked.when), fields)
