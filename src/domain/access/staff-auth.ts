import { betterAuth } from 'better-auth'
import { genericOAuth, magicLink } from 'better-auth/plugins'
import { findUserAddress } from '../../db/access/staff-session.ts'
import { findStaffByAddress } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'

export const LINK_MINUTES = 15
const SESSION_DAYS = 30
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const

/** Where the library's own routes live; only the way back from single sign-on is mounted. */
export const AUTH_PATH = '/auth'
export const OIDC_PROVIDER = 'oidc'

const singleSignOn = ({ config: { oidc } }: Deps) =>
  oidc === null
    ? []
    : [
        genericOAuth({
          config: [
            {
              providerId: OIDC_PROVIDER,
              clientId: oidc.clientId,
              clientSecret: oidc.clientSecret,
              discoveryUrl: `${oidc.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
              scopes: ['openid', 'email', 'profile'],
              pkce: true,
              requireIdTokenVerification: true,
            },
          ],
        }),
      ]

/** A magic link's token goes to whoever asked for it, through the request's own metadata. */
const mailedLink = () =>
  magicLink({
    expiresIn: LINK_MINUTES * 60,
    storeToken: 'hashed',
    sendMagicLink: ({ token, metadata }) => {
      const receive = metadata?.['receive'] as ((token: string) => void) | undefined
      receive?.(token)
    },
  })

/** Every door ends here: no user and no session for an address that is not a staff member's. */
const staffOnly = (deps: Deps) => ({
  user: {
    create: {
      before: async (user: { email: string }) => (await findStaffByAddress(deps.db, user.email)) !== undefined,
    },
  },
  session: {
    create: {
      before: async ({ userId }: { userId: string }) => {
        const address = await findUserAddress(deps.db, userId)
        return address !== undefined && (await findStaffByAddress(deps.db, address)) !== undefined
      },
    },
  },
})

function createAuth(deps: Deps) {
  const { baseUrl, secret } = deps.config
  return betterAuth({
    appName: 'FirstCall',
    baseURL: baseUrl,
    basePath: AUTH_PATH,
    // A key of its own: what the library signs must never pass for a survey link.
    secret: `sign-in:${secret}`,
    database: { db: deps.db, type: 'postgres' },
    user: { modelName: 'authUser' },
    // Sessions are not renewed while reading: a GET writes nothing.
    session: {
      modelName: 'authSession',
      expiresIn: SESSION_DAYS * 24 * 60 * 60,
      disableSessionRefresh: true,
    },
    account: { modelName: 'authAccount', accountLinking: { trustedProviders: [OIDC_PROVIDER] } },
    verification: { modelName: 'authVerification' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    databaseHooks: staffOnly(deps),
    plugins: [mailedLink(), ...singleSignOn(deps)],
    advanced: {
      cookiePrefix: 'firstcall',
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      // The tables come from our own migrations; a Worker would look them over again with each request.
      database: { validateSchema: false },
    },
    onAPIError: { errorURL: `${baseUrl}/sign-in` },
    telemetry: { enabled: false },
    // Its further arguments can hold addresses.
    logger: { level: 'error', log: (level, message) => deps.log.warn('sign_in_library', { level, message }) },
  })
}

export type StaffAuth = ReturnType<typeof createAuth>

const auths = new WeakMap<Deps, StaffAuth>()

/** The sign-in library on the firm's own database, made once for each outside world. */
export function staffAuthOf(deps: Deps): StaffAuth {
  const auth = auths.get(deps) ?? createAuth(deps)
  auths.set(deps, auth)
  return auth
}
