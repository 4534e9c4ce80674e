import { Button } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { paths } from '../paths.ts'

/** What a mailed link opens: mail scanners follow links, so only the button signs in. */
export function ConfirmSignInPage({ frame, token, next }: { frame: Frame; token: string; next: string }) {
  return (
    <Layout frame={frame} title="Sign in" narrow>
      <h1>Welcome back</h1>
      <p class="standfirst">One press and you are in. The link works once.</p>
      <form method="post" action={paths.confirmSignIn}>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={next} />
        <Button>Sign in</Button>
      </form>
    </Layout>
  )
}
