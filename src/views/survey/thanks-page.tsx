import { isAskedOf, nameOf, type Question } from '../../core/answering/survey-question.ts'
import { TickBox } from './choices.tsx'
import { conditionStyles } from './condition-styles.ts'
import { FaultSummary } from './fault.tsx'
import { SurveyFrame, type SurveyFrameProps } from './frame.tsx'
import { type AskingPage, faultNames, OneQuestion } from './one-question.tsx'
import { dayOf, nameIn } from './speech.ts'
import { type AskedAbout, eyebrowOf } from './survey-page.tsx'

export type ThanksPageProps = SurveyFrameProps &
  AskingPage &
  AskedAbout & {
    /** Whether something was just added on this page. */
    saved: boolean
    surveyPath: string
    morePath: string
  }

/** What is still to be asked: the survey's second page, and the call if nobody has asked for one. */
function furtherQuestions({ survey, values }: ThanksPageProps): Question[] {
  const after = new Set(survey.after.map(nameOf))
  const further = survey.after.filter((asked) => {
    const dependsOnThisPage = 'when' in asked && asked.when && Object.keys(asked.when).some((on) => after.has(on))
    return dependsOnThisPage || isAskedOf(asked, values)
  })
  const callMe = survey.ask.filter(({ input }) => input === 'call_me' && values['call_me'] !== 'true')
  return [...further, ...callMe]
}

function Quote({ page }: { page: ThanksPageProps }) {
  const { values, fields, speech } = page
  const { quote } = speech.words
  return (
    <form class="card" method="post" action={page.morePath}>
      <h2>{quote.title}</h2>
      <blockquote dir="auto">{values['comment']}</blockquote>
      <TickBox
        name="testimonial"
        label={quote.consent(nameIn(fields.firm, speech))}
        isTicked={values['testimonial'] === 'true'}
      />
      <p class="hint">{quote.hint}</p>
      <button type="submit" class="second">
        {quote.save}
      </button>
    </form>
  )
}

function Further({ page, questions }: { page: ThanksPageProps; questions: readonly Question[] }) {
  const { thanks } = page.speech.words
  return (
    <form class="card" method="post" action={page.morePath}>
      <h2>{thanks.anotherMinute}</h2>
      {questions.map((question) => (
        <OneQuestion question={question} page={page} />
      ))}
      <button type="submit" class="second">
        {thanks.sendToo}
      </button>
    </form>
  )
}

/** After sending: thanks, what the survey asks besides, and leave to publish as a step of its own. */
export function ThanksPage(page: ThanksPageProps) {
  const { fields, values, faults, closesAt, speech } = page
  const { words } = speech
  const { thanks } = words
  const further = furtherQuestions(page)
  const visibility = values['visibility'] === 'leadership' ? 'leadership' : 'team'
  // Words for leadership only are not for the public either.
  const isQuotable = values['comment'] && visibility === 'team'
  return (
    <SurveyFrame {...page} title={thanks.title} eyebrow={eyebrowOf(page)} styles={conditionStyles(further)}>
      <h1>{thanks.heading(nameIn(fields.contact, speech))}</h1>
      <p class="standfirst">
        {thanks.arrived} {thanks.readBy[visibility](nameIn(fields.firm, speech))}
        {values['call_me'] === 'true' && ` ${thanks.callNoted}`}
      </p>
      {page.saved && (
        <p class="saved" role="status">
          {thanks.saved}
        </p>
      )}
      <FaultSummary faults={faults} words={words} names={faultNames(page, further)} />
      {further.length > 0 && <Further page={page} questions={further} />}
      {isQuotable && <Quote page={page} />}
      <p class="send">
        <a class="link" href={page.surveyPath}>
          {thanks.change}
        </a>
        {closesAt && <span>{thanks.until(dayOf(closesAt, page.timeZone, speech))}</span>}
      </p>
    </SurveyFrame>
  )
}
