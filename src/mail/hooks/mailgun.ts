import { z } from 'zod'
import { bounceDetail, classifyBounce } from '../../core/sending/bounce.ts'
import type { MailEventKind, ReportedEvent } from '../../core/sending/mail-event.ts'
import { bytesOf, type HookRequest, instantOf, jsonIn, type ReadHook, withoutBrackets } from './hook-request.ts'

/** https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhooks-overview */
const SIGNED = z.object({
  signature: z.object({ timestamp: z.coerce.string(), token: z.string(), signature: z.string() }),
  'event-data': z.unknown(),
})

const EVENT = z.object({
  event: z.string(),
  id: z.string(),
  timestamp: z.number(),
  recipient: z.string(),
  severity: z.string().optional(),
  reason: z.string().optional(),
  message: z.object({ headers: z.object({ 'message-id': z.string().optional() }).optional() }).optional(),
  'delivery-status': z
    .object({
      code: z.union([z.number(), z.string()]).nullish(),
      'enhanced-code': z.string().nullish(),
      message: z.string().nullish(),
      description: z.string().nullish(),
    })
    .optional(),
})

type Event = z.infer<typeof EVENT>

/** A signature that was seen on its way is of no use later. */
const FRESH_MS = 15 * 60_000

const fromHex = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text.match(/[0-9a-f]{2}/gi) ?? [], (byte) => Number.parseInt(byte, 16))

async function isSigned(given: z.infer<typeof SIGNED>['signature'], key: string): Promise<boolean> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', bytesOf(key), hmac, false, ['verify'])
  return crypto.subtle.verify(hmac, imported, fromHex(given.signature), bytesOf(given.timestamp + given.token))
}

const wordsOf = ({ 'delivery-status': status }: Event) => ({
  status: status?.['enhanced-code'] ?? null,
  diagnostic: [status?.code, status?.message || status?.description].filter(Boolean).join(' ') || null,
})

function kindOf(event: Event): MailEventKind | undefined {
  if (event.event === 'delivered') return 'delivered'
  if (event.event === 'complained') return 'complaint'
  if (event.event !== 'failed') return undefined
  if (event.reason === 'suppress-unsubscribe') return undefined
  if (event.reason === 'suppress-complaint') return 'complaint'
  if (event.severity === 'temporary') return 'soft'
  // Mailgun's own list: it refuses what has bounced before.
  return event.reason === 'suppress-bounce' ? 'hard' : classifyBounce(wordsOf(event))
}

function eventOf(event: Event): ReportedEvent[] {
  const kind = kindOf(event)
  const messageId = event.message?.headers?.['message-id']
  return kind === undefined
    ? []
    : [
        {
          kind,
          address: event.recipient,
          messageIds: messageId === undefined ? [] : [withoutBrackets(messageId)],
          at: instantOf(event.timestamp),
          eventId: event.id,
          detail: kind === 'hard' || kind === 'soft' ? bounceDetail(wordsOf(event)) : null,
        },
      ]
}

/** Mailgun signs a time and a token by HMAC-SHA256. */
export async function readMailgun({ body, setting, now }: HookRequest): Promise<ReadHook> {
  const signed = SIGNED.safeParse(jsonIn(body))
  if (!signed.success) return { kind: 'forged', why: 'no signature' }
  const { signature } = signed.data
  if (!(await isSigned(signature, setting))) return { kind: 'forged', why: 'wrong signature' }
  const age = Math.abs(now.getTime() - Number(signature.timestamp) * 1000)
  if (!(age <= FRESH_MS)) return { kind: 'forged', why: 'signed too long ago' }
  const event = EVENT.safeParse(signed.data['event-data'])
  return event.success ? { kind: 'events', events: eventOf(event.data) } : { kind: 'unreadable' }
}
