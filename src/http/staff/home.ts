import { Hono } from 'hono'
import type { Role } from '../../core/words.ts'
import { readFirm } from '../../domain/firm/read-firm.ts'
import { paths } from '../../views/paths.ts'
import type { AppEnv } from '../env.ts'

const FIRST_PAGE: Record<Role, string> = {
  pm: paths.myScore,
  leader: paths.overview,
  admin: paths.overview,
  account_manager: paths.myAccounts,
}

/** Everybody's first page; an administrator of a firm that nobody has named yet names it first. */
export const homeRoutes = new Hono<AppEnv>().get('/', async (c) => {
  const { role } = c.var.signedIn.viewer
  const isNamed = role !== 'admin' || (await readFirm(c.var.deps)).setUpAt !== null
  return c.redirect(isNamed ? FIRST_PAGE[role] : paths.settings, 303)
})
