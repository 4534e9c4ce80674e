import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { AnswerFault, PostedFields } from '../core/answer-form.ts'
import { addToAnswer } from '../domain/add-to-answer.ts'
import { answerSurvey } from '../domain/answer-survey.ts'
import type { NotOpen, SurveyPage as PageData } from '../domain/asked-survey.ts'
import { viewFirmFace } from '../domain/view-firm-face.ts'
import { viewSurvey } from '../domain/view-survey.ts'
import { page as document } from '../views/layout.tsx'
import { NotOpenPage } from '../views/survey/not-open-page.tsx'
import { SurveyPage } from '../views/survey/survey-page.tsx'
import { ThanksPage } from '../views/survey/thanks-page.tsx'
import { keepPrivate, postedFields } from './client-pages.ts'
import type { AppEnv } from './env.ts'

type SurveyContext = Context<AppEnv>

/** Three answers of the longest kind in any script, and room: what a person typed is refused with the page, not cut off. */
const MAX_BODY_BYTES = 512 * 1024

const NOT_OPEN_STATUS = { unknown: 404, closed: 410, spent: 410 } as const

/** What stands in the form after an answer was sent: the same fields that post it. */
function valuesOf(answered: PageData['answered']): PostedFields {
  if (!answered) return {}
  return {
    call_first: String(answered.callFirst),
    ...Object.fromEntries(answered.experiences.map(({ key, rating }) => [key, String(rating)])),
    comment: answered.comment ?? '',
    needs_next: answered.needsNext ?? '',
    call_me: String(answered.callMe),
    visibility: answered.visibility,
    first_call_rank: answered.firstCallRank ?? '',
    testimonial: String(answered.testimonial),
  }
}

const lastDay = ({ closesAt, timeZone }: PageData): string | null =>
  closesAt && new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone }).format(closesAt)

const pathOf = (c: SurveyContext): string => `/s/${encodeURIComponent(c.req.param('token') ?? '')}`

/** `posted` came too late and is given back; never to a link that nobody was sent. */
const notOpen = (c: SurveyContext, { kind, firm }: NotOpen, posted?: PostedFields) => {
  const typed = kind === 'unknown' ? undefined : posted
  const nonce = c.get('secureHeadersNonce')
  return c.html(document(<NotOpenPage firm={firm} nonce={nonce} reason={kind} typed={typed} />), NOT_OPEN_STATUS[kind])
}

type Shown = { values: PostedFields; faults?: readonly AnswerFault[]; tapped?: boolean }

const surveyPage = (c: SurveyContext, page: PageData, { values, faults = [], tapped = false }: Shown) =>
  c.html(
    document(
      <SurveyPage
        {...page}
        nonce={c.get('secureHeadersNonce')}
        until={lastDay(page)}
        values={values}
        faults={faults}
        tapped={tapped}
        answered={page.answered !== null}
        action={pathOf(c)}
      />,
    ),
    faults.length > 0 ? 422 : 200,
  )

const thanksPage = (c: SurveyContext, page: PageData, { values, faults = [] }: Shown) =>
  c.html(
    document(
      <ThanksPage
        {...page}
        nonce={c.get('secureHeadersNonce')}
        until={lastDay(page)}
        values={values}
        faults={faults}
        saved={faults.length === 0 && c.req.query('saved') !== undefined}
        surveyPath={pathOf(c)}
        morePath={`${pathOf(c)}/more`}
      />,
    ),
    faults.length > 0 ? 422 : 200,
  )

/** The survey, and the page after it. Nothing here writes but the two POST routes. */
export const surveyRoutes = new Hono<AppEnv>()

surveyRoutes.use('/s/*', keepPrivate)
surveyRoutes.use(
  '/s/*',
  bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: async (c: SurveyContext) => {
      const firm = await viewFirmFace(c.get('deps'))
      const nonce = c.get('secureHeadersNonce')
      return c.html(document(<NotOpenPage firm={firm} nonce={nonce} reason="too_long" />), 413)
    },
  }),
)

surveyRoutes.get('/s/:token', async (c) => {
  const view = await viewSurvey(c.get('deps'), c.req.param('token'))
  if (view.kind !== 'open') return notOpen(c, view)
  const values = valuesOf(view.page.answered)
  const tapped = c.req.query('call_first') ?? ''
  if (!/^(\d|10)$/.test(tapped)) return surveyPage(c, view.page, { values })
  return surveyPage(c, view.page, { values: { ...values, call_first: tapped }, tapped: true })
})

surveyRoutes.post('/s/:token', async (c) => {
  const posted = await postedFields(c)
  const result = await answerSurvey(c.get('deps'), c.req.param('token'), posted)
  switch (result.kind) {
    case 'answered':
    case 'changed':
    case 'same':
      return c.redirect(`${pathOf(c)}/thanks`, 303)
    case 'faults':
      return surveyPage(c, result.page, { values: posted, faults: result.faults })
    default:
      return notOpen(c, result, posted)
  }
})

surveyRoutes.get('/s/:token/thanks', async (c) => {
  const view = await viewSurvey(c.get('deps'), c.req.param('token'))
  if (view.kind !== 'open') return notOpen(c, view)
  if (!view.page.answered) return c.redirect(pathOf(c), 303)
  return thanksPage(c, view.page, { values: valuesOf(view.page.answered) })
})

surveyRoutes.post('/s/:token/more', async (c) => {
  const posted = await postedFields(c)
  const result = await addToAnswer(c.get('deps'), c.req.param('token'), posted)
  switch (result.kind) {
    case 'changed':
    case 'same':
      return c.redirect(`${pathOf(c)}/thanks?saved`, 303)
    case 'unanswered':
      return c.redirect(pathOf(c), 303)
    case 'faults':
      return thanksPage(c, result.page, {
        values: { ...valuesOf(result.page.answered), ...posted },
        faults: result.faults,
      })
    default:
      return notOpen(c, result, posted)
  }
})

// Where the page with faults stands, so that opening its address once more is no dead end.
surveyRoutes.get('/s/:token/more', (c) => c.redirect(`${pathOf(c)}/thanks`, 303))

surveyRoutes.get('/s/*', async (c) => notOpen(c, { kind: 'unknown', firm: await viewFirmFace(c.get('deps')) }))
