import { type Context, Hono } from 'hono'
import { closeFollowUp } from '../../../domain/acting/close-follow-up.ts'
import { noteFollowUp } from '../../../domain/acting/note-follow-up.ts'
import { showFollowUp, showFollowUps } from '../../../domain/acting/show-follow-ups.ts'
import { takeFollowUp } from '../../../domain/acting/take-follow-up.ts'
import { FollowUpPage, type FollowUpProps } from '../../../views/acting/follow-up.tsx'
import { FollowUpsPage } from '../../../views/acting/follow-ups.tsx'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { ID, idOf, textFields } from '../page-form.ts'

const SHOWS = ['open', 'overdue', 'closed'] as const

type Said = { status: 200 | 409 | 422; notice?: Notice; typed?: NonNullable<FollowUpProps['typed']> }

async function followUpPage(c: Context<AppEnv>, said: Said = { status: 200 }): Promise<Response> {
  const shown = await showFollowUp(c.var.deps, c.var.signedIn.viewer, idOf(c))
  if (shown.kind === 'unknown') return refuse(c, shown)
  const { kind: _, ...props } = shown
  const { status, notice, typed } = said
  const content = FollowUpPage({ frame: await frameOf(c, notice), ...props, ...(typed && { typed }) })
  return c.html(page(content), status)
}

type Outcome = { kind: 'unknown' | 'not_yours' | 'closed' | 'taken_by_another' | 'taken' | 'noted' | 'done' }

const BEATEN: Partial<Record<Outcome['kind'], string>> = {
  closed: 'Somebody has closed it in the meantime; nothing was changed.',
  taken_by_another: 'Somebody else took it before you; nothing was changed.',
}

/** The page again after something was done, or why it was not, with what was typed. */
function answer(c: Context<AppEnv>, { kind }: Outcome): Response | Promise<Response> {
  if (kind === 'unknown' || kind === 'not_yours') return refuse(c, { kind })
  const text = BEATEN[kind]
  if (text !== undefined) return followUpPage(c, { status: 409, notice: { tone: 'fault', text } })
  return c.redirect(paths.followUp(idOf(c)), 303)
}

/** Who needs to hear from us; taking, noting and closing. */
export const followUpRoutes = new Hono<AppEnv>()
  .get(paths.followUps, async (c) => {
    const show = SHOWS.find((each) => each === c.req.query('show')) ?? 'open'
    const shown = await showFollowUps(c.var.deps, c.var.signedIn.viewer, show)
    return c.html(page(FollowUpsPage({ frame: await frameOf(c), show, ...shown })))
  })
  .get(`${paths.followUps}/${ID}`, (c) => followUpPage(c))
  .post(`${paths.followUps}/${ID}/take`, async (c) =>
    answer(c, await takeFollowUp(c.var.deps, c.var.signedIn.viewer, idOf(c))),
  )
  .post(`${paths.followUps}/${ID}/notes`, async (c) => {
    const { note } = await textFields(c, ['note'])
    const result = await noteFollowUp(c.var.deps, c.var.signedIn.viewer, idOf(c), note)
    if (result.kind !== 'fault') return answer(c, result)
    const faults = [{ field: 'note', message: result.message }]
    return followUpPage(c, { status: 422, typed: { note, whatWeDid: '', faults } })
  })
  .post(`${paths.followUps}/${ID}/close`, async (c) => {
    const { what_we_did: whatWeDid } = await textFields(c, ['what_we_did'])
    const result = await closeFollowUp(c.var.deps, c.var.signedIn.viewer, idOf(c), whatWeDid)
    if (result.kind !== 'fault') return answer(c, result)
    const faults = [{ field: 'what_we_did', message: result.message }]
    return followUpPage(c, { status: 422, typed: { note: '', whatWeDid, faults } })
  })
