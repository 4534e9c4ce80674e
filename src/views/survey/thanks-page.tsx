import { isAskedOf, nameOf, type Question } from '../../core/answering/survey-question.ts'
import { CallCard, type CallOffer } from './call-card.tsx'
import { conditionStyles } from './condition-styles.ts'
import { FaultSummary } from './fault.tsx'
import { SurveyFrame, type SurveyFrameProps } from './frame.tsx'
import { type AskingPage, faultNames, OneQuestion } from './one-question.tsx'
import { dayOf, nameIn, spaceIn } from './speech.ts'
import { type AskedAbout, eyebrowOf } from './survey-page.tsx'

export type ThanksPageProps = SurveyFrameProps &
  AskingPage &
  AskedAbout & {
    /** What has just happened on this page. */
    saved: 'saved' | 'copy' | 'no_copy' | null
    /** Whether words of the reader's may be published. */
    hasTestimonial: boolean
    call: CallOffer
    surveyPath: string
    morePath: string
    /** Saves what stands on the page and leads on to words that may be published. */
    quotePath: string
    copyPath: string
    dataPath: string
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
  const { quote } = page.speech.words
  return (
    <section class="card">
      <h2>{quote.title}</h2>
      <p class="hint">{quote.hint}</p>
      <button type="submit" class="second" formaction={page.quotePath}>
        {page.hasTestimonial ? quote.withdraw : quote.open}
      </button>
    </section>
  )
}

/** A copy by e-mail, and what the firm holds about the reader. */
function Foot({ page }: { page: ThanksPageProps }) {
  const { copy, mine } = page.speech.words
  return (
    <p class="send">
      <button type="submit" class="second" formaction={page.copyPath}>
        {copy.button}
      </button>
      <a class="link" href={page.dataPath}>
        {mine.link}
      </a>
    </p>
  )
}

function Further({ page, questions }: { page: ThanksPageProps; questions: readonly Question[] }) {
  const { thanks } = page.speech.words
  return (
    <section class="card">
      <h2>{thanks.anotherMinute}</h2>
      {questions.map((question) => (
        <OneQuestion question={question} page={page} />
      ))}
      <button type="submit" class="second" formaction={page.morePath}>
        {thanks.sendToo}
      </button>
    </section>
  )
}

/**
 * After sending: thanks, what the survey asks besides, and leave to publish as a step of its own. All of it is one form, so that
 * each press saves what stands anywhere on the page.
 */
export function ThanksPage(page: ThanksPageProps) {
  const { fields, values, faults, closesAt, speech } = page
  const { words } = speech
  const { thanks } = words
  const further = furtherQuestions(page)
  const visibility = values['visibility'] === 'leadership' ? 'leadership' : 'team'
  // Whoever wrote for leadership only is not asked for words for the public; what was given can be taken back.
  const mayBeQuoted = visibility === 'team' || page.hasTestimonial
  const isCalled = values['call_me'] === 'true'
  const saved = isCalled && page.call.wish.number === null ? thanks.savedButNumber : thanks.saved
  const happened = { saved, copy: words.copy.queued, no_copy: words.copy.undeliverable }
  return (
    <SurveyFrame {...page} title={thanks.title} eyebrow={eyebrowOf(page)} styles={conditionStyles(further)}>
      <h1>{thanks.heading(nameIn(fields.contact, speech))}</h1>
      <p class="standfirst">
        {[
          thanks.arrived,
          thanks.readBy[visibility](nameIn(fields.firm, speech)),
          ...(isCalled ? [thanks.callNoted] : []),
        ].join(spaceIn(words))}
      </p>
      {page.saved && (
        <p class="saved" role="status">
          {happened[page.saved]}
        </p>
      )}
      <FaultSummary
        faults={faults}
        words={words}
        standing={words.faults.nothingSaved}
        names={{ ...faultNames(page, further), call_words: words.call.words, call_number: words.call.number }}
      />
      <form method="post" action={page.morePath}>
        {isCalled && <CallCard offer={page.call} speech={speech} timeZone={page.timeZone} faults={faults} />}
        {further.length > 0 && <Further page={page} questions={further} />}
        {mayBeQuoted && <Quote page={page} />}
        <p class="send">
          <a class="link" href={page.surveyPath}>
            {thanks.change}
          </a>
          {closesAt && <span>{thanks.until(dayOf(closesAt, page.timeZone, speech))}</span>}
        </p>
        <Foot page={page} />
      </form>
    </SurveyFrame>
  )
}
