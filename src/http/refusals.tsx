import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { page } from '../views/layout.tsx'
import { MessagePage } from '../views/message.tsx'
import type { AppEnv } from './env.ts'
import { frameOf } from './frame.ts'

/** What a staff page says instead of what was asked for. */
export type Refusal = { kind: 'unknown' } | { kind: 'not_yours' }

type Words = { title: string; text: string; next?: { label: string; path: string } }

const HOME = { label: 'To the first page', path: '/' }

const WORDS: Record<Refusal['kind'], Words & { status: ContentfulStatusCode }> = {
  unknown: {
    status: 404,
    title: 'This page is not here',
    text: 'Nothing stands at this address, or it is not yours to see. Check the address, or start from the first page.',
    next: HOME,
  },
  not_yours: {
    status: 403,
    title: 'This is not yours to do',
    text: 'Your role does not include this. Ask a leader or an administrator of your firm.',
    next: HOME,
  },
}

async function show(c: Context<AppEnv>, words: Words, status: ContentfulStatusCode): Promise<Response> {
  return c.html(page(MessagePage({ frame: await frameOf(c), ...words })), status)
}

export const refuse = (c: Context<AppEnv>, refusal: Refusal): Promise<Response> =>
  show(c, WORDS[refusal.kind], WORDS[refusal.kind].status)

export const showNotFound = (c: Context<AppEnv>): Promise<Response> => refuse(c, { kind: 'unknown' })

/** `methods` are those that the address has. */
export function showWrongMethod(c: Context<AppEnv>, methods: readonly string[]): Promise<Response> {
  c.header('allow', methods.join(', '))
  const text = 'This address takes no requests of this kind. Open it as a page, or start from the first page.'
  return show(c, { title: 'That can’t be done here', text, next: HOME }, 405)
}

/** More was sent than any form of ours holds. */
export const showTooLong = (c: Context<AppEnv>): Promise<Response> =>
  show(
    c,
    {
      title: 'That is more than this page can take',
      text: 'Go back and shorten what was written; nothing that was kept before is lost.',
      next: HOME,
    },
    413,
  )

export const showSpentFollowUpLink = (c: Context<AppEnv>): Promise<Response> =>
  show(
    c,
    {
      title: 'This link has done its work',
      text: 'It is older than 14 days, or incomplete. Sign in to see the follow-up; nothing was changed.',
      next: { label: 'To the follow-ups', path: '/follow-ups' },
    },
    410,
  )

export const showSpentSetUp = (c: Context<AppEnv>): Promise<Response> =>
  show(
    c,
    {
      title: 'This set-up link has done its work',
      text: 'There is an administrator already, or the link is incomplete. Sign in, or copy the whole link.',
      next: { label: 'Sign in', path: '/sign-in' },
    },
    410,
  )

/** Faults are logged in full and shown as one calm sentence. */
export async function showFault(error: Error, c: Context<AppEnv>): Promise<Response> {
  if (error instanceof HTTPException && error.status < 500) {
    const text = 'The request came in a form that this page can’t take, or from another site. Go back, and try again.'
    return show(c, { title: 'That did not work', text, next: HOME }, error.status)
  }
  c.get('deps').log.error('request failed', { path: c.req.routePath, failure: error.stack ?? String(error) })
  const text = 'Something went wrong on our side; nothing you sent before is lost. Try again in a minute.'
  return show(c, { title: 'This page can’t be shown just now', text, next: HOME }, 500).catch(() =>
    // The frame itself reads the firm's name from the database.
    c.text(text, 500),
  )
}
