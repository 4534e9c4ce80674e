import { type Context, Hono } from 'hono'
import { showReply } from '../../../domain/acting/show-reply.ts'
import {
  keepReply,
  type ReplyRefusal,
  sendReply,
  skipReply,
  type TypedReply,
} from '../../../domain/acting/write-reply.ts'
import { ReplyPage } from '../../../views/acting/reply.tsx'
import type { Fault } from '../../../views/field.tsx'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { MAIL_POLICY } from '../sending/mail-policy.ts'
import { ID, idOf, textFields } from '../page-form.ts'

type Said = { status: 200 | 409 | 422; notice?: Notice; typed?: TypedReply; faults?: readonly Fault[] }

const DECIDED: Notice = { tone: 'fault', text: 'Somebody has sent or skipped it in the meantime; nothing was changed.' }

async function replyPage(c: Context<AppEnv>, said: Said = { status: 200 }): Promise<Response> {
  const shown = await showReply(c.var.deps, c.var.signedIn.viewer, idOf(c))
  if (shown.kind !== 'shown') return refuse(c, shown)
  const { kind: _, ...props } = shown
  const { status, notice, typed, faults = [] } = said
  const { youSaid, weDid, senderId } = shown.reply
  const values = typed
    ? { youSaid: typed.you_said, weDid: typed.we_did, sender: typed.sender }
    : { youSaid: youSaid ?? '', weDid, sender: `${senderId}` }
  return c.html(page(ReplyPage({ frame: await frameOf(c, notice), ...props, values, faults })), status)
}

function answer(c: Context<AppEnv>, result: ReplyRefusal | { kind: 'kept' | 'sent' | 'skipped' }) {
  if (result.kind === 'unknown' || result.kind === 'not_yours') return refuse(c, result)
  if (result.kind === 'decided') return replyPage(c, { status: 409, notice: DECIDED })
  const next =
    result.kind === 'kept' ? `${paths.reply(idOf(c))}?kept=yes` : `${paths.followUp(idOf(c))}?said=${result.kind}`
  return c.redirect(next, 303)
}

const KEPT: Notice = { tone: 'done', text: 'It is saved, and stands below as it will look. Nothing is sent yet.' }

/** What is written back to a client: edited, looked at, sent or skipped. */
export const replyRoutes = new Hono<AppEnv>()
  .get(`${paths.followUps}/${ID}/reply`, (c) =>
    replyPage(c, { status: 200, ...(c.req.query('kept') !== undefined && { notice: KEPT }) }),
  )
  .get(`${paths.followUps}/${ID}/reply/preview`, async (c) => {
    const shown = await showReply(c.var.deps, c.var.signedIn.viewer, idOf(c))
    if (shown.kind !== 'shown') return refuse(c, shown)
    c.header('content-security-policy', MAIL_POLICY)
    return c.html(shown.message.html)
  })
  .post(`${paths.followUps}/${ID}/reply`, async (c) => {
    const { do: does, ...typed } = await textFields(c, ['you_said', 'we_did', 'sender', 'do'])
    const write = does === 'send' ? sendReply : keepReply
    const result = await write(c.var.deps, c.var.signedIn.viewer, idOf(c), typed)
    if (result.kind === 'faults') return replyPage(c, { status: 422, typed, faults: result.faults })
    // The page says why.
    if (result.kind === 'impossible') return replyPage(c, { status: 409, typed })
    return answer(c, result)
  })
  .post(`${paths.followUps}/${ID}/reply/skip`, async (c) =>
    answer(c, await skipReply(c.var.deps, c.var.signedIn.viewer, idOf(c))),
  )
