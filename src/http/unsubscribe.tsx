import { type Context, Hono } from 'hono'
import { resubscribe, unsubscribe, viewSubscription } from '../domain/answering/unsubscribe.ts'
import { page as document } from '../views/layout.tsx'
import { NotOpenPage } from '../views/survey/not-open-page.tsx'
import { UnsubscribePage } from '../views/survey/unsubscribe-page.tsx'
import { keepPrivate, limitBody, pageKeys, postedFields, tidyLink } from './client-pages.ts'
import type { AppEnv } from './env.ts'
import { keepingLanguage, otherLanguages, speechOf } from './speech.ts'

const MAX_BODY_BYTES = 16 * 1024

const pathOf = (c: Context<AppEnv>): string => `/u/${encodeURIComponent(c.req.param('token') ?? '')}`

async function subscriptionPage(c: Context<AppEnv>) {
  const { kind, firm, locales } = await viewSubscription(c.get('deps'), c.req.param('token') ?? '')
  const speech = speechOf(c, locales)
  const frame = { firm, ...pageKeys(c), speech, otherLanguages: otherLanguages(pathOf(c), speech) }
  if (kind === 'unknown') return c.html(document(<NotOpenPage {...frame} reason="unknown" />), 404)
  const action = keepingLanguage(c, pathOf(c))
  const page = { ...frame, action, dataPath: keepingLanguage(c, `${pathOf(c).replace('/u/', '/s/')}/data`) }
  return c.html(document(<UnsubscribePage {...page} isUnsubscribed={kind === 'unsubscribed'} />))
}

/** Ending survey mail: by a press on the page, or by the mail program (RFC 8058). Opening the link ends nothing. */
export const unsubscribeRoutes = new Hono<AppEnv>()

unsubscribeRoutes.use('/u/*', keepPrivate, tidyLink)
unsubscribeRoutes.use('/u/*', limitBody(MAX_BODY_BYTES))

unsubscribeRoutes.get('/u/:token', (c) => subscriptionPage(c))

unsubscribeRoutes.post('/u/:token', async (c) => {
  const deps = c.get('deps')
  const token = c.req.param('token')
  const posted = await postedFields(c)
  const isOneClick = posted['List-Unsubscribe'] === 'One-Click'
  if (isOneClick) {
    const result = await unsubscribe(deps, token, 'one_click')
    return result === 'unknown' ? c.text('This link is not known.', 404) : c.text('You get no more surveys.')
  }
  const result =
    posted['action'] === 'resubscribe' ? await resubscribe(deps, token) : await unsubscribe(deps, token, 'page')
  return result === 'unknown' ? subscriptionPage(c) : c.redirect(keepingLanguage(c, pathOf(c)), 303)
})

// Cut short or spoiled: no token has this shape.
unsubscribeRoutes.get('/u/*', (c) => subscriptionPage(c))
