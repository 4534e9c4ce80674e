import { Button, FaultSummary, TextField, type Fault } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { NoticeBox } from '../notice.tsx'
import { paths } from '../paths.ts'

export type SignInProps = {
  frame: Frame
  email: string
  faults: readonly Fault[]
  /** After the e-mail form: whoever it was, the page says the same. */
  linkAsked: boolean
  /** The page that was asked for. */
  next: string
  hasSingleSignOn: boolean
}

/** Sign in by a mailed link or with a password. */
export function SignInPage({ frame, email, faults, linkAsked, next, hasSingleSignOn }: SignInProps) {
  return (
    <Layout frame={frame} title="Sign in" narrow>
      <h1>Sign in to see who will call us first</h1>
      <FaultSummary faults={faults} />
      {linkAsked && (
        <NoticeBox
          notice={{
            tone: 'done',
            text: 'If this address belongs to staff, a link is on its way. It works once, for 15 minutes.',
          }}
        />
      )}
      <section class="card">
        <h2>With a mailed link</h2>
        <form method="post" action={paths.signInLink}>
          <input type="hidden" name="next" value={next} />
          <TextField
            name="email"
            label="Your work e-mail"
            type="email"
            value={email}
            faults={faults}
            autocomplete="email"
          />
          <Button>Send me a link</Button>
        </form>
      </section>
      <section class="card">
        <h2>With a password</h2>
        <form method="post" action={paths.signInWithPassword}>
          <input type="hidden" name="next" value={next} />
          <TextField
            name="password_email"
            label="E-mail"
            type="email"
            value={email}
            faults={faults}
            autocomplete="username"
          />
          <TextField
            name="password"
            label="Password"
            type="password"
            value=""
            faults={faults}
            autocomplete="current-password"
          />
          <Button quiet>Sign in</Button>
        </form>
      </section>
      {hasSingleSignOn && (
        <section class="card">
          <h2>With your firm's own sign-in</h2>
          <form method="post" action={paths.singleSignOn}>
            <input type="hidden" name="next" value={next} />
            <Button quiet>Go to it</Button>
          </form>
        </section>
      )}
    </Layout>
  )
}
