import { describe, expect, it } from 'vitest'
import type { HookRequest, ReadHook } from '../../../src/mail/hooks/hook-request.ts'
import { readMailgun } from '../../../src/mail/hooks/mailgun.ts'
import { readPostmark } from '../../../src/mail/hooks/postmark.ts'
import { readSendgrid } from '../../../src/mail/hooks/sendgrid.ts'
import { createSendgridSender, sentByPostmark, signedByMailgun, type SignedRequest } from '../../support/mail-hooks.ts'

const NOW = new Date('2026-11-20T10:00:00Z')
const ADDRESS = 'marta.weber@northwind.example'
const OURS = 'bWVzc2FnZS1vbmU@kestrel.example'

const requestOf = ({ body, headers }: SignedRequest, setting: string): HookRequest => ({
  body,
  header: (name) => new Headers(headers).get(name) ?? undefined,
  setting,
  now: NOW,
  fetch: async () => new Response(null, { status: 404 }),
})

const kindsOf = (read: ReadHook) => (read.kind === 'events' ? read.events.map(({ kind }) => kind) : read.kind)

describe('Mailgun', () => {
  const read = (event: unknown, key = 'key', at = NOW) => readMailgun(requestOf(signedByMailgun('key', at, event), key))
  const failed = (more: object) => ({
    event: 'failed',
    id: 'G9Bn5sl1TC6nu79C8C0bwg',
    timestamp: 1_795_168_700.5,
    recipient: ADDRESS,
    severity: 'permanent',
    reason: 'bounce',
    message: { headers: { 'message-id': OURS, to: ADDRESS } },
    'delivery-status': { code: 550, 'enhanced-code': '5.1.1', message: `5.1.1 <${ADDRESS}> user unknown` },
    ...more,
  })

  it('says what happened to which message', async () => {
    const event = { kind: 'hard', address: ADDRESS, messageIds: [OURS], eventId: 'G9Bn5sl1TC6nu79C8C0bwg' }
    expect(await read(failed({}))).toMatchObject({
      events: [{ ...event, at: new Date(1_795_168_700_500), detail: '550 5.1.1 … user unknown' }],
    })
  })

  it.each([
    ['hard', { reason: 'suppress-bounce', 'delivery-status': { code: 605, message: 'Not delivering' } }],
    ['complaint', { reason: 'suppress-complaint' }],
    ['soft', { severity: 'temporary', 'delivery-status': { code: 451, message: 'try later' } }],
    ['soft', { 'delivery-status': { code: 550, message: '5.7.1 blocked by policy' } }],
    ['complaint', { event: 'complained' }],
    ['delivered', { event: 'delivered' }],
  ])('tells %s apart', async (kind, more) => {
    expect(kindsOf(await read(failed(more)))).toEqual([kind])
  })

  it('says nothing by what we do not know', async () => {
    expect(await read(failed({ event: 'opened' }))).toEqual({ kind: 'events', events: [] })
    expect(await read(failed({ reason: 'suppress-unsubscribe' }))).toEqual({ kind: 'events', events: [] })
    expect(await read({ nothing: 'known' })).toEqual({ kind: 'unreadable' })
  })

  it('is believed by its signature alone, and not a quarter of an hour later', async () => {
    expect(await read(failed({}), 'another key')).toMatchObject({ kind: 'forged' })
    expect(await read(failed({}), 'key', new Date(NOW.getTime() - 16 * 60_000))).toMatchObject({ kind: 'forged' })
    expect(kindsOf(await read(failed({}), 'key', new Date(NOW.getTime() - 14 * 60_000)))).toEqual(['hard'])
    for (const body of ['', '[]', '{"signature":{"timestamp":"x","token":"","signature":""}}']) {
      expect(await readMailgun(requestOf({ body, headers: {} }, 'key'))).toMatchObject({ kind: 'forged' })
    }
  })
})

