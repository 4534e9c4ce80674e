import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { setPassword } from '../domain/access/set-password.ts'
import { confirmSignInLink, signInWithPassword, signOut, startSingleSignOn } from '../domain/access/sign-in.ts'
import { requestSignInLink } from '../domain/access/sign-in-link.ts'
import { AUTH_PATH, staffAuthOf } from '../domain/access/staff-auth.ts'
import { ConfirmSignInPage } from '../views/access/confirm-sign-in.tsx'
import type { Fault } from '../views/field.tsx'
import { page } from '../views/layout.tsx'
import { MessagePage } from '../views/message.tsx'
import type { Notice } from '../views/notice.tsx'
import { PasswordPage } from '../views/access/password.tsx'
import { SignInPage } from '../views/access/sign-in.tsx'
import { paths } from '../views/paths.ts'
import type { AppEnv } from './env.ts'
import { frameOf } from './frame.ts'
import { localPath, requireStaff } from './require-staff.ts'

type AuthContext = Context<AppEnv>

const LINK_SPENT: Notice = {
  tone: 'fault',
  text: 'This link has been used already or is too old. Ask for a new one here.',
}
const NOT_STAFF: Notice = {
  tone: 'fault',
  text: 'That sign-in did not lead to somebody of this firm. Ask your administrator to add your address.',
}
const PASSWORD_SET: Notice = {
  tone: 'done',
  text: 'Your password is set. You have been signed out everywhere else.',
}

const keep = (c: AuthContext, cookies: string[]): void => {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
}

async function textFields(c: AuthContext): Promise<Record<string, string>> {
  const form = Object.entries(await c.req.parseBody())
  return Object.fromEntries(form.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

type SignInState = { next: string; notice?: Notice; email?: string; faults?: readonly Fault[]; linkAsked?: boolean }

async function signInPage(c: AuthContext, state: SignInState, status: 200 | 401 | 410 | 422 = 200) {
  const { next, notice, email = '', faults = [], linkAsked = false } = state
  const hasSingleSignOn = c.var.deps.config.oidc !== null
  const frame = await frameOf(c, notice)
  return c.html(page(SignInPage({ frame, email, faults, linkAsked, next, hasSingleSignOn })), status)
}

/** Signing in, signing out and the own password of staff. */
export const authRoutes = new Hono<AppEnv>()

authRoutes.use(`${paths.signIn}/*`, async (c, next) => {
  c.header('cache-control', 'no-store')
  // As for staff pages; the token in a link's address goes to no other site.
  c.header('referrer-policy', 'same-origin')
  return next()
})

authRoutes.get(paths.signIn, (c) => {
  const failed = c.req.query('error') !== undefined
  return signInPage(c, { next: localPath(c.req.query('next')), ...(failed && { notice: NOT_STAFF }) })
})

authRoutes.post(paths.signInLink, async (c) => {
  const { email = '', next: given } = await textFields(c)
  const next = localPath(given)
  const address = z.email().safeParse(email.trim())
  if (!address.success) {
    const faults = [{ field: 'email', message: 'Enter your work e-mail, such as ann@firm.example' }]
    return signInPage(c, { next, email, faults }, 422)
  }
  await requestSignInLink(c.var.deps, address.data, next)
  return signInPage(c, { next, linkAsked: true })
})

authRoutes.post(paths.signInWithPassword, async (c) => {
  const { password_email: email = '', password = '', next: given } = await textFields(c)
  const next = localPath(given)
  const result = await signInWithPassword(c.var.deps, c.req.raw.headers, { address: email, password })
  if (result.kind === 'refused') {
    const message = 'This e-mail and password do not go together. Check both, or ask for a link.'
    return signInPage(c, { next, email, faults: [{ field: 'password', message }] }, 401)
  }
  keep(c, result.cookies)
  return c.redirect(next, 303)
})

authRoutes.get(paths.confirmSignIn, async (c) => {
  const [token, next] = [c.req.query('token') ?? '', localPath(c.req.query('next'))]
  return c.html(page(ConfirmSignInPage({ frame: await frameOf(c), token, next })))
})

authRoutes.post(paths.confirmSignIn, async (c) => {
  const { token = '', next: given } = await textFields(c)
  const next = localPath(given)
  const result = await confirmSignInLink(c.var.deps, c.req.raw.headers, token)
  if (result.kind === 'refused') return signInPage(c, { next, notice: LINK_SPENT }, 410)
  keep(c, result.cookies)
  return c.redirect(next, 303)
})

authRoutes.post(paths.singleSignOn, async (c) => {
  const { next } = await textFields(c)
  const result = await startSingleSignOn(c.var.deps, c.req.raw.headers, localPath(next))
  if (result.kind === 'not_set_up') return c.redirect(paths.signIn, 303)
  keep(c, result.cookies)
  // A page instead of a redirect: the policy that forms end on this site counts redirects too.
  c.header('refresh', `0;url=${result.url}`)
  return c.html(
    page(
      MessagePage({
        frame: await frameOf(c),
        title: 'On to your firm’s sign-in',
        text: 'If nothing happens, go on by hand.',
        next: { label: 'Go on', path: result.url },
      }),
    ),
  )
})

authRoutes.get(`${AUTH_PATH}/callback/:provider`, (c) => staffAuthOf(c.var.deps).handler(c.req.raw))

authRoutes.post(paths.signOut, async (c) => {
  keep(c, (await signOut(c.var.deps, c.req.raw.headers)).cookies)
  return c.redirect(paths.signIn, 303)
})

authRoutes.get(paths.password, requireStaff, async (c) =>
  c.html(page(PasswordPage({ frame: await frameOf(c), faults: [] }))),
)

authRoutes.post(paths.password, requireStaff, async (c) => {
  const { password = '' } = await textFields(c)
  const result = await setPassword(c.var.deps, c.req.raw.headers, password)
  if (result.kind === 'set') {
    return c.html(page(PasswordPage({ frame: await frameOf(c, PASSWORD_SET), faults: [] })))
  }
  const message =
    result.kind === 'length'
      ? `Choose a password of ${result.min} to ${result.max} characters`
      : 'Your last sign-in is more than an hour ago: sign out, sign in again, and set it then'
  const faults = [{ field: 'password', message }]
  return c.html(page(PasswordPage({ frame: await frameOf(c), faults })), result.kind === 'length' ? 422 : 403)
})
