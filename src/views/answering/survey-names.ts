import type { Condition } from '../../core/answering/survey-condition.ts'
import type { DraftText } from '../../core/answering/survey-draft.ts'
import type { Question } from '../../core/answering/survey-question.ts'
import { type SurveyText, textIn } from '../../core/answering/survey-text.ts'
import { CALL_FIRST_RANK_NAMES } from '../names.ts'

type Input = Question['input']

/** What a question is called by those who write surveys. */
export const INPUT_NAMES: Record<Input, string> = {
  call_first: 'Call-first question',
  experience: 'Rating',
  choice: 'One answer of several',
  choices: 'Several answers',
  short_text: 'Short words',
  long_text: 'Long words',
  comment: 'Comment',
  needs_next: 'Next need',
  call_me: 'Call-back',
  first_call_rank: 'Who is called first',
  visibility: 'Who may read',
}

/** What an answer to it is, and what becomes of it. */
export const INPUT_HINTS: Record<Input, string> = {
  call_first: '0 to 10 on Juster’s scale. It is the score.',
  experience: '1 to 5.',
  choice: 'One of 2 to 12 answers.',
  choices: 'As many of 2 to 12 answers as fit.',
  short_text: 'One line.',
  long_text: 'As many words as they like.',
  comment: 'Words. Quotable once leave is given.',
  needs_next: 'Words. They become an opportunity.',
  call_me: 'A box to tick. It becomes a follow-up.',
  first_call_rank: 'Us, another firm, their own people, not sure. It checks the score.',
  visibility: 'The team and leadership, or leadership only.',
}

export const OPERATOR_NAMES: Record<Condition['operator'], string> = {
  at_most: 'is at most',
  at_least: 'is at least',
  is: 'is',
  includes: 'includes',
}

/** The answers of the product's own questions, by what a condition compares them with. */
export const FIXED_ANSWERS: Partial<Record<Input, Record<string, string>>> = {
  first_call_rank: CALL_FIRST_RANK_NAMES,
  visibility: { team: 'The team and leadership', leadership: 'Leadership only' },
  call_me: { true: 'A call is wished', false: 'No call is wished' },
}

export const PLACE_NAMES = {
  ask: 'The survey page',
  after: 'The page after sending',
  aside: 'Set aside',
} as const

/** The most characters of a text that stand where it is only referred to. */
const SHORT = 60

const shortened = (words: string): string =>
  words.length <= SHORT ? words : `${words.slice(0, SHORT).replace(/\s+\S*$/, '')} …`

/** A text of a survey as it is referred to, in its own language. */
export const shortText = (text: SurveyText | DraftText, language: SurveyLanguage): string =>
  shortened(textIn(text, [language, 'en']))

type SurveyLanguage = Parameters<typeof textIn>[1][number]
