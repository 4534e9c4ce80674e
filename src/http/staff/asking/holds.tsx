import { type Context, Hono } from 'hono'
import type { HoldTarget } from '../../../core/asking/hold.ts'
import { liftHold } from '../../../domain/asking/lift-hold.ts'
import { placeHold } from '../../../domain/asking/place-hold.ts'
import { showHold, showHoldTarget } from '../../../domain/asking/show-hold-step.ts'
import { showHolds, writeHoldsTable } from '../../../domain/asking/show-holds.ts'
import { HoldPage, type HoldPageProps, LiftPage, type LiftPageProps } from '../../../views/asking/hold.tsx'
import { HoldsPage } from '../../../views/asking/holds.tsx'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { holdNotice } from './hold-notice.ts'
import { ID, idOf, textFields } from '../page-form.ts'
import { table } from '../table.ts'

const STATES = ['open', 'lifted', 'all'] as const

const stateOf = (c: Context<AppEnv>) => STATES.find((each) => each === c.req.query('state')) ?? 'open'

const CONTACT = `/engagements/${ID}/contacts/:contact{[1-9][0-9]{0,17}}/hold`

const participantOf = (c: Context<AppEnv>) => ({ contactId: Number(c.req.param('contact')), engagementId: idOf(c) })

/** Where somebody goes on after a hold was placed or lifted. */
const after = (engagementId: number | null, said: string): string =>
  engagementId === null ? `${paths.holds}?said=${said}` : `${paths.engagement(engagementId)}?said=${said}`

const NOTHING_TYPED: HoldPageProps['typed'] = { reason: '', where: 'here', faults: [] }

async function holdPage(c: Context<AppEnv>, target: HoldTarget, typed = NOTHING_TYPED): Promise<Response> {
  const shown = await showHoldTarget(c.var.deps, c.var.signedIn.viewer, target)
  if (shown.kind !== 'shown') return refuse(c, shown)
  const { kind: _, ...props } = shown
  const content = HoldPage({ frame: await frameOf(c), action: c.req.path, typed, ...props })
  return c.html(page(content), typed.faults.length > 0 ? 422 : 200)
}

/** `here` is what the page is about, `target` what was chosen on it. */
async function place(
  c: Context<AppEnv>,
  here: HoldTarget,
  target: HoldTarget,
  typed: { reason: string; where: string },
) {
  const result = await placeHold(c.var.deps, c.var.signedIn.viewer, target, typed.reason)
  if (result.kind === 'unknown' || result.kind === 'not_yours') return refuse(c, result)
  if (result.kind === 'fault') {
    return holdPage(c, here, { ...typed, faults: [{ field: 'reason', message: result.message }] })
  }
  const engagementId = 'engagementId' in here ? here.engagementId : result.engagementId
  return c.redirect(after(engagementId, result.kind === 'held' ? `held-${result.withdrawn}` : 'held-before'), 303)
}

async function liftPage(c: Context<AppEnv>, typed: LiftPageProps['typed'] = { reason: '', faults: [] }) {
  const shown = await showHold(c.var.deps, c.var.signedIn.viewer, idOf(c))
  if (shown.kind !== 'shown') return refuse(c, shown)
  const { subject, hold } = shown
  return c.html(page(LiftPage({ frame: await frameOf(c), subject, hold, typed })), typed.faults.length > 0 ? 422 : 200)
}

/** Leaving out, letting in again, and the ledger of both. */
export const holdRoutes = new Hono<AppEnv>()
  .get(paths.holds, async (c) => {
    const state = stateOf(c)
    const holds = await showHolds(c.var.deps, c.var.signedIn.viewer, state)
    return c.html(page(HoldsPage({ frame: await frameOf(c, holdNotice(c.req.query('said'))), state, holds })))
  })
  .get(paths.holdsTable, async (c) => {
    const text = await writeHoldsTable(c.var.deps, c.var.signedIn.viewer, stateOf(c))
    return table(c, 'holds', text)
  })
  .get(`/milestones/${ID}/hold`, (c) => holdPage(c, { milestoneId: idOf(c) }))
  .post(`/milestones/${ID}/hold`, async (c) => {
    const target = { milestoneId: idOf(c) }
    const { reason } = await textFields(c, ['reason'])
    return place(c, target, target, { reason, where: 'here' })
  })
  .get(CONTACT, (c) => holdPage(c, participantOf(c)))
  .post(CONTACT, async (c) => {
    const here = participantOf(c)
    const typed = await textFields(c, ['reason', 'where'])
    return place(c, here, typed.where === 'everywhere' ? { ...here, engagementId: null } : here, typed)
  })
  .get(`/holds/${ID}/lift`, (c) => liftPage(c))
  .post(`/holds/${ID}/lift`, async (c) => {
    const { reason } = await textFields(c, ['reason'])
    const result = await liftHold(c.var.deps, c.var.signedIn.viewer, idOf(c), reason)
    if (result.kind === 'unknown' || result.kind === 'not_yours') return refuse(c, result)
    if (result.kind === 'fault') {
      return liftPage(c, { reason, faults: [{ field: 'reason', message: result.message }] })
    }
    return c.redirect(after(result.engagementId, result.kind === 'lifted' ? 'lifted' : 'lifted-before'), 303)
  })
