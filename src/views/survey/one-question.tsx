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

/** An answer as the page says it: words as they stand, and what was chosen by its text. */
function said(question: Question, value: string, { survey, fields, speech }: AskingPage): string {
  const { readers, ranks } = speech.words
  if (question.input === 'visibility') return value === 'leadership' ? readers.leadership : readers.team
  if (question.input === 'first_call_rank') return { us: fields.firm, ...ranks }[value] ?? value
  const option = 'options' in question ? question.options.find(({ key }) => key === value) : undefined
  return option ? readerOf({ survey, fields, speech })(option.text).words : value
}

/** What was said to a question in other windows or on other devices, to copy or take. */
function Elsewhere({ question, page, values }: { question: Question; page: AskingPage; values: readonly string[] }) {
  if (values.length === 0) return null
  return (
    <div class="note" id={`${nameOf(question)}-elsewhere`}>
      <p>{page.speech.words.elsewhere}</p>
      {values.map((value) => (
        // A number has no direction of its own, and would take that of Latin letters.
        <p dir={/^\d+$/.test(value) ? undefined : 'auto'}>{said(question, value, page)}</p>
      ))}
    </div>
  )
}

type OneQuestionProps = {
  question: Question
  page: AskingPage
  tapped?: Tapped | null
  /** What was said elsewhere that differs. */
  elsewhere?: readonly string[] | undefined
}

/** Any question, with what stands in it. */
export const OneQuestion = ({ question, page, tapped = null, elsewhere = [] }: OneQuestionProps) => (
  <>
    <Asked question={question} page={page} tapped={tapped} />
    <Elsewhere question={question} page={page} values={elsewhere} />
  </>
)

function Asked({ question, page, tapped }: { question: Question; page: AskingPage; tapped: Tapped | null }) {
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
