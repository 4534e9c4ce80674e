import type { Child } from 'hono/jsx'
import type { AnswerFault } from '../../core/answering/form-reader.ts'
import { nameOf, type Question } from '../../core/answering/survey-question.ts'
import type { MergeFields, SurveyText } from '../../core/answering/survey-text.ts'
import type { SurveyDefinition } from '../../core/answering/survey.ts'
import {
  CallMeQuestion,
  ChoiceQuestion,
  ChoicesQuestion,
  FirstCallRankQuestion,
  VisibilityQuestion,
} from './choices.tsx'
import { Said } from './said.tsx'
import { CallFirstQuestion, ExperienceQuestion, type Tapped } from './scales.tsx'
import { readerOf, type Speech } from './speech.ts'
import { WordsQuestion } from './words-question.tsx'

/** A page with questions: the survey, how it reads, what stands in the form by field, and what is wrong with it. */
export type AskingPage = {
  survey: SurveyDefinition
  fields: MergeFields
  speech: Speech
  values: Readonly<Record<string, string>>
  faults: readonly AnswerFault[]
}

/** Any question, with what stands in it. */
export function OneQuestion({
  question,
  page,
  tapped = null,
}: {
  question: Question
  page: AskingPage
  tapped?: Tapped | null
}) {
  const { values, faults, speech } = page
  const read = (text: SurveyText) => <Said text={readerOf(page)(text)} speech={speech} />
  const props = { name: nameOf(question), text: read(question.text), values, faults, words: speech.words }
  const options = 'options' in question ? question.options.map(({ key, text }) => ({ key, text: read(text) })) : []
  switch (question.input) {
    case 'call_first':
      return <CallFirstQuestion {...props} tapped={tapped} />
    case 'experience':
      return <ExperienceQuestion {...props} />
    case 'choice':
      return <ChoiceQuestion {...props} options={options} />
    case 'choices':
      return <ChoicesQuestion {...props} options={options} />
    case 'call_me':
      return <CallMeQuestion {...props} />
    case 'visibility':
      return <VisibilityQuestion {...props} />
    case 'first_call_rank':
      return <FirstCallRankQuestion {...props} firm={page.fields.firm} />
    default:
      return <WordsQuestion {...props} isShort={question.input === 'short_text'} />
  }
}

/** The names by which the summary of faults calls questions, by field. */
export const faultNames = (page: AskingPage, questions: readonly Question[]): Record<string, Child> =>
  Object.fromEntries(
    questions.map((question) => [nameOf(question), <Said text={readerOf(page)(question.text)} speech={page.speech} />]),
  )