describe('SendGrid', () => {
  const sender = createSendgridSender()
  const event = (more: object) => ({
    email: ADDRESS,
    timestamp: 1_795_168_700,
    'smtp-id': `<${OURS}>`,
    sg_event_id: 'ZGVsaXZlcmVk',
    event: 'bounce',
    type: 'bounce',
    status: '5.1.1',
    reason: '550 5.1.1 user unknown',
    ...more,
  })
  const read = (events: unknown) => readSendgrid(requestOf(sender.sign(events), sender.publicKey))

  it('sends many events at once', async () => {
    const kinds = await read([
      event({}),
      event({ status: '', reason: 'gone' }),
      event({ type: 'blocked', status: '5.7.1', reason: 'blocked' }),
      event({ event: 'dropped', reason: 'Bounced Address' }),
      event({ event: 'dropped', reason: 'Spam Reporting Address' }),
      event({ event: 'dropped', reason: 'Unsubscribed Address' }),
      event({ event: 'spamreport' }),
      event({ event: 'delivered' }),
      event({ event: 'deferred' }),
      event({ event: 'open' }),
      { odd: true },
    ])
    expect(kindsOf(kinds)).toEqual(['hard', 'hard', 'soft', 'hard', 'complaint', 'complaint', 'delivered'])
    expect(await read([event({})])).toMatchObject({
      events: [{ address: ADDRESS, messageIds: [OURS], eventId: 'ZGVsaXZlcmVk', detail: '550 5.1.1 user unknown' }],
    })
  })

  it('is believed by its signature alone, over time and body', async () => {
    const signed = sender.sign([event({})])
    const [name = ''] = Object.keys(signed.headers)
    const faults: SignedRequest[] = [
      { ...signed, body: signed.body.replace('5.1.1', '5.1.2') },
      { ...signed, headers: { ...signed.headers, 'X-Twilio-Email-Event-Webhook-Timestamp': '1' } },
      { ...signed, headers: { ...signed.headers, [name]: 'MEUCIQ==' } },
      { ...signed, headers: { ...signed.headers, [name]: '*' } },
      { ...signed, headers: {} },
    ]
    for (const fault of faults) {
      expect(await readSendgrid(requestOf(fault, sender.publicKey))).toMatchObject({ kind: 'forged' })
    }
    expect(await readSendgrid(requestOf(signed, createSendgridSender().publicKey))).toMatchObject({ kind: 'forged' })
  })

  it('is verified whatever the length of the numbers in its signature', async () => {
    for (let count = 0; count < 200; count += 1) {
      expect(kindsOf(await read([event({ sg_event_id: `id-${count}` })]))).toEqual(['hard'])
    }
  })
})

describe('Postmark', () => {
  const read = (event: unknown, credentials = 'postmark:open sesame', setting = 'open sesame') =>
    readPostmark(requestOf(sentByPostmark(credentials, event), setting))
  const bounce = (Type: string, more: object = {}) => ({
    RecordType: 'Bounce',
    ID: 42,
    MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
    Type,
    Email: ADDRESS,
    BouncedAt: '2026-11-20T09:00:00Z',
    Details: 'smtp;550 5.1.1 user unknown',
    ...more,
  })

  it.each([
    ['hard', bounce('HardBounce')],
    ['soft', bounce('HardBounce', { Details: 'smtp;550 5.7.1 rejected by policy' })],
    ['hard', bounce('BadEmailAddress', { Details: '' })],
    ['soft', bounce('Transient')],
    ['soft', bounce('SpamNotification')],
    ['complaint', bounce('SpamComplaint')],
    ['complaint', { ...bounce('SpamComplaint'), RecordType: 'SpamComplaint' }],
    ['away', bounce('AutoResponder', { Content: 'Away until 5 December' })],
    [
      'delivered',
      { RecordType: 'Delivery', MessageID: 'm-1', Recipient: ADDRESS, DeliveredAt: '2026-11-20T09:00:00Z' },
    ],
  ])('tells %s apart', async (kind, event) => {
    expect(await read(event)).toMatchObject({
      events: [{ kind, address: ADDRESS, at: new Date('2026-11-20T09:00:00Z') }],
    })
  })

  it('says nothing by what we do not know', async () => {
    expect(await read({ RecordType: 'Open', MessageID: 'm' })).toEqual({ kind: 'events', events: [] })
    expect(await read(bounce('AddressChange'))).toEqual({ kind: 'events', events: [] })
    expect(await read('words')).toEqual({ kind: 'unreadable' })
  })

  it('is known by its password, with any user or the one that the setting names', async () => {
    expect(await read(bounce('HardBounce'), 'hook:open sesame', 'hook:open sesame')).toMatchObject({ kind: 'events' })
    for (const [credentials, setting] of [
      ['postmark:wrong', 'open sesame'],
      ['other:open sesame', 'hook:open sesame'],
      ['', 'open sesame'],
    ] as const) {
      expect(await read(bounce('HardBounce'), credentials, setting)).toMatchObject({ kind: 'forged' })
    }
    const anonymous = { body: JSON.stringify(bounce('HardBounce')), headers: {} }
    expect(await readPostmark(requestOf(anonymous, 'open sesame'))).toMatchObject({ kind: 'forged' })
  })
})
