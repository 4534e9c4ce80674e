import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { createCertificate } from './certificate.ts'

/** A request as a provider would post it. */
export type SignedRequest = { body: string; headers: Record<string, string> }

export type SnsSender = ReturnType<typeof createSnsSender>

let certificates = 0

/** Amazon's notification service with a key of its own; `fetch` serves its certificate and takes confirmations. */
export function createSnsSender(topic: string) {
  const { privateKey, certificate } = createCertificate()
  const host = 'https://sns.eu-west-1.amazonaws.com'
  const certificateUrl = `${host}/SimpleNotificationService-${(certificates += 1)}.pem`
  const fetched: string[] = []
  const sign = (
    fields: Record<string, string>,
    version: '1' | '2' = '2',
    changed: Record<string, string> = {},
  ): SignedRequest => {
    const whole: Record<string, string> = { TopicArn: topic, Timestamp: '2026-11-20T10:00:00.000Z', ...fields }
    const text = Object.keys(whole)
      .sort()
      .map((name) => `${name}\n${whole[name]}\n`)
      .join('')
    const Signature = createSign(version === '1' ? 'sha1' : 'sha256')
      .update(text)
      .sign(privateKey, 'base64')
    const envelope = { SignatureVersion: version, Signature, SigningCertURL: certificateUrl }
    const body = JSON.stringify({ ...whole, ...envelope, ...changed })
    return { body, headers: { 'content-type': 'text/plain; charset=UTF-8' } }
  }
  return {
    sign,
    notify: (message: unknown, id = 'sns-1', version?: '1' | '2') =>
      sign({ Type: 'Notification', MessageId: id, Message: JSON.stringify(message) }, version),
    confirm: (url = `${host}/?Action=ConfirmSubscription&Token=abc`) =>
      sign({ Type: 'SubscriptionConfirmation', MessageId: 'c-1', Message: 'Confirm', Token: 'abc', SubscribeURL: url }),
    fetch: async (url: string): Promise<Response> => {
      fetched.push(url)
      return new Response(url === certificateUrl ? certificate : '<ConfirmSubscriptionResponse/>')
    },
    fetched,
    certificateUrl,
  }
}

/** SendGrid with a key of its own. */
export function createSendgridSender() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    sign: (events: unknown): SignedRequest => {
      const body = JSON.stringify(events)
      const timestamp = '1795168800'
      const signature = createSign('sha256')
        .update(timestamp + body)
        .sign(privateKey, 'base64')
      const name = 'X-Twilio-Email-Event-Webhook'
      return { body, headers: { [`${name}-Signature`]: signature, [`${name}-Timestamp`]: timestamp } }
    },
  }
}

/** An event as Mailgun signs it with `key` at `at`. */
export function signedByMailgun(key: string, at: Date, event: unknown): SignedRequest {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const token = 'a8ce0edb2dd8301dee6c2405235584e45aa91d1e9f979f3de0'
  const signature = createHmac('sha256', key)
    .update(timestamp + token)
    .digest('hex')
  const body = JSON.stringify({ signature: { timestamp, token, signature }, 'event-data': event })
  return { body, headers: { 'content-type': 'application/json' } }
}

/** What Postmark posts to an address with a user and a password in it. */
export const sentByPostmark = (credentials: string, event: unknown): SignedRequest => ({
  body: JSON.stringify(event),
  headers: { authorization: `Basic ${btoa(credentials)}`, 'content-type': 'application/json' },
})
