import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { requestSignInLink } from '../domain/sign-in-link.ts'
import { setPassword } from '../domain/set-password.ts'
import { confirmSignInLink, signInWithPassword, signOut, startSingleSignOn } from '../domain/sign-in.ts'
import { AUTH_PATH, staffAuthOf } from '../domain/staff-auth.ts'
import { ConfirmSignInPage, PasswordPage, SignInPage, type SignInNotice } from '../views/sign-in.tsx'
import type { AppEnv } from './env.ts'
import { localPath, requireStaff } from './require-staff.ts'

type AuthContext = Context<AppEnv>

const keep = (c: AuthContext, cookies: string[]): void => {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
}

async function textFields(c: AuthContext): Promise<Record<string, string>> {
  const form = await c.req.parseBody()
  return Object.fromEntries(
    Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

const signInPage = (
  c: AuthContext,
  props: { next: string; notice?: SignInNotice; address?: string },
  status: 200 | 401 | 410 | 422 = 200,
) => c.html(<SignInPage {...props} hasSingleSignOn={c.var.deps.config.oidc !== null} />, status)

export const authRoutes = new Hono<AppEnv>()

authRoutes.use('/sign-in/*', async (c, next) => {
  c.header('cache-control', 'no-store')
  // The link's token stands in the address; it must not travel on in a Referer.
  c.header('referrer-policy', 'no-referrer')
  return next()
})

authRoutes.get('/sign-in', (c) => {
  const failed = c.req.query('error') !== undefined
  return signInPage(c, { next: localPath(c.req.query('next')), ...(failed && { notice: 'not_allowed' }) })
})

authRoutes.post('/sign-in/link', async (c) => {
  const { email = '', next } = await textFields(c)
  const path = localPath(next)
  const address = z.email().safeParse(email.trim())
  if (!address.success) return signInPage(c, { next: path, notice: 'no_address', address: email }, 422)
  await requestSignInLink(c.var.deps, address.data, path)
  return signInPage(c, { next: path, notice: 'link_sent' })
})

authRoutes.post('/sign-in/password', async (c) => {
  const { email = '', password = '', next } = await textFields(c)
  const result = await signInWithPassword(c.var.deps, c.req.raw.headers, { address: email, password })
  const path = localPath(next)
  if (result.kind === 'refused') return signInPage(c, { next: path, notice: 'wrong_password', address: email }, 401)
  keep(c, result.cookies)
  return c.redirect(path, 303)
})

authRoutes.get('/sign-in/confirm', (c) =>
  c.html(<ConfirmSignInPage token={c.req.query('token') ?? ''} next={localPath(c.req.query('next'))} />),
)

authRoutes.post('/sign-in/confirm', async (c) => {
  const { token = '', next } = await textFields(c)
  const result = await confirmSignInLink(c.var.deps, c.req.raw.headers, token)
  const path = localPath(next)
  if (result.kind === 'refused') return signInPage(c, { next: path, notice: 'link_spent' }, 410)
  keep(c, result.cookies)
  return c.redirect(path, 303)
})

authRoutes.post('/sign-in/single', async (c) => {
  const { next } = await textFields(c)
  const result = await startSingleSignOn(c.var.deps, c.req.raw.headers, localPath(next))
  if (result.kind === 'not_set_up') return c.redirect('/sign-in', 303)
  keep(c, result.cookies)
  return c.redirect(result.url, 303)
})

authRoutes.get(`${AUTH_PATH}/callback/:provider`, (c) => staffAuthOf(c.var.deps).handler(c.req.raw))

authRoutes.post('/sign-out', async (c) => {
  keep(c, (await signOut(c.var.deps, c.req.raw.headers)).cookies)
  return c.redirect('/sign-in', 303)
})

authRoutes.get('/password', requireStaff, (c) => c.html(<PasswordPage name={c.var.signedIn.name} />))

authRoutes.post('/password', requireStaff, async (c) => {
  const { password = '' } = await textFields(c)
  const notice = await setPassword(c.var.deps, c.req.raw.headers, password)
  const status = notice.kind === 'length' ? 422 : notice.kind === 'sign_in_again' ? 403 : 200
  return c.html(<PasswordPage name={c.var.signedIn.name} notice={notice} />, status)
})
