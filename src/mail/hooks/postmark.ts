import { z } from 'zod'
import { bounceDetail, classifyBounce } from '../../core/sending/bounce.ts'
import type { MailEventKind, ReportedEvent } from '../../core/sending/mail-event.ts'
import { bytesOf, fromBase64, type HookRequest, jsonIn, type ReadHook } from './hook-request.ts'

/** https://postmarkapp.com/developer/webhooks/webhooks-overview */
const EVENT = z.object({
  RecordType: z.string(),
  ID: z.union([z.number(), z.string()]).optional(),
  MessageID: z.string().optional(),
  Type: z.string().optional(),
  Email: z.string().optional(),
  Recipient: z.string().optional(),
  BouncedAt: z.string().optional(),
  DeliveredAt: z.string().optional(),
  Details: z.string().nullish(),
  Description: z.string().nullish(),
  Content: z.string().nullish(),
})

type Event = z.infer<typeof EVENT>

/** Postmark's bounce types that say what they are; others are told by the server's reply. */
const KINDS: Record<string, MailEventKind | undefined> = {
  HardBounce: 'hard',
  BadEmailAddress: 'hard',
  SpamComplaint: 'complaint',
  AutoResponder: 'away',
  Transient: 'soft',
  SoftBounce: 'soft',
  DnsError: 'soft',
  SpamNotification: 'soft',
  Blocked: 'soft',
  DMARCPolicy: 'soft',
  VirusNotification: 'soft',
  ChallengeVerification: 'soft',
  Undeliverable: 'soft',
}

const wordsOf = (event: Event) => ({ status: null, diagnostic: event.Details || event.Description || null })

function kindOf(event: Event): MailEventKind | undefined {
  if (event.RecordType === 'Delivery') return 'delivered'
  if (event.RecordType === 'SpamComplaint') return 'complaint'
  if (event.RecordType !== 'Bounce') return undefined
  const kind = KINDS[event.Type ?? '']
  // A policy that refuses for good is not the end of the address.
  return kind === 'hard' ? classifyBounce(wordsOf(event), 'hard') : kind
}

const instantIn = (text = ''): Date | null => {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? null : at
}

function eventOf(event: Event): ReportedEvent[] {
  const kind = kindOf(event)
  const name = event.ID ?? event.MessageID
  if (kind === undefined || name === undefined) return []
  const messageId = /^message-id:\s*<([^<>\s]+)>/im.exec(event.Content ?? '')?.[1]
  return [
    {
      kind,
      address: event.Email ?? event.Recipient ?? null,
      messageIds: messageId === undefined ? [] : [messageId],
      at: instantIn(event.BouncedAt ?? event.DeliveredAt),
      eventId: `${event.RecordType}:${name}`,
      detail: kind === 'hard' || kind === 'soft' ? bounceDetail(wordsOf(event)) : null,
      ...(kind === 'away' && { words: event.Content ?? event.Details ?? '' }),
    },
  ]
}

const digestOf = async (text: string): Promise<string> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(text))).join()

/** The setting is the password, or user and password with a colon between; digests are compared, so that time tells nothing. */
async function isKnown({ header, setting }: HookRequest): Promise<boolean> {
  const [, encoded] = /^Basic +(\S+) *$/i.exec(header('authorization') ?? '') ?? []
  const given = encoded === undefined ? undefined : fromBase64(encoded)
  if (given === undefined) return false
  const credentials = new TextDecoder().decode(given)
  const password = credentials.slice(credentials.indexOf(':') + 1)
  const [wanted, ...said] = await Promise.all([setting, credentials, password].map(digestOf))
  return said.some((digest) => digest === wanted)
}

/** Postmark signs nothing; it sends the user and password that stand in the address it was given. */
export async function readPostmark(request: HookRequest): Promise<ReadHook> {
  if (!(await isKnown(request))) return { kind: 'forged', why: 'wrong password' }
  const given = jsonIn(request.body)
  const all = (Array.isArray(given) ? given : [given]).map((each) => EVENT.safeParse(each))
  if (all.some(({ success }) => !success)) return { kind: 'unreadable' }
  return { kind: 'events', events: all.flatMap(({ data }) => (data === undefined ? [] : eventOf(data))) }
}
