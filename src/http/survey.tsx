import { type Context, Hono } from 'hono'
import { fieldsOf } from '../core/answering/answer-content.ts'
import type { PostedFields } from '../core/answering/answer-form.ts'
import type { AnswerFault } from '../core/answering/form-reader.ts'
import { languagesOf } from '../core/answering/survey.ts'
import { addToAnswer } from '../domain/answering/add-to-answer.ts'
import { isUnsent, valuesKept } from '../core/answering/partial-answer.ts'
import { answerSurvey } from '../domain/answering/answer-survey.ts'
import type { FirmFace, NotOpen, SurveyPage as PageData } from '../domain/answering/asked-survey.ts'
import { keepAnswers } from '../domain/answering/keep-answers.ts'
import { viewFirmFace } from '../domain/answering/view-firm-face.ts'
import { askForCopy } from '../domain/answering/ask-for-copy.ts'
import { viewThanks } from '../domain/answering/view-thanks.ts'
import { type CallOffer, wishCall } from '../domain/answering/wish-call.ts'
import { viewSurvey } from '../domain/answering/view-survey.ts'
import { page as document } from '../views/layout.tsx'
import { drawnSurvey } from '../views/survey/drawn-survey.tsx'
import { NotOpenPage, type NotOpenReason, type PageLink } from '../views/survey/not-open-page.tsx'
import { ThanksPage } from '../views/survey/thanks-page.tsx'
import { keepPrivate, limitBody, pageKeys, postedFields, tidyLink } from './client-pages.ts'
import type { AppEnv } from './env.ts'
import type { Speech } from '../views/survey/speech.ts'
import { myDataRoutes } from './my-data.tsx'
import { keepingLanguage, otherLanguages, speechOf } from './speech.ts'
import { testimonialRoutes } from './testimonial.tsx'

type SurveyContext = Context<AppEnv>

/** Three answers of the longest kind in any script, and room: what a person typed is refused with the page, not cut off. */
const MAX_BODY_BYTES = 512 * 1024

const NOT_OPEN_STATUS = { unknown: 404, closed: 410, spent: 410, tooLong: 413 } as const

/** What stands in the form after an answer was sent. */
const valuesOf = (answered: PageData['answered']): PostedFields => (answered ? fieldsOf(answered) : {})

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

const addressOf = (c: SurveyContext): string => `/s/${encodeURIComponent(c.req.param('token') ?? '')}`

type Refused = {
  reason: NotOpenReason
  firm: FirmFace
  locales: readonly (string | null)[]
  replyTo?: string | undefined
  typed?: PostedFields | undefined
}

/** An answer that can be changed no more can still be quoted or not, and whoever was asked can see what is held. */
function linksOf(c: SurveyContext, reason: NotOpenReason, { words }: Speech): PageLink[] {
  const link = (label: string, more: string) => ({ label, path: keepingLanguage(c, `${addressOf(c)}${more}`) })
  if (reason !== 'spent' && reason !== 'closed') return []
  const quote = reason === 'spent' ? [link(words.quote.title, '/testimonial')] : []
  return [...quote, link(words.mine.link, '/data')]
}

function refusedPage(c: SurveyContext, { reason, firm, locales, replyTo, typed }: Refused) {
  const speech = speechOf(c, locales)
  const frame = { firm, ...pageKeys(c), speech }
  const others = typed === undefined && c.req.method === 'GET' ? otherLanguages(c.req.path, speech) : []
  return c.html(
    document(
      <NotOpenPage
        {...frame}
        otherLanguages={others}
        reason={reason}
        replyTo={replyTo}
        typed={typed}
        links={linksOf(c, reason, speech)}
      />,
    ),
    NOT_OPEN_STATUS[reason],
  )
}

/** `posted` came too late and is given back; never to a link that nobody was sent. */
const notOpen = (c: SurveyContext, { kind, ...refused }: NotOpen, posted?: PostedFields) =>
  refusedPage(c, { ...refused, reason: kind, typed: kind === 'unknown' ? undefined : posted })

async function firmRefusal(c: SurveyContext, reason: 'unknown' | 'tooLong') {
  const firm = await viewFirmFace(c.get('deps'))
  return refusedPage(c, { reason, firm, locales: [firm.locale] })
}

type Shown = { values: PostedFields; faults?: readonly AnswerFault[]; tapped?: boolean; isFromElsewhere?: boolean }

/** What both pages with questions are rendered from; `path` is where the page is opened again in another language. */
function askingPage(c: SurveyContext, page: PageData, { values, faults = [] }: Shown, path: string) {
  const spoken = languagesOf(page.survey)
  const speech = speechOf(c, page.locales, spoken)
  // A link would lose what was typed.
  const others = faults.length > 0 ? [] : otherLanguages(path, speech, spoken)
  return { ...page, ...pageKeys(c), speech, otherLanguages: others, values, faults }
}

