import type { z } from 'zod'
import { QUESTION_INPUTS } from './survey-question.ts'

const KINDS: Readonly<Record<string, string>> = {
  object: 'must be a block of names with their values',
  record: 'must be a block of names with their values',
  array: 'must be a list; begin each line of it with -',
  string: 'must be words',
  number: 'must be a number',
  int: 'must be a whole number',
}

/** What zod finds wrong with a survey, in our words; a rule that says it itself is not asked. */
export const faultInOurWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys')
    return `${issue.keys.join(', ')} ${issue.keys.length > 1 ? 'are' : 'is'} not known here; look at the spelling, or take it out`
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined)
    return `is no kind of question; use one of ${QUESTION_INPUTS.join(', ')}`
  if (issue.code === 'invalid_union') return 'must be words, a number, true or false'
  if (issue.code !== 'invalid_type') return undefined
  if ((issue.path?.length ?? 0) === 0) return 'holds no survey; begin with key, title, experiences and ask'
  if (issue.input === undefined) return 'is missing; add it'
  return `${issue.input === null ? 'is empty; it ' : ''}${KINDS[issue.expected] ?? 'has a value of the wrong kind'}`
}
