import { Hono } from 'hono'
import { addToAnswer } from '../domain/answering/add-to-answer.ts'
import { askForCopy } from '../domain/answering/ask-for-copy.ts'
import type { SurveyPage as PageData } from '../domain/answering/asked-survey.ts'
import { viewThanks } from '../domain/answering/view-thanks.ts'
import type { CallOffer } from '../domain/answering/wish-call.ts'
import { page as document } from '../views/layout.tsx'
import { ThanksPage } from '../views/survey/thanks-page.tsx'
import { postedFields } from './client-pages.ts'
import type { AppEnv } from './env.ts'
import { keepingLanguage } from './speech.ts'
import { addressOf, askingPage, goTo, notOpen, type Shown, type SurveyContext, valuesOf } from './survey-link.tsx'

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
        quotePath={pathTo('/quote')}
        copyPath={pathTo('/copy')}
        dataPath={pathTo('/data')}
      />,
    ),
    faults.length > 0 ? 422 : 200,
  )
}

/** The page after sending and what it posts. */
export const afterSendingRoutes = new Hono<AppEnv>()

afterSendingRoutes.get('/s/:token/thanks', async (c) => {
  const view = await viewThanks(c.get('deps'), c.req.param('token'))
  if (view.kind !== 'open') return notOpen(c, view)
  if (!view.page.answered) return goTo(c)
  return thanksPage(c, view.page, view, { values: valuesOf(view.page.answered) })
})

/** Saves what stands on the page, whatever was pressed there, and goes on. */
async function saved(c: SurveyContext, goOn: () => Promise<Response> | Response): Promise<Response> {
  const posted = await postedFields(c)
  const result = await addToAnswer(c.get('deps'), c.req.param('token') ?? '', posted)
  switch (result.kind) {
    case 'changed':
    case 'same':
      return goOn()
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
}

async function sendCopy(c: SurveyContext): Promise<Response> {
  const result = await askForCopy(c.get('deps'), c.req.param('token') ?? '')
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
}

afterSendingRoutes.post('/s/:token/more', (c) => saved(c, () => goTo(c, '/thanks?saved')))
afterSendingRoutes.post('/s/:token/copy', (c) => saved(c, () => sendCopy(c)))
afterSendingRoutes.post('/s/:token/quote', (c) => saved(c, () => goTo(c, '/testimonial')))

// Where pages with faults stand, so that opening their address once more is no dead end.
for (const path of ['/s/:token/more', '/s/:token/copy', '/s/:token/quote'])
  afterSendingRoutes.get(path, (c) => goTo(c, '/thanks'))
