import { type Context, Hono } from 'hono'
import { dayIn } from '../core/calendar.ts'
import { closeFollowUp } from '../domain/acting/close-follow-up.ts'
import { type OpenedLink, openFollowUpLink } from '../domain/acting/open-follow-up-link.ts'
import { showFollowUp } from '../domain/acting/show-follow-up.ts'
import { snoozeFollowUp } from '../domain/acting/snooze-follow-up.ts'
import { takeFollowUp } from '../domain/acting/take-follow-up.ts'
import { NOTHING_TYPED, type TypedFollowUp } from '../views/acting/follow-up-forms.tsx'
import { FollowUpLinkPage } from '../views/acting/follow-up-link.tsx'
import { page } from '../views/layout.tsx'
import type { Notice } from '../views/notice.tsx'
import type { AppEnv } from './env.ts'
import { frameOf } from './frame.ts'
import { refuse, showSpentFollowUpLink } from './refusals.tsx'
import { FOLLOW_UP_BEATEN, followUpDone, type FollowUpPress } from './staff/acting/follow-up-notices.ts'
import { textFields } from './staff/page-form.ts'

type Link = Extract<OpenedLink, { kind: 'open' }>
type LinkContext = Context<AppEnv>

const pathOf = (c: LinkContext): string => `/f/${c.req.param('token')}`

type Said = { status: 200 | 409 | 422; notice?: Notice | undefined; typed?: TypedFollowUp }

/** The follow-up as far as the link's person may see it, dates as that person writes them. */
async function linkPage(c: LinkContext, link: Link, said: Said): Promise<Response> {
  const shown = await showFollowUp(c.var.deps, link.actor, link.followUpId)
  if (shown.kind === 'unknown') return refuse(c, shown)
  const { status, notice = followUpDone(c.req.query('said'), shown), typed } = said
  const { timeZone, locale } = link
  const frame = { ...(await frameOf(c, notice)), timeZone, locale, today: dayIn(timeZone, c.var.deps.now()) }
  const { followUp, call, mayAct, snoozeDays } = shown
  const props = { frame, followUp, call, mayAct, snoozeDays, path: pathOf(c), ...(typed && { typed }) }
  return c.html(page(FollowUpLinkPage(props)), status)
}

/** Opens the link, then does what was pressed as the link's person. */
async function withLink(c: LinkContext, act: (link: Link) => Promise<Response>): Promise<Response> {
  const link = await openFollowUpLink(c.var.deps, c.req.param('token') ?? '')
  return link.kind === 'open' ? act(link) : showSpentFollowUpLink(c)
}

type Outcome = { kind: string }

async function after(c: LinkContext, link: Link, { kind }: Outcome, done: FollowUpPress): Promise<Response> {
  if (kind === 'unknown' || kind === 'not_yours') return refuse(c, { kind })
  const notice = FOLLOW_UP_BEATEN[kind]
  if (notice !== undefined) return linkPage(c, link, { status: 409, notice })
  return c.redirect(`${pathOf(c)}?said=${done}`, 303)
}

/** The link in an alert: a page that shows, and buttons that act as the person whom the alert was written to. */
export const followUpLinkRoutes = new Hono<AppEnv>()
  .use('/f/*', async (c, next) => {
    c.header('cache-control', 'no-store')
    // As for staff pages: the form must come with our origin; the token in the address goes to no other site.
    c.header('referrer-policy', 'same-origin')
    return next()
  })
  .get('/f/:token', (c) => withLink(c, (link) => linkPage(c, link, { status: 200 })))
  .post('/f/:token/take', (c) =>
    withLink(c, async (link) => after(c, link, await takeFollowUp(c.var.deps, link.actor, link.followUpId), 'taken')),
  )
  .post('/f/:token/snooze', (c) =>
    withLink(c, async (link) => {
      const typed = await textFields(c, ['reason', 'until'])
      const result = await snoozeFollowUp(c.var.deps, link.actor, link.followUpId, typed)
      if (result.kind !== 'faults') return after(c, link, result, 'snoozed')
      return linkPage(c, link, { status: 422, typed: { ...NOTHING_TYPED, ...typed, faults: result.faults } })
    }),
  )
  .post('/f/:token/close', (c) =>
    withLink(c, async (link) => {
      const { what_we_did: whatWeDid } = await textFields(c, ['what_we_did'])
      const result = await closeFollowUp(c.var.deps, link.actor, link.followUpId, whatWeDid)
      if (result.kind !== 'fault') return after(c, link, result, 'closed')
      const faults = [{ field: 'what_we_did', message: result.message }]
      return linkPage(c, link, { status: 422, typed: { ...NOTHING_TYPED, whatWeDid, faults } })
    }),
  )
