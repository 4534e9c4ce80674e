import { Hono } from 'hono'
import { showMyAccounts } from '../../../domain/acting/show-my-accounts.ts'
import { MyAccountsPage } from '../../../views/acting/my-accounts.tsx'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { followUpDone } from './follow-up-notices.ts'

/** An account manager's first page. */
export const myAccountsRoutes = new Hono<AppEnv>().get(paths.myAccounts, async (c) => {
  const shown = await showMyAccounts(c.var.deps, c.var.signedIn.viewer)
  if (shown.kind === 'not_yours') return refuse(c, shown)
  const { kind: _, ...props } = shown
  return c.html(
    page(MyAccountsPage({ frame: await frameOf(c, followUpDone(c.req.query('said'), { reply: null })), ...props })),
  )
})
