import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { hasMailHook, receiveMailHook, type ReceivedHook } from '../domain/sending/receive-mail-hook.ts'
import type { AppEnv } from './env.ts'

/** The largest batch that a provider posts is below. */
const MAX_BODY_BYTES = 1024 * 1024

const ANSWERS: Record<ReceivedHook['kind'], { status: ContentfulStatusCode; text: string }> = {
  taken: { status: 200, text: 'Taken.' },
  unknown: { status: 404, text: 'There is no such hook here.' },
  forged: { status: 401, text: 'The signature or password is not the provider’s.' },
  unreadable: { status: 400, text: 'This is not in the provider’s form.' },
}

/** Where mail providers post what became of messages. Nothing is believed before its signature. */
export const mailHookRoutes = new Hono<AppEnv>().post(
  '/hooks/mail/:provider',
  // What is not set up reads no body.
  async (c, next) => {
    const { status, text } = ANSWERS.unknown
    return hasMailHook(c.var.deps, c.req.param('provider')) ? next() : c.text(text, status)
  },
  bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.text('This is too large.', 413) }),
  async (c) => {
    const header = (name: string): string | undefined => c.req.header(name)
    const received = await receiveMailHook(c.var.deps, c.req.param('provider'), { body: await c.req.text(), header })
    const { status, text } = ANSWERS[received.kind]
    return c.text(text, status)
  },
)
