import { describe, expect, it } from 'vitest'
import type { HookRequest, ReadHook } from '../../../src/mail/hooks/hook-request.ts'
import { readSes } from '../../../src/mail/hooks/ses.ts'
import { createSnsSender, type SignedRequest, type SnsSender } from '../../support/mail-hooks.ts'

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:bounces'
const ADDRESS = 'marta.weber@northwind.example'
const OURS = 'bWVzc2FnZS1vbmU@kestrel.example'
const sender = createSnsSender(TOPIC)

const requestOf = ({ body, headers }: SignedRequest, from: SnsSender = sender): HookRequest => ({
  body,
  header: (name) => new Headers(headers).get(name) ?? undefined,
  setting: TOPIC,
  now: new Date('2026-11-20T10:00:00Z'),
  fetch: from.fetch,
})

const read = (request: SignedRequest, from?: SnsSender) => readSes(requestOf(request, from))
const kindsOf = (hook: ReadHook) => (hook.kind === 'events' ? hook.events.map(({ kind }) => kind) : hook.kind)

const MAIL = {
  messageId: '0102019345e1b0b0-99999999',
  headers: [{ name: 'Message-ID', value: `<${OURS}>` }],
  commonHeaders: { messageId: `<${OURS}>` },
}
const bounce = (bounceType: string, bounceSubType: string, recipient: object = {}) => ({
  notificationType: 'Bounce',
  mail: MAIL,
  bounce: {
    bounceType,
    bounceSubType,
    timestamp: '2026-11-20T09:00:00.000Z',
    bouncedRecipients: [
      {
        emailAddress: ADDRESS,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 user unknown',
        ...recipient,
      },
    ],
  },
})

describe('a notification of Amazon SES', () => {
  it.each(['1', '2'] as const)('is read under a signature of version %s', async (version) => {
    expect(await read(sender.notify(bounce('Permanent', 'General'), 'sns-1', version))).toEqual({
      kind: 'events',
      events: [
        {
          kind: 'hard',
          address: ADDRESS,
          messageIds: [OURS, OURS],
          at: new Date('2026-11-20T09:00:00Z'),
          eventId: `sns-1:${ADDRESS}`,
          detail: 'smtp; 550 5.1.1 user unknown',
        },
      ],
    })
  })

  it.each([
    ['soft', bounce('Transient', 'MailboxFull', { status: '5.2.2' })],
    ['soft', bounce('Undetermined', 'Undetermined', { status: undefined, diagnosticCode: undefined })],
    ['soft', bounce('Permanent', 'General', { status: '5.7.1', diagnosticCode: 'policy' })],
    ['hard', bounce('Permanent', 'General', { status: undefined, diagnosticCode: undefined })],
    ['hard', bounce('Permanent', 'Suppressed', { status: '5.7.1', diagnosticCode: 'on the suppression list' })],
  ])('tells a bounce that is %s', async (kind, message) => {
    expect(kindsOf(await read(sender.notify(message)))).toEqual([kind])
  })

  it('tells complaints and deliveries, by either name of the kind', async () => {
    const complaint = { complainedRecipients: [{ emailAddress: ADDRESS }], complaintFeedbackType: 'abuse' }
    expect(kindsOf(await read(sender.notify({ eventType: 'Complaint', mail: MAIL, complaint })))).toEqual(['complaint'])
    const delivery = { recipients: [ADDRESS, 'jo@northwind.example'], timestamp: '2026-11-20T09:00:00.000Z' }
    expect(kindsOf(await read(sender.notify({ notificationType: 'Delivery', mail: MAIL, delivery })))).toEqual([
      'delivered',
      'delivered',
    ])
    expect(kindsOf(await read(sender.notify({ eventType: 'Open', mail: MAIL })))).toEqual([])
    const greeting = sender.sign({ Type: 'Notification', MessageId: 'g', Message: 'Successfully validated SNS topic' })
    expect(kindsOf(await read(greeting))).toEqual([])
  })

  it('fetches the certificate once', async () => {
    const other = createSnsSender(TOPIC)
    for (const id of ['a', 'b', 'c']) await read(other.notify(bounce('Permanent', 'General'), id), other)
    expect(other.fetched).toEqual([other.certificateUrl])
  })

  it('is not believed when a word of it is changed, signed by another, or about another topic', async () => {
    const good = { Type: 'Notification', MessageId: 'm', Message: JSON.stringify(bounce('Permanent', 'General')) }
    const impostor = createSnsSender(TOPIC)
    const forgeries = [
      sender.sign(good, '2', { Message: JSON.stringify(bounce('Transient', 'General')) }),
      sender.sign(good, '2', { SignatureVersion: '1' }),
      sender.sign(good, '2', { Signature: '*' }),
      impostor.sign(good, '2', { SigningCertURL: sender.certificateUrl }),
      sender.sign({ ...good, TopicArn: `${TOPIC}-other` }),
      { body: 'nothing', headers: {} },
    ]
    for (const forgery of forgeries) expect(await read(forgery)).toMatchObject({ kind: 'forged' })
  })

  it.each([
    'http://sns.eu-west-1.amazonaws.com/x.pem',
    'https://sns.eu-west-1.amazonaws.com.evil.example/x.pem',
    'https://evil.example/sns.eu-west-1.amazonaws.com/x.pem',
    'https://sns.eu-west-1.amazonaws.com@evil.example/x.pem',
    'https://sns.eu-west-1.amazonaws.com:8443/x.pem',
    'https://s3.amazonaws.com/x.pem',
    'not an address',
  ])('fetches no certificate from %s', async (SigningCertURL) => {
    const impostor = createSnsSender(TOPIC)
    const signed = impostor.sign({ Type: 'Notification', MessageId: 'm', Message: '{}' }, '2', { SigningCertURL })
    expect(await read(signed, impostor)).toMatchObject({ kind: 'forged' })
    expect(impostor.fetched).toEqual([])
  })
})

describe('a subscription', () => {
  it('to our topic is confirmed', async () => {
    const other = createSnsSender(TOPIC)
    expect(await read(other.confirm(), other)).toEqual({ kind: 'events', events: [] })
    expect(other.fetched).toEqual([
      other.certificateUrl,
      'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=abc',
    ])
  })

  it('is confirmed nowhere but at Amazon’s', async () => {
    const other = createSnsSender(TOPIC)
    expect(await read(other.confirm('https://evil.example/'), other)).toMatchObject({ kind: 'forged' })
    expect(other.fetched).toEqual([other.certificateUrl])
  })
})
