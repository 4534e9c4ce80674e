import { html } from 'hono/html'
import type { Child } from 'hono/jsx'

export type SignInNotice = 'link_sent' | 'wrong_password' | 'link_spent' | 'no_address' | 'not_allowed'

const NOTICES: Record<SignInNotice, string> = {
  link_sent: 'If that address belongs to someone here, a link is on its way. It works once, for 15 minutes.',
  wrong_password: 'This address and password do not go together. Check both, or ask for a link by mail.',
  link_spent: 'This link has been used already or is too old. Ask for a new one below.',
  no_address: 'Enter your work address.',
  not_allowed: 'That sign-in did not lead to someone of this firm. Ask your administrator to add your address.',
}

const Page = ({ title, children }: { title: string; children: Child }) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>${title} · FirstCall</title>
        <link rel="stylesheet" href="/public/styles.css" />
      </head>
      <body>
        <main>${children}</main>
      </body>
    </html>`

const Notice = ({ notice }: { notice: SignInNotice | undefined }) =>
  notice === undefined ? null : <p role={notice === 'link_sent' ? 'status' : 'alert'}>{NOTICES[notice]}</p>

/** Two ways in, a mailed link first; `next` is the page that was asked for. */
export function SignInPage(props: { next: string; notice?: SignInNotice; address?: string; hasSingleSignOn: boolean }) {
  return (
    <Page title="Sign in">
      <h1>Sign in</h1>
      <Notice notice={props.notice} />
      <form method="post" action="/sign-in/link">
        <input type="hidden" name="next" value={props.next} />
        <label for="link-email">Work e-mail address</label>
        <input id="link-email" name="email" type="email" autocomplete="username" required value={props.address ?? ''} />
        <button type="submit">Send me a link</button>
      </form>
      <h2>Or with a password</h2>
      <form method="post" action="/sign-in/password">
        <input type="hidden" name="next" value={props.next} />
        <label for="email">Work e-mail address</label>
        <input id="email" name="email" type="email" autocomplete="username" required value={props.address ?? ''} />
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
        <button type="submit">Sign in</button>
      </form>
      {props.hasSingleSignOn && (
        <form method="post" action="/sign-in/single">
          <input type="hidden" name="next" value={props.next} />
          <button type="submit">Sign in with your firm's account</button>
        </form>
      )}
    </Page>
  )
}

/** What a mailed link opens: mail scanners follow links, so only the button signs in. */
export function ConfirmSignInPage(props: { token: string; next: string }) {
  return (
    <Page title="Sign in">
      <h1>Sign in to FirstCall</h1>
      <form method="post" action="/sign-in/confirm">
        <input type="hidden" name="token" value={props.token} />
        <input type="hidden" name="next" value={props.next} />
        <button type="submit">Sign in</button>
      </form>
    </Page>
  )
}

export type PasswordNotice = { kind: 'set' } | { kind: 'length'; min: number; max: number } | { kind: 'sign_in_again' }

const PASSWORD_NOTICES = {
  set: () => 'Your password is set. You have been signed out everywhere else.',
  length: (min: number, max: number) => `Choose a password of ${min} to ${max} characters.`,
  sign_in_again: () =>
    'To set a password, sign out and sign in again first: your last sign-in is more than an hour ago.',
}

const passwordText = (notice: PasswordNotice): string =>
  notice.kind === 'length' ? PASSWORD_NOTICES.length(notice.min, notice.max) : PASSWORD_NOTICES[notice.kind]()

export function PasswordPage(props: { name: string; notice?: PasswordNotice }) {
  return (
    <Page title="Your password">
      <h1>Your password</h1>
      {props.notice && <p role={props.notice.kind === 'set' ? 'status' : 'alert'}>{passwordText(props.notice)}</p>}
      <form method="post" action="/password">
        <label for="password">New password for {props.name}</label>
        <input id="password" name="password" type="password" autocomplete="new-password" required minlength={12} />
        <button type="submit">Set password</button>
      </form>
    </Page>
  )
}
