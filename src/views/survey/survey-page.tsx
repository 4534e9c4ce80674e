import { type MergeFields, mergeText, nameOf, type Question, type SurveyDefinition } from '../../core/survey.ts'
import { FaultSummary, type ShownFault } from './fault.tsx'
import { SurveyFrame, type SurveyFrameProps } from './frame.tsx'
import {
  CallFirstQuestion,
  CallMeQuestion,
  ExperienceQuestion,
  FirstCallRankQuestion,
  VisibilityQuestion,
  WordsQuestion,
} from './questions.tsx'

export type SurveyPageProps = SurveyFrameProps & {
  survey: SurveyDefinition
  fields: MergeFields
  milestone: string
  /** The last day for changes, in words; null where it has none. */
  until: string | null
  /** What stands in the form, by field. */
  values: Readonly<Record<string, string>>
  faults: readonly ShownFault[]
  /** Whether the number was tapped in the e-mail. */
  tapped: boolean
  answered: boolean
  action: string
}

/** Any question, with what stands in it. */
export function OneQuestion({
  question,
  page,
}: {
  question: Question
  page: Pick<SurveyPageProps, 'fields' | 'values' | 'faults'> & { tapped?: boolean }
}) {
  const text = mergeText(question.text, page.fields)
  const props = { text, values: page.values, faults: page.faults, firm: page.fields.firm }
  switch (question.input) {
    case 'call_first':
      return <CallFirstQuestion {...props} tapped={page.tapped ?? false} />
    case 'experience':
      return <ExperienceQuestion {...props} name={question.key} />
    case 'comment':
    case 'needs_next':
      return <WordsQuestion {...props} name={question.input} />
    case 'call_me':
      return <CallMeQuestion {...props} />
    case 'visibility':
      return <VisibilityQuestion {...props} />
    default:
      return <FirstCallRankQuestion {...props} />
  }
}

/** The short name by which the summary of faults calls a question. */
function faultNames(page: SurveyPageProps): Record<string, string> {
  const asked = [...page.survey.ask, ...page.survey.after]
  return Object.fromEntries(asked.map((question) => [nameOf(question), mergeText(question.text, page.fields)]))
}

/** The survey: one form, which stores nothing until it is sent. */
export function SurveyPage(page: SurveyPageProps) {
  const { survey, fields, faults, until } = page
  const title = mergeText(survey.title, fields)
  const experiences = survey.ask.filter(({ input }) => input === 'experience')
  const others = survey.ask.filter(({ input }) => input !== 'experience' && input !== 'call_first')
  return (
    <SurveyFrame
      {...page}
      title={faults.length > 0 ? `To correct: ${title}` : title}
      eyebrow={`${fields.firm} · ${fields.engagement} · ${page.milestone}`}
    >
      <h1>{title}</h1>
      {faults.length === 0 && (
        <p class="standfirst">
          {page.answered
            ? 'These are the answers you sent. Change what you like and send them again.'
            : 'About 2 minutes. Only the first question needs an answer.'}
        </p>
      )}
      <FaultSummary faults={faults} names={faultNames(page)} />
      <form method="post" action={page.action}>
        {survey.ask
          .filter(({ input }) => input === 'call_first')
          .map((question) => (
            <OneQuestion question={question} page={page} />
          ))}
        {experiences.length > 0 && (
          <section class="card" aria-labelledby="experiences">
            <h2 id="experiences">{mergeText(survey.experiences, fields)}</h2>
            <p class="hint">1 not at all · 5 completely. Leave out what does not apply.</p>
            {experiences.map((question) => (
              <OneQuestion question={question} page={page} />
            ))}
          </section>
        )}
        <section class="card" aria-label="In your words">
          {others.map((question) => (
            <OneQuestion question={question} page={page} />
          ))}
        </section>
        <p class="send">
          <button type="submit">Send my answers</button>
          {until && <span>You can change them until {until}.</span>}
        </p>
      </form>
    </SurveyFrame>
  )
}
