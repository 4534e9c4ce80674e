import { type Context, Hono } from 'hono'
import { parseFollowUpFilter } from '../../../core/acting/follow-up-filter.ts'
import { closeFollowUp } from '../../../domain/acting/close-follow-up.ts'
import { noteFollowUp } from '../../../domain/acting/note-follow-up.ts'
import { reassignFollowUp } from '../../../domain/acting/reassign-follow-up.ts'
import { showFollowUp } from '../../../domain/acting/show-follow-up.ts'
import { CLOSED_WITHIN_DAYS, showFollowUps, writeFollowUpsTable } from '../../../domain/acting/show-follow-ups.ts'
import { snoozeFollowUp } from '../../../domain/acting/snooze-follow-up.ts'
import { takeFollowUp } from '../../../domain/acting/take-follow-up.ts'
import { FollowUpPage } from '../../../views/acting/follow-up.tsx'
import { NOTHING_TYPED, type TypedFollowUp } from '../../../views/acting/follow-up-forms.tsx'
import { FollowUpsPage } from '../../../views/acting/follow-ups.tsx'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { ID, idOf, textFields } from '../page-form.ts'
import { table } from '../table.ts'
import { FOLLOW_UP_BEATEN, followUpDone, type FollowUpPress } from './follow-up-notices.ts'

type Said = { status: 200 | 409 | 422; notice?: Notice; typed?: TypedFollowUp }

async function followUpPage(c: Context<AppEnv>, said: Said = { status: 200 }): Promise<Response> {
  const shown = await showFollowUp(c.var.deps, c.var.signedIn.viewer, idOf(c))
  if (shown.kind === 'unknown') return refuse(c, shown)
  const { kind: _, ...props } = shown
  const { status, notice = followUpDone(c.req.query('said'), shown), typed } = said
  const content = FollowUpPage({ frame: await frameOf(c, notice), ...props, ...(typed && { typed }) })
  return c.html(page(content), status)
}

type Outcome =
  | { kind: 'unknown' | 'not_yours' | 'closed' | 'taken_by_another' | 'taken' | 'noted' | 'done' }
  | { kind: 'reassigned' | 'snoozed' }

/** The page again after something was done, or why it was not, with what was typed. */
function answer(
  c: Context<AppEnv>,
  { kind }: Outcome,
  done: FollowUpPress,
  next = paths.followUp(idOf(c)),
): Response | Promise<Response> {
  if (kind === 'unknown' || kind === 'not_yours') return refuse(c, { kind })
  const beaten = FOLLOW_UP_BEATEN[kind]
  if (beaten !== undefined) return followUpPage(c, { status: 409, notice: beaten })
  return c.redirect(`${next}${next.includes('?') ? '&' : '?'}said=${done}`, 303)
}

/** The first page as it stood where something was pressed; undefined for any other place. */
function firstPageIn(back: string): string | undefined {
  const [path, query] = back.split('?', 2)
  if (path !== paths.overview && path !== paths.myAccounts) return undefined
  const kept = new URLSearchParams(query)
  return kept.size === 0 ? path : `${path}?${kept}`
}

const faulty = (c: Context<AppEnv>, typed: Partial<TypedFollowUp>): Promise<Response> =>
  followUpPage(c, { status: 422, typed: { ...NOTHING_TYPED, ...typed } })

const filterOf = (c: Context<AppEnv>) => parseFollowUpFilter((name) => c.req.query(name))

/** Who needs to hear from us; taking, noting, snoozing, giving away and closing. */
export const followUpRoutes = new Hono<AppEnv>()
  .get(paths.followUps, async (c) => {
    const filter = filterOf(c)
    const shown = await showFollowUps(c.var.deps, c.var.signedIn.viewer, filter)
    const props = {
      frame: await frameOf(c, followUpDone(c.req.query('said'), { reply: null })),
      filter,
      closedWithinDays: CLOSED_WITHIN_DAYS,
      ...shown,
    }
    return c.html(page(FollowUpsPage(props)))
  })
  .get(paths.followUpsTable, async (c) => {
    const text = await writeFollowUpsTable(c.var.deps, c.var.signedIn.viewer, filterOf(c))
    return table(c, 'follow-ups', text)
  })
  .get(`${paths.followUps}/${ID}`, (c) => followUpPage(c))
  .post(`${paths.followUps}/${ID}/take`, async (c) => {
    const { back } = await textFields(c, ['back'])
    const result = await takeFollowUp(c.var.deps, c.var.signedIn.viewer, idOf(c))
    return answer(c, result, 'taken', firstPageIn(back))
  })
  .post(`${paths.followUps}/${ID}/notes`, async (c) => {
    const { note } = await textFields(c, ['note'])
    const result = await noteFollowUp(c.var.deps, c.var.signedIn.viewer, idOf(c), note)
    if (result.kind !== 'fault') return answer(c, result, 'noted')
    return faulty(c, { note, faults: [{ field: 'note', message: result.message }] })
  })
  .post(`${paths.followUps}/${ID}/snooze`, async (c) => {
    const typed = await textFields(c, ['reason', 'until'])
    const result = await snoozeFollowUp(c.var.deps, c.var.signedIn.viewer, idOf(c), typed)
    return result.kind === 'faults' ? faulty(c, { ...typed, faults: result.faults }) : answer(c, result, 'snoozed')
  })
  .post(`${paths.followUps}/${ID}/owner`, async (c) => {
    const { owner } = await textFields(c, ['owner'])
    const result = await reassignFollowUp(c.var.deps, c.var.signedIn.viewer, idOf(c), owner)
    if (result.kind === 'fault') return faulty(c, { faults: [{ field: 'owner', message: result.message }] })
    // Whoever gives away what they saw as its owner alone sees it no more.
    const shown = await showFollowUp(c.var.deps, c.var.signedIn.viewer, idOf(c))
    const isGone = shown.kind === 'unknown' && result.kind === 'reassigned'
    return answer(c, result, 'reassigned', isGone ? paths.followUps : undefined)
  })
  .post(`${paths.followUps}/${ID}/close`, async (c) => {
    const { what_we_did: whatWeDid } = await textFields(c, ['what_we_did'])
    const result = await closeFollowUp(c.var.deps, c.var.signedIn.viewer, idOf(c), whatWeDid)
    if (result.kind !== 'fault') return answer(c, result, 'closed')
    return faulty(c, { whatWeDid, faults: [{ field: 'what_we_did', message: result.message }] })
  })
