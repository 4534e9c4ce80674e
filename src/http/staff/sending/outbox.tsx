import { Hono } from 'hono'
import { showEmail, showOutbox, writeOutboxTable } from '../../../domain/sending/show-outbox.ts'
import { page } from '../../../views/layout.tsx'
import { OutboxMessagePage } from '../../../views/sending/outbox-message.tsx'
import { OutboxPage } from '../../../views/sending/outbox.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { MAIL_POLICY } from './mail-policy.ts'
import { ID, idOf } from '../page-form.ts'
import { streamOf, table } from '../table.ts'

const cursorOf = (before: string | undefined): number | null =>
  before !== undefined && /^[1-9]\d{0,17}$/.test(before) ? Number(before) : null

/** What was mailed, for administrators. */
export const outboxRoutes = new Hono<AppEnv>()
  .get(paths.outbox, async (c) => {
    const shown = await showOutbox(c.var.deps, c.var.signedIn.viewer, cursorOf(c.req.query('before')))
    if (shown.kind !== 'shown') return refuse(c, shown)
    const { sending, unheard, emails, olderBefore } = shown
    const olderPath = olderBefore === null ? null : `${paths.outbox}?before=${olderBefore}`
    return c.html(page(OutboxPage({ frame: await frameOf(c), sending, unheard, emails, olderPath })))
  })
  .get(paths.outboxTable, (c) => {
    const pieces = writeOutboxTable(c.var.deps, c.var.signedIn.viewer)
    return pieces === undefined ? refuse(c, { kind: 'not_yours' }) : table(c, 'outbox', streamOf(pieces))
  })
  .get(`${paths.outbox}/${ID}`, async (c) => {
    const shown = await showEmail(c.var.deps, c.var.signedIn.viewer, idOf(c))
    if (shown.kind !== 'shown') return refuse(c, shown)
    return c.html(page(OutboxMessagePage({ frame: await frameOf(c), email: shown.email })))
  })
  .get(`${paths.outbox}/${ID}/html`, async (c) => {
    const shown = await showEmail(c.var.deps, c.var.signedIn.viewer, idOf(c))
    if (shown.kind !== 'shown') return refuse(c, shown)
    c.header('content-security-policy', MAIL_POLICY)
    return c.html(shown.html)
  })
