import type { Child } from 'hono/jsx'
import type { AnswerFault } from '../../core/answering/form-reader.ts'
import type { SurveyWords } from './words/survey-words.ts'

/** What a question is rendered from: its field and its text, what stands in the form by field, what is wrong. */
export type QuestionProps = {
  name: string
  text: Child
  values: Readonly<Record<string, string>>
  faults: readonly AnswerFault[]
  words: SurveyWords
}
