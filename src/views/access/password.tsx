import { Button, FaultSummary, TextField, type Fault } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { paths } from '../paths.ts'

/** Staff set a password of their own, or a new one. */
export function PasswordPage({ frame, faults }: { frame: Frame; faults: readonly Fault[] }) {
  return (
    <Layout frame={frame} title="Your password" narrow>
      <h1>Your password</h1>
      <FaultSummary faults={faults} />
      <p class="standfirst">With a password you can sign in without waiting for a mail. A mailed link works as well.</p>
      <form method="post" action={paths.password}>
        <TextField
          name="password"
          label="New password"
          hint="At least 12 characters. Setting it signs you out everywhere else."
          type="password"
          value=""
          faults={faults}
          autocomplete="new-password"
        />
        <Button>Set my password</Button>
      </form>
    </Layout>
  )
}
