import { z } from 'zod'
import { bounceDetail, classifyBounce } from '../../core/sending/bounce.ts'
import type { MailEventKind, ReportedEvent } from '../../core/sending/mail-event.ts'
import { type HookRequest, jsonIn, type ReadHook, withoutBrackets } from './hook-request.ts'
import { isSnsAddress, readSns, type SnsMessage } from './sns.ts'

const BOUNCED = z.object({
  emailAddress: z.string(),
  status: z.string().optional(),
  diagnosticCode: z.string().optional(),
})

/** https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html, by either name of its kind */
const NOTIFICATION = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  mail: z
    .object({
      headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
      commonHeaders: z.object({ messageId: z.string().optional() }).optional(),
    })
    .optional(),
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().optional(),
      bouncedRecipients: z.array(BOUNCED),
      timestamp: z.iso.datetime({ offset: true }).optional(),
    })
    .optional(),
  complaint: z
    .object({
      complainedRecipients: z.array(z.object({ emailAddress: z.string() })),
      complaintFeedbackType: z.string().nullish(),
      timestamp: z.iso.datetime({ offset: true }).optional(),
    })
    .optional(),
  delivery: z
    .object({ recipients: z.array(z.string()), timestamp: z.iso.datetime({ offset: true }).optional() })
    .optional(),
})

type Notification = z.infer<typeof NOTIFICATION>

type Told = { kind: MailEventKind; address: string; detail: string | null; timestamp: string | undefined }

/** Amazon refuses by itself what has bounced before, or what has no host. */
const HARD_FOR_SURE = new Set(['NoEmail', 'Suppressed', 'OnAccountSuppressionList'])

function bouncesIn({ bounce }: Notification): Told[] {
  if (bounce === undefined) return []
  return bounce.bouncedRecipients.map(({ emailAddress, status, diagnosticCode }) => {
    const words = { status: status ?? null, diagnostic: diagnosticCode ?? null }
    const isSure = HARD_FOR_SURE.has(bounce.bounceSubType ?? '')
    const permanent = isSure ? ('hard' as const) : classifyBounce(words, 'hard')
    const kind = bounce.bounceType === 'Permanent' ? permanent : ('soft' as const)
    return { kind, address: emailAddress, detail: bounceDetail(words), timestamp: bounce.timestamp }
  })
}

function complaintsIn({ complaint }: Notification): Told[] {
  if (complaint === undefined || complaint.complaintFeedbackType === 'not-spam') return []
  return complaint.complainedRecipients.map(({ emailAddress }) => ({
    kind: 'complaint',
    address: emailAddress,
    detail: complaint.complaintFeedbackType ?? null,
    timestamp: complaint.timestamp,
  }))
}

const deliveriesIn = ({ delivery }: Notification): Told[] =>
  (delivery?.recipients ?? []).map((address) => ({
    kind: 'delivered',
    address,
    detail: null,
    timestamp: delivery?.timestamp,
  }))

/** Our own Message-ID where the topic is set to bring headers along; Amazon gives messages one of its own. */
function messageIdsIn({ mail }: Notification): string[] {
  const header = mail?.headers?.find(({ name }) => name.toLowerCase() === 'message-id')?.value
  return [header, mail?.commonHeaders?.messageId].flatMap((id) => (id === undefined ? [] : [withoutBrackets(id)]))
}

const READERS: Record<string, ((notification: Notification) => Told[]) | undefined> = {
  Bounce: bouncesIn,
  Complaint: complaintsIn,
  Delivery: deliveriesIn,
}

function eventsIn(message: SnsMessage): ReadHook {
  const parsed = NOTIFICATION.safeParse(jsonIn(message.Message))
  // Amazon greets a new topic with plain words.
  if (!parsed.success) return { kind: 'events', events: [] }
  const messageIds = messageIdsIn(parsed.data)
  const read = READERS[parsed.data.notificationType ?? parsed.data.eventType ?? '']
  const events = (read?.(parsed.data) ?? []).map(({ kind, address, detail, timestamp }): ReportedEvent => ({
    kind,
    address,
    messageIds,
    at: timestamp === undefined ? null : new Date(timestamp),
    eventId: `${message.MessageId}:${address.toLowerCase()}`,
    detail,
  }))
  return { kind: 'events', events }
}

/** Amazon SES by way of SNS; a subscription to the firm's own topic is confirmed. */
export async function readSes(request: HookRequest): Promise<ReadHook> {
  const read = await readSns(request)
  if (read.kind === 'forged') return read
  const { message } = read
  if (message.Type === 'Notification') return eventsIn(message)
  if (message.Type === 'UnsubscribeConfirmation') return { kind: 'events', events: [] }
  if (message.SubscribeURL === undefined || !isSnsAddress(message.SubscribeURL)) {
    return { kind: 'forged', why: 'a confirmation elsewhere' }
  }
  const confirmed = await request.fetch(message.SubscribeURL)
  if (!confirmed.ok) throw new Error(`the subscription could not be confirmed: ${confirmed.status}`)
  return { kind: 'events', events: [] }
}
