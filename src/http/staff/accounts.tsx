import { type Context, Hono } from 'hono'
import { showAccount } from '../../domain/show-account.ts'
import { showAccounts } from '../../domain/show-accounts.ts'
import { AccountPage } from '../../views/account.tsx'
import { AccountsPage, type AccountsProps } from '../../views/accounts.tsx'
import { page } from '../../views/layout.tsx'
import { paths } from '../../views/paths.ts'
import type { AppEnv } from '../env.ts'
import { scoreFrameOf } from '../frame.ts'
import { refuse } from '../refusals.tsx'
import { ID, idOf } from './page-form.ts'

const SORTS = ['name', 'lowest', 'last_answer'] as const

function filterOf(c: Context<AppEnv>): AccountsProps['filter'] {
  const sort = SORTS.find((each) => each === c.req.query('sort')) ?? 'name'
  return { q: (c.req.query('q') ?? '').trim().slice(0, 200).replaceAll('\0', ''), sort }
}

/** An account's score rests on the work of several PMs: it is for leadership and account managers, as PMs are not compared. */
const isPm = (c: Context<AppEnv>): boolean => c.var.signedIn.viewer.role === 'pm'

/** The accounts, and one account. */
export const accountRoutes = new Hono<AppEnv>()
  .get(paths.accounts, async (c) => {
    if (isPm(c)) return refuse(c, { kind: 'not_yours' })
    const filter = filterOf(c)
    const shown = await showAccounts(c.var.deps, c.var.signedIn.viewer, filter)
    return c.html(page(AccountsPage({ frame: await scoreFrameOf(c), filter, ...shown })))
  })
  .get(`${paths.accounts}/${ID}`, async (c) => {
    if (isPm(c)) return refuse(c, { kind: 'not_yours' })
    const shown = await showAccount(c.var.deps, c.var.signedIn.viewer, idOf(c))
    if (shown.kind === 'unknown') return refuse(c, shown)
    const { kind: _, ...props } = shown
    return c.html(page(AccountPage({ frame: await scoreFrameOf(c), ...props })))
  })
