import { mergeText, type Question } from '../../core/survey.ts'
import { FaultSummary } from './fault.tsx'
import { SurveyFrame } from './frame.tsx'
import { TickBox } from './questions.tsx'
import { OneQuestion, type SurveyPageProps } from './survey-page.tsx'

export type ThanksPageProps = Pick<
  SurveyPageProps,
  'firm' | 'nonce' | 'survey' | 'fields' | 'milestone' | 'until' | 'values' | 'faults'
> & {
  /** Whether something was just added on this page. */
  saved: boolean
  surveyPath: string
  morePath: string
}

/** What is still to be asked: the survey's second page, and the call if nobody has asked for one. */
function furtherQuestions({ survey, values }: ThanksPageProps): Question[] {
  const callMe = survey.ask.filter(({ input }) => input === 'call_me' && values['call_me'] !== 'true')
  return [...survey.after, ...callMe]
}

function Quote({ page }: { page: ThanksPageProps }) {
  const { values, fields } = page
  return (
    <form class="card" method="post" action={page.morePath}>
      <h2>May we quote you?</h2>
      <blockquote dir="auto">{values['comment']}</blockquote>
      <TickBox
        name="testimonial"
        label={`Yes, ${fields.firm} may publish these words with my name`}
        isTicked={values['testimonial'] === 'true'}
      />
      <p class="hint">This is up to you alone. Without your yes they are not published.</p>
      <button type="submit" class="second">
        Save my choice
      </button>
    </form>
  )
}

/** After sending: thanks, what the survey asks besides, and leave to publish as a step of its own. */
export function ThanksPage(page: ThanksPageProps) {
  const { fields, values, until, faults } = page
  const further = furtherQuestions(page)
  // Words for leadership only are not for the public either.
  const isQuotable = values['comment'] && values['visibility'] === 'team'
  return (
    <SurveyFrame {...page} title="Thank you" eyebrow={`${fields.firm} · ${fields.engagement} · ${page.milestone}`}>
      <h1>Thank you, {fields.contact}</h1>
      <p class="standfirst">
        Your answers have arrived.{' '}
        {values['visibility'] === 'leadership'
          ? `Only the leadership of ${fields.firm} reads them.`
          : `The project team and the leadership of ${fields.firm} read them.`}
        {values['call_me'] === 'true' && ' You asked for a call; we have noted it.'}
      </p>
      {page.saved && (
        <p class="saved" role="status">
          Saved. Nothing more is needed.
        </p>
      )}
      <FaultSummary
        faults={faults}
        names={Object.fromEntries(further.map((each) => [each.input, mergeText(each.text, fields)]))}
      />
      {further.length > 0 && (
        <form class="card" method="post" action={page.morePath}>
          <h2>If you have another minute</h2>
          {further.map((question) => (
            <OneQuestion question={question} page={page} />
          ))}
          <button type="submit" class="second">
            Send this too
          </button>
        </form>
      )}
      {isQuotable && <Quote page={page} />}
      <p class="send">
        <a class="link" href={page.surveyPath}>
          Change my answers
        </a>
        {until && <span>until {until}</span>}
      </p>
    </SurveyFrame>
  )
}
