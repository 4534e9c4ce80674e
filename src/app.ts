import { type Context, Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import type { Deps } from './deps.ts'
import { apiRoutes } from './http/api/routes.ts'
import { authRoutes } from './http/auth.tsx'
import type { AppEnv } from './http/env.ts'
import { followUpLinkRoutes } from './http/follow-up-link.tsx'
import { healthRoutes } from './http/health.ts'
import { logoRoutes } from './http/logo.ts'
import { mailHookRoutes } from './http/mail-hooks.ts'
import { onlyKnownAddresses } from './http/known-addresses.ts'
import { showFault, showNotFound } from './http/refusals.tsx'
import { setUpRoutes } from './http/set-up.tsx'
import { staffRoutes } from './http/staff/routes.tsx'
import { spokenRoutes } from './http/spoken.tsx'
import { surveyRoutes } from './http/survey.tsx'
import { unsubscribeRoutes } from './http/unsubscribe.tsx'

/** Browsers hold every redirect after a form to this, so the firm's own sign-in stands beside us. */
function formTargets(c: Context): string {
  const { oidc } = (c.get('deps') as Deps).config
  return oidc === null ? "'self'" : `'self' ${new URL(oidc.issuer).origin}`
}

const security = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    styleSrc: ["'self'", NONCE],
    imgSrc: ["'self'", 'data:'],
    formAction: [formTargets],
    frameSrc: ["'self'"],
    frameAncestors: ["'self'"],
    baseUri: ["'none'"],
  },
  xFrameOptions: 'SAMEORIGIN',
  referrerPolicy: 'no-referrer',
  // A mail shown in the outbox comes with a stricter policy of its own.
  overwrite: false,
})

/** The whole app over the outside world that `depsFor` gives each request: a constant on Node, fresh in a Worker. */
export function createApp(depsFor: (c: Context) => Deps): Hono<AppEnv> {
  // A link copied with a slash behind it opens the same page.
  const app = new Hono<AppEnv>({ strict: false })
  app.use(async (c, next) => {
    c.set('deps', depsFor(c))
    // Drawn for many requests at once; `secureHeaders` would draw the bits of each by themselves.
    c.set('secureHeadersNonce', crypto.randomUUID())
    await next()
  })
  app.use(security)
  app.route('/', healthRoutes)
  app.route('/', logoRoutes)
  app.route('/', surveyRoutes)
  app.route('/', unsubscribeRoutes)
  app.route('/', spokenRoutes)
  app.route('/', mailHookRoutes)
  app.route('/api/v1', apiRoutes)
  app.use(onlyKnownAddresses(() => app.routes))
  // One-click unsubscribes, providers' hooks and API calls come from elsewhere; everything below comes from our own pages alone.
  app.use((c, next) => csrf({ origin: new URL(c.get('deps').config.baseUrl).origin })(c, next))
  app.route('/', authRoutes)
  app.route('/', setUpRoutes)
  app.route('/', followUpLinkRoutes)
  app.route('/', staffRoutes)
  app.notFound(showNotFound)
  app.onError(showFault)
  return app
}
