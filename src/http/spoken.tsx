import { type Context, Hono } from 'hono'
import { atHour } from '../core/calendar.ts'
import { decideSpoken, viewSpoken } from '../domain/answering/confirm-spoken.ts'
import type { NotOpen } from '../domain/answering/asked-survey.ts'
import { page as document } from '../views/layout.tsx'
import { NotOpenPage } from '../views/survey/not-open-page.tsx'
import { dayOf } from '../views/survey/speech.ts'
import { SpokenPage } from '../views/survey/spoken-page.tsx'
import { keepPrivate, limitBody, pageKeys, postedFields, tidyLink } from './client-pages.ts'
import type { AppEnv } from './env.ts'
import { keepingLanguage, otherLanguages, speechOf } from './speech.ts'

const MAX_BODY_BYTES = 16 * 1024

const tokenOf = (c: Context<AppEnv>): string => encodeURIComponent(c.req.param('token') ?? '')
const pathOf = (c: Context<AppEnv>): string => `/c/${tokenOf(c)}`

function notOpen(c: Context<AppEnv>, { kind, firm, locales }: NotOpen) {
  const speech = speechOf(c, locales)
  const frame = { firm, ...pageKeys(c), speech, otherLanguages: otherLanguages(pathOf(c), speech) }
  return c.html(document(<NotOpenPage {...frame} reason={kind} />), kind === 'unknown' ? 404 : 410)
}

async function spokenPage(c: Context<AppEnv>) {
  const view = await viewSpoken(c.get('deps'), c.req.param('token') ?? '')
  if (view.kind !== 'open') return notOpen(c, view)
  const { page, report } = view
  const speech = speechOf(c, page.locales)
  return c.html(
    document(
      <SpokenPage
        firm={page.firm}
        {...pageKeys(c)}
        speech={speech}
        otherLanguages={otherLanguages(pathOf(c), speech)}
        report={report}
        engagementName={page.fields.engagement}
        saidOn={dayOf(atHour(report.saidOn, 12, page.timeZone), page.timeZone, speech)}
        action={keepingLanguage(c, pathOf(c))}
        surveyPath={keepingLanguage(c, `/s/${tokenOf(c)}`)}
        isAnswered={page.answered !== null}
      />,
    ),
  )
}

/** Confirming what somebody of the firm wrote down: by a press on the page. Opening the link confirms nothing. */
export const spokenRoutes = new Hono<AppEnv>()

spokenRoutes.use('/c/*', keepPrivate, tidyLink)
spokenRoutes.use('/c/*', limitBody(MAX_BODY_BYTES))

spokenRoutes.get('/c/:token', (c) => spokenPage(c))

spokenRoutes.post('/c/:token', async (c) => {
  const { action } = await postedFields(c)
  if (action !== 'confirm' && action !== 'refuse') return spokenPage(c)
  const state = action === 'confirm' ? 'confirmed' : 'refused'
  const result = await decideSpoken(c.get('deps'), c.req.param('token'), state)
  return result.kind === 'decided' ? c.redirect(keepingLanguage(c, pathOf(c)), 303) : notOpen(c, result)
})

// Cut short or spoiled: no token has this shape.
spokenRoutes.get('/c/*', (c) => spokenPage(c))
