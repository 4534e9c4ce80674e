import type { AnswerFault } from '../../core/answering/form-reader.ts'
import { NAME_FORMS } from '../../core/answering/testimonial.ts'
import { describedBy, FaultLine, FaultSummary } from './fault.tsx'
import { SurveyFrame, type SurveyFrameProps } from './frame.tsx'
import { dayOf, nameIn } from './speech.ts'

export type TestimonialPageProps = SurveyFrameProps & {
  /** What stands in the form, by field. */
  values: Readonly<Record<string, string>>
  faults: readonly AnswerFault[]
  /** What may be published at the moment. */
  inForce: { words: string; signature: string; consent: string; givenAt: Date } | null
  timeZone: string
  said: 'given' | 'withdrawn' | null
  action: string
  backPath: string
}

function InForce({ page }: { page: TestimonialPageProps }) {
  const { inForce, speech, timeZone, action } = page
  if (inForce === null) return null
  const { quote } = speech.words
  return (
    <form class="card" method="post" action={action}>
      <h2>{quote.given(dayOf(inForce.givenAt, timeZone, speech))}</h2>
      <blockquote dir="auto">{inForce.words}</blockquote>
      {inForce.signature && <p dir="auto">{inForce.signature}</p>}
      <p class="hint" dir="auto">
        {inForce.consent}
      </p>
      <input type="hidden" name="action" value="withdraw" />
      <button type="submit" class="second">
        {quote.withdraw}
      </button>
    </form>
  )
}

function Step({ page }: { page: TestimonialPageProps }) {
  const { values, faults, speech, firm, action, inForce } = page
  const { words } = speech
  const { quote } = words
  return (
    <form class="card" method="post" action={action}>
      {inForce && <h2>{quote.changeIt}</h2>}
      <div class="question">
        <label for="testimonial_words">{quote.words}</label>
        <FaultLine field="testimonial_words" faults={faults} words={words} />
        <textarea
          id="testimonial_words"
          name="testimonial_words"
          rows={5}
          dir="auto"
          {...describedBy('testimonial_words', faults)}
        >
          {`\n${values['testimonial_words'] ?? ''}`}
        </textarea>
      </div>
      <fieldset class="question" id="name_form" {...describedBy('name_form', faults)}>
        <legend>{quote.signed}</legend>
        <FaultLine field="name_form" faults={faults} words={words} />
        <div class="choices">
          {NAME_FORMS.map((form) => (
            <label>
              <input type="radio" name="name_form" value={form} checked={values['name_form'] === form} />{' '}
              {quote.forms[form]}
            </label>
          ))}
        </div>
      </fieldset>
      <div class="question">
        <label for="testimonial_role">{quote.role}</label>
        <FaultLine field="testimonial_role" faults={faults} words={words} />
        <input
          type="text"
          id="testimonial_role"
          name="testimonial_role"
          dir="auto"
          value={values['testimonial_role'] ?? ''}
          {...describedBy('testimonial_role', faults)}
        />
      </div>
      <div class="question">
        <FaultLine field="testimonial" faults={faults} words={words} />
        <div class="choices consent">
          <label>
            <input
              type="checkbox"
              id="testimonial"
              name="testimonial"
              value="true"
              {...describedBy('testimonial', faults)}
            />{' '}
            {quote.consent(nameIn(firm.name, speech))}
          </label>
        </div>
      </div>
      <button type="submit">{quote.give}</button>
    </form>
  )
}

/** Leave to publish words, a step of its own; it opens as long as the link does, so that it can be taken back at any time. */
export function TestimonialPage(page: TestimonialPageProps) {
  const { speech, faults, said, firm, backPath } = page
  const { words } = speech
  const { quote } = words
  const names = {
    testimonial_words: quote.words,
    name_form: quote.signed,
    testimonial_role: quote.role,
    testimonial: quote.give,
  }
  return (
    <SurveyFrame {...page} title={quote.title}>
      <h1>{quote.title}</h1>
      <p class="standfirst">{quote.hint}</p>
      {said && (
        <p class="saved" role="status">
          {said === 'given' ? quote.saved : quote.withdrawn(nameIn(firm.name, speech))}
        </p>
      )}
      <FaultSummary faults={faults} words={words} names={names} />
      <InForce page={page} />
      <Step page={page} />
      <p class="send">
        <a class="link" href={backPath}>
          {quote.back}
        </a>
      </p>
    </SurveyFrame>
  )
}
