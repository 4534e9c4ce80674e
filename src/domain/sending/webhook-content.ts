import { signedHeaders, webhookSecretOf } from '../../core/sending/webhook-signature.ts'
import { type ChannelFacts, slackBody, teamsBody } from '../../core/sending/webhook.ts'
import { deriveToken } from '../../core/token.ts'
import type { FollowUpReason } from '../../core/words.ts'
import {
  type DueWebhookMessage,
  findFollowUpFacts,
  findResponseFacts,
  type Webhook,
} from '../../db/sending/webhooks.ts'
import type { Deps } from '../../deps.ts'

/** A message as it is posted; null: there is nothing that its readers may hear. */
export type WebhookPost = { body: string; headers: Record<string, string> } | null

type Facts = NonNullable<Awaited<ReturnType<typeof findFollowUpFacts>>>

const WHY: Record<FollowUpReason, string> = {
  low: 'Low answer',
  fall: 'Fall',
  call_me: 'Asked for a call',
  silence: 'Silence of a decision maker',
}

/** Why, as far as everybody in a channel may know. */
const reasonsOf = ({ reasons, fellFromHidden }: Facts, { leadershipOnly }: Webhook): FollowUpReason[] =>
  fellFromHidden && !leadershipOnly ? reasons.filter((reason) => reason !== 'fall') : reasons

function channelFacts(baseUrl: string, facts: Facts, { event, webhook }: DueWebhookMessage): ChannelFacts {
  const why = reasonsOf(facts, webhook).map((reason) => WHY[reason])
  const title = event === 'follow_up.escalated' ? 'A follow-up is overdue' : 'A client needs to hear from us'
  return {
    title,
    lines: [
      { name: 'Account', value: facts.accountName },
      { name: 'Engagement', value: facts.engagementName },
      { name: 'PM', value: facts.pmName },
      { name: 'Owner', value: facts.ownerName },
      ...(why.length > 0 ? [{ name: 'Why', value: why.join(', ') }] : []),
    ],
    url: `${baseUrl}/follow-ups/${facts.id}`,
  }
}

const TEST: Omit<ChannelFacts, 'url'> = { title: 'FirstCall can post here', lines: [] }

/** The secret by which a program knows our messages; derived, so that the database holds none. */
export const webhookSecret = (deps: Pick<Deps, 'config'>, webhookId: number): string =>
  webhookSecretOf(deriveToken(deps.config.secret, 'webhook', webhookId))

function followUpData(baseUrl: string, facts: Facts, { webhook }: DueWebhookMessage): Record<string, unknown> {
  return {
    id: facts.id,
    response_ref: facts.responseRef,
    account_ref: facts.accountRef,
    engagement_ref: facts.engagementRef,
    contact_ref: facts.contactRef,
    pm_ref: facts.pmRef,
    owner_ref: facts.ownerRef,
    reasons: reasonsOf(facts, webhook),
    state: facts.state,
    opened_at: facts.openedAt.toISOString(),
    due_at: facts.dueAt.toISOString(),
    url: `${baseUrl}/follow-ups/${facts.id}`,
  }
}

/** What happened, as a program reads it; null where it is for leadership only and the webhook is not. */
async function dataOf(deps: Deps, message: DueWebhookMessage): Promise<Record<string, unknown> | null> {
  const { followUpId, responseId, webhook } = message
  if (followUpId !== null) {
    const facts = await findFollowUpFacts(deps.db, followUpId)
    const isHidden = facts?.visibility === 'leadership' && !webhook.leadershipOnly
    return facts && !isHidden ? followUpData(deps.config.baseUrl, facts, message) : null
  }
  if (responseId === null) return {}
  const facts = await findResponseFacts(deps.db, responseId)
  if (!facts || (facts.visibility === 'leadership' && !webhook.leadershipOnly)) return null
  return {
    response_ref: facts.ref,
    milestone_ref: facts.milestoneRef,
    engagement_ref: facts.engagementRef,
    account_ref: facts.accountRef,
    contact_ref: facts.contactRef,
    pm_ref: facts.pmRef,
    answered_at: facts.answeredAt.toISOString(),
  }
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

async function signedPost(deps: Deps, message: DueWebhookMessage): Promise<WebhookPost> {
  const data = await dataOf(deps, message)
  if (data === null) return null
  const body = JSON.stringify({ type: message.event, timestamp: message.createdAt.toISOString(), data })
  const secret = webhookSecret(deps, message.webhookId)
  return {
    body,
    headers: { ...JSON_TYPE, ...(await signedHeaders(secret, { id: `msg_${message.id}`, at: deps.now(), body })) },
  }
}

/**
 * What is posted to a webhook, made when it is sent. A channel is everybody who reads it: no words and no number of a
 * client, and nothing at all about an answer for leadership only unless leadership alone reads there.
 */
export async function renderWebhookMessage(deps: Deps, message: DueWebhookMessage): Promise<WebhookPost> {
  const { webhook, followUpId } = message
  if (webhook.kind === 'signed') return signedPost(deps, message)
  const { baseUrl } = deps.config
  const facts = followUpId === null ? undefined : await findFollowUpFacts(deps.db, followUpId)
  if (facts?.visibility === 'leadership' && !webhook.leadershipOnly) return null
  const said = facts ? channelFacts(baseUrl, facts, message) : { ...TEST, url: `${baseUrl}/follow-ups` }
  return { body: JSON.stringify(webhook.kind === 'slack' ? slackBody(said) : teamsBody(said)), headers: JSON_TYPE }
}
