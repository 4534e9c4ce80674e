import { Hono } from 'hono'
import type { PostedFields } from '../core/answering/answer-form.ts'
import { isUnsent, saidElsewhere, valuesKept } from '../core/answering/partial-answer.ts'
import { answerSurvey } from '../domain/answering/answer-survey.ts'
import type { SurveyPage as PageData } from '../domain/answering/asked-survey.ts'
import { keepAnswers } from '../domain/answering/keep-answers.ts'
import { viewSurvey } from '../domain/answering/view-survey.ts'
import { drawnSurvey } from '../views/survey/drawn-survey.tsx'
import type { Tapped } from '../views/survey/scales.tsx'
import { afterSendingRoutes } from './after-sending.tsx'
import { keepPrivate, limitBody, postedFields, tidyLink } from './client-pages.ts'
import type { AppEnv } from './env.ts'
import { myDataRoutes } from './my-data.tsx'
import { keepingLanguage } from './speech.ts'
import {
  addressOf,
  askingPage,
  firmRefusal,
  goTo,
  NOT_OPEN_STATUS,
  notOpen,
  type Shown,
  type SurveyContext,
  valuesOf,
} from './survey-link.tsx'
import { testimonialRoutes } from './testimonial.tsx'

/** Three answers of the longest kind in any script, and room: what a person typed is refused with the page, not cut off. */
const MAX_BODY_BYTES = 512 * 1024

/** What the firm noted after a call, for the contact to correct. */
const notedValues = (noted: PageData['noted']): PostedFields =>
  noted === null
    ? {}
    : {
        ...(noted.callFirst !== null && { call_first: `${noted.callFirst}` }),
        ...(noted.comment !== null && { comment: noted.comment }),
        ...Object.fromEntries(Object.entries(noted.experiences).map(([key, rating]) => [key, `${rating}`])),
      }

/** The revision that the page has shown which posts; whoever posts without one has seen everything. */
const knownTo = (c: SurveyContext): number => {
  const known = c.req.query('known') ?? ''
  return /^\d{1,15}$/.test(known) ? Number(known) : Number.POSITIVE_INFINITY
}

type SurveyShown = Shown & {
  tapped?: Tapped | null
  isFromElsewhere?: boolean
  elsewhere?: Record<string, string[]>
}

function surveyPage(c: SurveyContext, page: PageData, shown: SurveyShown) {
  const { tapped = null, isFromElsewhere = false, faults = [] } = shown
  const path = tapped ? `${addressOf(c)}?call_first=${tapped.answer}` : addressOf(c)
  const asking = askingPage(c, page, shown, path)
  const shownAs = {
    tapped,
    isFromElsewhere,
    elsewhere: shown.elsewhere ?? saidElsewhere(page.survey, page.partial, shown.values),
    isAnswered: page.answered !== null,
    keptAt: isUnsent(page.partial, valuesOf(page.answered)) ? (page.partial?.keptAt ?? null) : null,
    action: keepingLanguage(c, `${addressOf(c)}?known=${page.known}`),
    keepAction: keepingLanguage(c, `${addressOf(c)}/partial?known=${page.known}`),
  }
  return c.html(drawnSurvey({ ...asking, ...shownAs }), faults.length > 0 ? 422 : isFromElsewhere ? 409 : 200)
}

/** Everything behind a survey link: the survey, the page after it, and its further steps. */
export const surveyRoutes = new Hono<AppEnv>()

surveyRoutes.use('/s/*', keepPrivate, tidyLink)
surveyRoutes.use(
  '/s/*',
  limitBody(MAX_BODY_BYTES, (c) => firmRefusal(c, 'tooLong')),
)

/** More than any survey has, boxes included. */
const MAX_FIELDS = 500

const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i

// What no browser sends is refused before the database is asked. A body is never unpacked, so that none can blow up.
surveyRoutes.on('POST', '/s/*', async (c, next) => {
  const isPacked = (c.req.header('content-encoding') ?? 'identity') !== 'identity'
  if (isPacked || !FORM.test(c.req.header('content-type') ?? 'multipart/form-data')) {
    c.header('accept-encoding', 'identity')
    return c.text('Send this as an ordinary form, not packed.', 415)
  }
  if (Object.keys(await postedFields(c)).length > MAX_FIELDS) return firmRefusal(c, 'tooLong')
  return next()
})

// The other steps of the same link, behind the same guards.
surveyRoutes.route('/', testimonialRoutes)
surveyRoutes.route('/', myDataRoutes)
surveyRoutes.route('/', afterSendingRoutes)

/** Opening a link changes nothing that was sent or kept: the tapped number is offered beside it, and chosen where there is none. */
function withTapped({ answered, partial }: PageData, values: PostedFields, answer: string): SurveyShown {
  const sent = valuesOf(answered)['call_first']
  const own = valuesKept(partial)['call_first'] || sent
  if (own === undefined) return { values: { ...values, call_first: answer }, tapped: { answer, stands: null } }
  if (own === answer) return { values }
  return { values, tapped: { answer, stands: { answer: own, as: own === sent ? 'sent' : 'kept' } } }
}

surveyRoutes.get('/s/:token', async (c) => {
  const view = await viewSurvey(c.get('deps'), c.req.param('token'))
  if (view.kind !== 'open') return notOpen(c, view)
  const { noted, answered, partial } = view.page
  const values = { ...notedValues(noted), ...valuesOf(answered), ...valuesKept(partial) }
  const tapped = c.req.query('call_first') ?? ''
  if (!/^(\d|10)$/.test(tapped)) return surveyPage(c, view.page, { values })
  return surveyPage(c, view.page, withTapped(view.page, values, tapped))
})

surveyRoutes.post('/s/:token', async (c) => {
  const posted = await postedFields(c)
  const result = await answerSurvey(c.get('deps'), c.req.param('token'), posted, knownTo(c))
  switch (result.kind) {
    case 'answered':
    case 'changed':
    case 'same':
      return goTo(c, '/thanks')
    case 'faults':
      return surveyPage(c, result.page, result)
    case 'keptElsewhere':
      return surveyPage(c, result.page, { ...result, isFromElsewhere: true })
    default:
      return notOpen(c, result, posted)
  }
})

// Asked by the page's script, it answers in JSON; pressed as a button, it leads back to the page.
surveyRoutes.post('/s/:token/partial', async (c) => {
  const posted = await postedFields(c)
  const result = await keepAnswers(c.get('deps'), c.req.param('token'), { posted, known: knownTo(c) })
  const isScript = c.req.header('accept') === 'application/json'
  switch (result.kind) {
    case 'kept':
      return isScript ? c.json({ known: result.known, fields: result.fields, elsewhere: result.elsewhere }) : goTo(c)
    case 'sentSince':
      return isScript ? c.json({}, 409) : goTo(c)
    default:
      return isScript ? c.json({}, NOT_OPEN_STATUS[result.kind]) : notOpen(c, result, posted)
  }
})

surveyRoutes.get('/s/:token/partial', (c) => goTo(c))

surveyRoutes.get('/s/*', (c) => firmRefusal(c, 'unknown'))
