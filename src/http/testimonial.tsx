import { type Context, Hono } from 'hono'
import type { PostedFields } from '../core/answering/answer-form.ts'
import type { AnswerFault } from '../core/answering/form-reader.ts'
import {
  giveTestimonial,
  type NoTestimonial,
  takeBackTestimonial,
  type TestimonialStep,
  viewTestimonial,
} from '../domain/answering/give-testimonial.ts'
import { page as document } from '../views/layout.tsx'
import { MyDataStep } from '../views/survey/my-data-step.tsx'
import { NotOpenPage } from '../views/survey/not-open-page.tsx'
import { nameIn } from '../views/survey/speech.ts'
import { TestimonialPage } from '../views/survey/testimonial-page.tsx'
import { pageKeys, postedFields } from './client-pages.ts'
import type { AppEnv } from './env.ts'
import { keepingLanguage, otherLanguages, speechOf } from './speech.ts'

type StepContext = Context<AppEnv>

const addressOf = (c: StepContext): string => `/s/${encodeURIComponent(c.req.param('token') ?? '')}`

/** The step without an answer: a link that nobody was sent, or a survey that was not answered. */
function noStep(c: StepContext, { kind, firm, locales }: NoTestimonial) {
  const speech = speechOf(c, locales)
  const frame = { firm, ...pageKeys(c), speech, otherLanguages: [] }
  if (kind === 'unknown') return c.html(document(<NotOpenPage {...frame} reason="unknown" />), 404)
  const { quote } = speech.words
  return c.html(document(<MyDataStep {...frame} title={quote.title} text={quote.later} />), 409)
}

function stepPage(
  c: StepContext,
  step: TestimonialStep,
  shown: { values?: PostedFields; faults?: AnswerFault[] } = {},
) {
  const { firm, locales, timeZone, inForce, comment } = step
  const { faults = [] } = shown
  const speech = speechOf(c, locales)
  const path = `${addressOf(c)}/testimonial`
  const values = shown.values ?? {
    testimonial_words: inForce?.words ?? comment ?? '',
    ...(inForce && { name_form: inForce.nameForm }),
  }
  const said =
    c.req.query('given') === undefined ? (c.req.query('withdrawn') === undefined ? null : 'withdrawn') : 'given'
  return c.html(
    document(
      <TestimonialPage
        firm={firm}
        {...pageKeys(c)}
        speech={speech}
        otherLanguages={faults.length > 0 ? [] : otherLanguages(path, speech)}
        values={values}
        faults={faults}
        inForce={inForce}
        timeZone={timeZone}
        said={faults.length > 0 ? null : said}
        action={keepingLanguage(c, path)}
        backPath={keepingLanguage(c, `${addressOf(c)}/thanks`)}
      />,
    ),
    faults.length > 0 ? 422 : 200,
  )
}

/** Leave to publish: given, changed and withdrawn by a survey's link, also once the survey has closed. */
export const testimonialRoutes = new Hono<AppEnv>()

testimonialRoutes.get('/s/:token/testimonial', async (c) => {
  const step = await viewTestimonial(c.get('deps'), c.req.param('token'))
  return step.kind === 'shown' ? stepPage(c, step) : noStep(c, step)
})

testimonialRoutes.post('/s/:token/testimonial', async (c) => {
  const token = c.req.param('token')
  const posted = await postedFields(c)
  const consentOf = ({ firm, locales }: TestimonialStep): string => {
    const speech = speechOf(c, locales)
    return speech.words.quote.consent(nameIn(firm.name, speech))
  }
  const result =
    posted['action'] === 'withdraw'
      ? await takeBackTestimonial(c.get('deps'), token)
      : await giveTestimonial(c.get('deps'), token, posted, consentOf)
  if (result.kind === 'faults') return stepPage(c, result.step, { values: posted, faults: result.faults })
  if (!('firm' in result)) {
    return c.redirect(keepingLanguage(c, `${addressOf(c)}/testimonial?${result.kind}`), 303)
  }
  return noStep(c, result)
})
