import { parseOutsideUrl } from '../../core/sending/outside-address.ts'
import { WEBHOOK_KINDS } from '../../core/sending/webhook.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { deleteWebhook, findWebhook, insertWebhook, listWebhooks, queueWebhookTest } from '../../db/sending/webhooks.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'
import { webhookSecret } from './webhook-content.ts'

export type TypedWebhook = { name: string; kind: string; url: string; leadership_only: string }

const MAX_NAME = 80

/** An address is a secret: its host, and its last letters to tell it by. */
const shownUrl = (url: string): string => `${new URL(url).hostname}/…${url.slice(-4)}`

/** Every webhook with how its last messages fared; programs with the secret that they check signatures by. */
export async function showWebhooks(deps: Deps, actor: Actor) {
  if (actor.role !== 'admin') return { kind: 'not_yours' as const }
  const webhooks = await listWebhooks(deps.db)
  const shown = webhooks.map(async ({ id, name, kind, url, leadershipOnly, addedAt, addedByName, lately }) => ({
    id,
    name,
    kind,
    address: shownUrl(url),
    leadershipOnly,
    addedAt,
    addedByName,
    secret: kind === 'signed' ? webhookSecret(deps, id) : null,
    lately: lately.map((message) => ({ ...message, at: new Date(message.at) })),
  }))
  return { kind: 'shown' as const, webhooks: await Promise.all(shown) }
}

/** Adds a channel or a program, after its address has been checked. */
export async function addWebhook(deps: Deps, actor: Actor, typed: TypedWebhook) {
  if (actor.role !== 'admin') return { kind: 'not_yours' as const }
  const faults: { field: string; message: string }[] = []
  const name = typed.name.trim().replaceAll(/\s+/g, ' ')
  if (name === '') faults.push({ field: 'name', message: 'Name it, such as #clients' })
  if (name.length > MAX_NAME) faults.push({ field: 'name', message: `Shorten the name to ${MAX_NAME} characters` })
  const kind = WEBHOOK_KINDS.find((each) => each === typed.kind)
  if (kind === undefined) faults.push({ field: 'kind', message: 'Choose what listens there' })
  const parsed = parseOutsideUrl(typed.url)
  if ('fault' in parsed) faults.push({ field: 'url', message: parsed.fault })
  if ('fault' in parsed || kind === undefined || faults.length > 0) return { kind: 'faults' as const, faults }
  const at = deps.now()
  const leadershipOnly = typed.leadership_only === 'yes'
  await deps.db.transaction().execute(async (trx) => {
    const webhook = { name, kind, url: parsed.url, leadershipOnly, addedBy: actor.staffId, addedAt: at }
    const id = await insertWebhook(trx, webhook)
    await insertAudit(trx, { at, staffId: actor.staffId, action: 'webhook_added', detail: { webhook: id, name } })
  })
  return { kind: 'added' as const }
}

/** Removes a webhook and what waits for it. */
export async function removeWebhook(deps: Deps, actor: Actor, id: number) {
  if (actor.role !== 'admin') return { kind: 'not_yours' as const }
  return deps.db.transaction().execute(async (trx) => {
    const webhook = await findWebhook(trx, id)
    if (webhook === undefined) return { kind: 'unknown' as const }
    await deleteWebhook(trx, id)
    const detail = { webhook: id, name: webhook.name }
    await insertAudit(trx, { at: deps.now(), staffId: actor.staffId, action: 'webhook_removed', detail })
    return { kind: 'removed' as const }
  })
}

/** Queues a test message, which leaves within seconds. */
export async function testWebhook(deps: Deps, actor: Actor, id: number) {
  if (actor.role !== 'admin') return { kind: 'not_yours' as const }
  if ((await findWebhook(deps.db, id)) === undefined) return { kind: 'unknown' as const }
  await queueWebhookTest(deps.db, id, deps.now())
  return { kind: 'queued' as const }
}