function surveyPage(c: SurveyContext, page: PageData, shown: Shown) {
  const { tapped = false, isFromElsewhere = false, faults = [], values } = shown
  const path = tapped ? `${addressOf(c)}?call_first=${values['call_first']}` : addressOf(c)
  const asking = askingPage(c, page, shown, path)
  const shownAs = {
    tapped,
    isFromElsewhere,
    isAnswered: page.answered !== null,
    keptAt: isUnsent(page.partial, valuesOf(page.answered)) ? (page.partial?.keptAt ?? null) : null,
    action: keepingLanguage(c, `${addressOf(c)}?known=${page.known}`),
    keepAction: keepingLanguage(c, `${addressOf(c)}/partial?known=${page.known}`),
  }
  return c.html(drawnSurvey({ ...asking, ...shownAs }), faults.length > 0 ? 422 : isFromElsewhere ? 409 : 200)
}

const SAID = { saved: 'saved', copy: 'copy', 'no-copy': 'no_copy' } as const

/** What the page after sending shows beside the survey. */
type After = { offer: CallOffer; hasTestimonial: boolean }

function thanksPage(c: SurveyContext, page: PageData, { offer, hasTestimonial }: After, shown: Shown) {
  const { faults = [] } = shown
  const said = Object.keys(SAID).find((each) => c.req.query(each) !== undefined) as keyof typeof SAID | undefined
  const pathTo = (more: string) => keepingLanguage(c, `${addressOf(c)}${more}`)
  return c.html(
    document(
      <ThanksPage
        {...askingPage(c, page, shown, `${addressOf(c)}/thanks`)}
        saved={faults.length === 0 && said !== undefined ? SAID[said] : null}
        call={offer}
        hasTestimonial={hasTestimonial}
        surveyPath={pathTo('')}
        morePath={pathTo('/more')}
        callPath={pathTo('/call')}
        testimonialPath={pathTo('/testimonial')}
        copyPath={pathTo('/copy')}
        dataPath={pathTo('/data')}
      />,
    ),
    faults.length > 0 ? 422 : 200,
  )
}

/** To another page of the same link, in the same language. */
const goTo = (c: SurveyContext, more = '') => c.redirect(keepingLanguage(c, `${addressOf(c)}${more}`), 303)

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

surveyRoutes.get('/s/:token', async (c) => {
  const view = await viewSurvey(c.get('deps'), c.req.param('token'))
  if (view.kind !== 'open') return notOpen(c, view)
  const { noted, answered, partial } = view.page
  const values = { ...notedValues(noted), ...valuesOf(answered), ...valuesKept(partial) }
  const tapped = c.req.query('call_first') ?? ''
  if (!/^(\d|10)$/.test(tapped)) return surveyPage(c, view.page, { values })
  return surveyPage(c, view.page, { values: { ...values, call_first: tapped }, tapped: true })
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
      return surveyPage(c, result.page, { values: result.values, faults: result.faults })
    case 'keptElsewhere':
      return surveyPage(c, result.page, { values: result.values, isFromElsewhere: true })
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
      return isScript ? c.json({ known: result.known, fields: result.fields }) : goTo(c)
    case 'sentSince':
      return isScript ? c.json({}, 409) : goTo(c)
    default:
      return isScript ? c.json({}, NOT_OPEN_STATUS[result.kind]) : notOpen(c, result, posted)
  }
})

surveyRoutes.get('/s/:token/partial', (c) => goTo(c))

surveyRoutes.get('/s/:token/thanks', async (c) => {
  const view = await viewThanks(c.get('deps'), c.req.param('token'))
  if (view.kind !== 'open') return notOpen(c, view)
  if (!view.page.answered) return goTo(c)
  return thanksPage(c, view.page, view, { values: valuesOf(view.page.answered) })
})

surveyRoutes.post('/s/:token/more', async (c) => {
  const posted = await postedFields(c)
  const result = await addToAnswer(c.get('deps'), c.req.param('token'), posted)
  switch (result.kind) {
    case 'changed':
    case 'same':
      return goTo(c, '/thanks?saved')
    case 'unanswered':
      return goTo(c)
    case 'faults':
      return thanksPage(c, result.page, result, {
        values: { ...valuesOf(result.page.answered), ...posted },
        faults: result.faults,
      })
    default:
      return notOpen(c, result, posted)
  }
})

surveyRoutes.post('/s/:token/call', async (c) => {
  const posted = await postedFields(c)
  const result = await wishCall(c.get('deps'), c.req.param('token'), posted)
  switch (result.kind) {
    case 'saved':
      return goTo(c, '/thanks?saved')
    case 'unanswered':
      return goTo(c)
    case 'faults':
      return thanksPage(c, result.page, result, { values: valuesOf(result.page.answered), faults: result.faults })
    default:
      return notOpen(c, result)
  }
})

surveyRoutes.post('/s/:token/copy', async (c) => {
  const result = await askForCopy(c.get('deps'), c.req.param('token'))
  switch (result.kind) {
    case 'queued':
    case 'queued_before':
      return goTo(c, '/thanks?copy')
    case 'undeliverable':
      return goTo(c, '/thanks?no-copy')
    case 'unanswered':
      return goTo(c)
    default:
      return notOpen(c, result)
  }
})

// Where pages with faults stand, so that opening their address once more is no dead end.
for (const path of ['/s/:token/more', '/s/:token/call', '/s/:token/copy'])
  surveyRoutes.get(path, (c) => goTo(c, '/thanks'))

surveyRoutes.get('/s/*', (c) => firmRefusal(c, 'unknown'))
