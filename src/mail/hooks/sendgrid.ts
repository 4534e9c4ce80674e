import { z } from 'zod'
import { bounceDetail, classifyBounce } from '../../core/sending/bounce.ts'
import type { MailEventKind, ReportedEvent } from '../../core/sending/mail-event.ts'
import {
  bytesOf,
  fromBase64,
  type HookRequest,
  instantOf,
  jsonIn,
  type ReadHook,
  withoutBrackets,
} from './hook-request.ts'

/** https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */
const EVENT = z.object({
  event: z.string(),
  email: z.string(),
  timestamp: z.number(),
  sg_event_id: z.string(),
  'smtp-id': z.string().optional(),
  type: z.string().optional(),
  status: z.string().nullish(),
  reason: z.string().nullish(),
})

type Event = z.infer<typeof EVENT>

const P256 = { name: 'ECDSA', namedCurve: 'P-256' }

/** A DER integer as 32 bytes; DER drops zeros in front and adds one where the first bit is set. */
const thirtyTwo = (integer: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(32)
  const digits = integer.subarray(Math.max(0, integer.length - 32))
  bytes.set(digits, 32 - digits.length)
  return bytes
}

/** SendGrid signs in DER (a sequence of two integers); Web Crypto takes both numbers side by side. */
function sideBySide(der: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const rLength = der[3] ?? 0
  const sLength = der[5 + rLength] ?? 0
  if (der[0] !== 0x30 || der[2] !== 0x02 || der[4 + rLength] !== 0x02) return undefined
  if (rLength > 33 || sLength > 33 || der.length !== 6 + rLength + sLength) return undefined
  return new Uint8Array([...thirtyTwo(der.subarray(4, 4 + rLength)), ...thirtyTwo(der.subarray(6 + rLength))])
}

async function isSigned({ body, header, setting }: HookRequest): Promise<boolean> {
  const der = fromBase64(header('x-twilio-email-event-webhook-signature') ?? '')
  const signature = der && sideBySide(der)
  const publicKey = fromBase64(setting)
  if (signature === undefined || publicKey === undefined) return false
  const key = await crypto.subtle.importKey('spki', publicKey, P256, false, ['verify'])
  const signed = bytesOf((header('x-twilio-email-event-webhook-timestamp') ?? '') + body)
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, signed)
}

const wordsOf = (event: Event) => ({ status: event.status ?? null, diagnostic: event.reason ?? null })

/** SendGrid drops what is on its own lists, and says which. */
function dropped(reason: string): MailEventKind | undefined {
  if (/bounced|invalid/i.test(reason)) return 'hard'
  return /spam report/i.test(reason) ? 'complaint' : undefined
}

function kindOf(event: Event): MailEventKind | undefined {
  if (event.event === 'delivered') return 'delivered'
  if (event.event === 'spamreport') return 'complaint'
  if (event.event === 'dropped') return dropped(event.reason ?? '')
  if (event.event !== 'bounce') return undefined
  return event.type === 'blocked' ? 'soft' : classifyBounce(wordsOf(event), 'hard')
}

function eventOf(event: Event): ReportedEvent[] {
  const kind = kindOf(event)
  return kind === undefined
    ? []
    : [
        {
          kind,
          address: event.email,
          messageIds: event['smtp-id'] === undefined ? [] : [withoutBrackets(event['smtp-id'])],
          at: instantOf(event.timestamp),
          eventId: event.sg_event_id,
          detail: kind === 'hard' || kind === 'soft' ? bounceDetail(wordsOf(event)) : null,
        },
      ]
}

/** SendGrid signs time and body by ECDSA, and sends many events at once. */
export async function readSendgrid(request: HookRequest): Promise<ReadHook> {
  if (!(await isSigned(request))) return { kind: 'forged', why: 'wrong signature' }
  const all = z.array(z.unknown()).safeParse(jsonIn(request.body))
  if (!all.success) return { kind: 'unreadable' }
  const events = all.data.flatMap((each) => {
    const event = EVENT.safeParse(each)
    return event.success ? eventOf(event.data) : []
  })
  return { kind: 'events', events }
}
