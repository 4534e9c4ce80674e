import { importX509 } from 'jose'
import { z } from 'zod'
import { bytesOf, fromBase64, type HookRequest, jsonIn } from './hook-request.ts'

/** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
const ENVELOPE = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string(),
  TopicArn: z.string(),
  Subject: z.string().nullish(),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
  Token: z.string().optional(),
  SubscribeURL: z.string().optional(),
})

export type SnsMessage = z.infer<typeof ENVELOPE>

const SIGNED_FIELDS = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const

/** Whether an address is Amazon's own: whoever may choose another one signs what they like. */
export function isSnsAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  const isPlain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === ''
  return isPlain && /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(url.hostname)
}

const SIGNING = 'RSASSA-PKCS1-v1_5'
const HASHES = { 1: 'SHA-1', 2: 'SHA-256' } as const
const CERTIFICATES_KEPT = 8

/** Public keys by the address of their certificate: what stands there never changes; a new one has a new address. */
const keys = new Map<string, ArrayBuffer>()

/** The public key of the certificate at an address of Amazon's; undefined where there is none. */
async function publicKeyAt(url: string, fetch: HookRequest['fetch']): Promise<ArrayBuffer | undefined> {
  const kept = keys.get(url)
  if (kept !== undefined) return kept
  const response = await fetch(url)
  if (!response.ok) return undefined
  const certificate = await importX509(await response.text(), 'RS256', { extractable: true }).catch(() => undefined)
  if (certificate === undefined) return undefined
  const key = await crypto.subtle.exportKey('spki', certificate)
  if (keys.size >= CERTIFICATES_KEPT) keys.clear()
  keys.set(url, key)
  return key
}

async function isSigned(message: SnsMessage, fetch: HookRequest['fetch']): Promise<boolean> {
  const signature = fromBase64(message.Signature)
  if (signature === undefined || !isSnsAddress(message.SigningCertURL)) return false
  const publicKey = await publicKeyAt(message.SigningCertURL, fetch)
  if (publicKey === undefined) return false
  const fields = SIGNED_FIELDS[message.Type].filter((name) => message[name] !== undefined && message[name] !== null)
  const text = fields.map((name) => `${name}\n${message[name]}\n`).join('')
  // Version 1 signs by SHA-1, which is for Amazon to choose.
  const algorithm = { name: SIGNING, hash: HASHES[message.SignatureVersion] }
  const key = await crypto.subtle.importKey('spki', publicKey, algorithm, false, ['verify'])
  return crypto.subtle.verify(SIGNING, key, signature, bytesOf(text))
}

export type ReadSns = { kind: 'message'; message: SnsMessage } | { kind: 'forged'; why: string }

/** A message of Amazon's notification service, for the topic that the setting names. */
export async function readSns({ body, setting, fetch }: HookRequest): Promise<ReadSns> {
  const parsed = ENVELOPE.safeParse(jsonIn(body))
  if (!parsed.success) return { kind: 'forged', why: 'no signed message' }
  if (parsed.data.TopicArn !== setting) return { kind: 'forged', why: 'another topic' }
  return (await isSigned(parsed.data, fetch))
    ? { kind: 'message', message: parsed.data }
    : { kind: 'forged', why: 'wrong signature' }
}
