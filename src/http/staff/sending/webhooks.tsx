import { type Context, Hono } from 'hono'
import { addWebhook, removeWebhook, showWebhooks, testWebhook } from '../../../domain/sending/webhooks.ts'
import type { Fault } from '../../../views/field.tsx'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import { WebhooksPage, type WebhooksProps } from '../../../views/sending/webhooks.tsx'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { ID, idOf, textFields } from '../page-form.ts'

const SAID: Record<string, Notice> = {
  added: { tone: 'done', text: 'It is added. Send it a test.' },
  removed: { tone: 'done', text: 'It is removed; nothing more is sent there.' },
  tested: { tone: 'done', text: 'A test is on its way. Load this page again in a moment to see how it fared.' },
}

const NOTHING: WebhooksProps['typed'] = { name: '', kind: 'slack', url: '', leadershipOnly: false }

async function webhooksPage(c: Context<AppEnv>, typed = NOTHING, faults: readonly Fault[] = []): Promise<Response> {
  const shown = await showWebhooks(c.var.deps, c.var.signedIn.viewer)
  if (shown.kind !== 'shown') return refuse(c, shown)
  const notice = SAID[c.req.query('said') ?? '']
  const frame = await frameOf(c, notice)
  return c.html(page(WebhooksPage({ frame, webhooks: shown.webhooks, typed, faults })), faults.length > 0 ? 422 : 200)
}

const back = (c: Context<AppEnv>, result: { kind: string }, said: string): Response | Promise<Response> =>
  result.kind === 'not_yours' || result.kind === 'unknown'
    ? refuse(c, { kind: result.kind })
    : c.redirect(`${paths.webhooks}?said=${said}`, 303)

/** Channels and programs, for administrators. */
export const webhookRoutes = new Hono<AppEnv>()
  .get(paths.webhooks, (c) => webhooksPage(c))
  .post(paths.webhooks, async (c) => {
    const typed = await textFields(c, ['name', 'kind', 'url', 'leadership_only'])
    const result = await addWebhook(c.var.deps, c.var.signedIn.viewer, typed)
    if (result.kind !== 'faults') return back(c, result, 'added')
    const { name, kind, url } = typed
    return webhooksPage(c, { name, kind, url, leadershipOnly: typed.leadership_only === 'yes' }, result.faults)
  })
  .post(`${paths.webhooks}/${ID}/test`, async (c) =>
    back(c, await testWebhook(c.var.deps, c.var.signedIn.viewer, idOf(c)), 'tested'),
  )
  .post(`${paths.webhooks}/${ID}/remove`, async (c) =>
    back(c, await removeWebhook(c.var.deps, c.var.signedIn.viewer, idOf(c)), 'removed'),
  )
