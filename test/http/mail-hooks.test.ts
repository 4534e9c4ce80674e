import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { useDatabase } from '../support/database.ts'
import { TEST_CONFIG, createTestDeps, type TestDeps } from '../support/deps.ts'
import { createSentEmail, createWorld, type World } from '../support/factories.ts'
import {
  createSendgridSender,
  createSnsSender,
  sentByPostmark,
  signedByMailgun,
  type SignedRequest,
} from '../support/mail-hooks.ts'

const database = useDatabase()
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:bounces'
const ADDRESS = 'marta.weber@northwind.example'
const sns = createSnsSender(TOPIC)
const sendgrid = createSendgridSender()
const mailHooks = { ses: TOPIC, postmark: 'open sesame', mailgun: 'signing key', sendgrid: sendgrid.publicKey }

let deps: TestDeps
let world: World
let warnings: { event: string; facts: unknown }[]

beforeEach(async () => {
  warnings = []
  const warn = (event: string, facts?: unknown) => warnings.push({ event, facts })
  const log = { info: () => {}, error: () => {}, warn }
  deps = createTestDeps(database.db, { deps: { config: { ...TEST_CONFIG, mailHooks }, fetch: sns.fetch, log } })
  world = await createWorld(database.db)
  await createSentEmail(deps.db, {
    toAddress: ADDRESS,
    invitationId: world.invitation.id,
    messageId: '<one@kestrel.example>',
  })
})

const post = async (provider: string, { body, headers }: SignedRequest, to = deps): Promise<Response> =>
  createApp(() => to).request(`http://firm.test/hooks/mail/${provider}`, { method: 'POST', body, headers })

const bounced = (timestamp = '2026-11-20T09:00:00.000Z') => ({
  notificationType: 'Bounce',
  bounce: { bounceType: 'Permanent', timestamp, bouncedRecipients: [{ emailAddress: ADDRESS, status: '5.1.1' }] },
})
const requests = (): Record<string, SignedRequest> => ({
  ses: sns.notify(bounced(), 'ses-1'),
  postmark: sentByPostmark('postmark:open sesame', { RecordType: 'Bounce', ID: 1, Type: 'HardBounce', Email: ADDRESS }),
  mailgun: signedByMailgun('signing key', deps.now(), {
    event: 'failed',
    severity: 'permanent',
    id: 'mg-1',
    timestamp: 1_795_168_700,
    recipient: ADDRESS,
    'delivery-status': { code: 550, 'enhanced-code': '5.1.1', message: 'user unknown' },
  }),
  sendgrid: sendgrid.sign([
    { event: 'bounce', email: ADDRESS, timestamp: 1_795_168_700, sg_event_id: 'sg-1', status: '5.1.1' },
  ]),
})

const suppressions = () => deps.db.selectFrom('suppression').select(['address', 'reason', 'source']).execute()
const events = () => deps.db.selectFrom('mailEvent').select(['kind', 'source', 'eventId', 'emailId']).execute()

describe('a provider’s hook', () => {
  it.each(['ses', 'postmark', 'mailgun', 'sendgrid'])('of %s suppresses a dead address, once', async (provider) => {
    const request = requests()[provider]!
    for (let times = 0; times < 3; times += 1) expect((await post(provider, request)).status).toBe(200)
    expect(await suppressions()).toEqual([{ address: ADDRESS, reason: 'bounced', source: provider }])
    expect(await events()).toMatchObject([{ kind: 'hard', source: provider, emailId: expect.any(Number) }])
    expect(warnings).toEqual([])
  })

  it.each(['ses', 'postmark', 'mailgun', 'sendgrid'])('of %s refuses what is not signed', async (provider) => {
    const impostors: Record<string, SignedRequest> = {
      ses: createSnsSender(TOPIC).notify(bounced(), 'ses-2'),
      postmark: sentByPostmark('postmark:guess', JSON.parse(requests()['postmark']!.body)),
      mailgun: signedByMailgun('guess', deps.now(), JSON.parse(requests()['mailgun']!.body)['event-data']),
      sendgrid: createSendgridSender().sign(JSON.parse(requests()['sendgrid']!.body)),
    }
    const forged = { ...impostors[provider]! }
    expect((await post(provider, forged)).status).toBe(401)
    expect((await post(provider, { body: '{"odd":1}', headers: {} })).status).toBe(401)
    expect(await suppressions()).toEqual([])
    expect(warnings).toHaveLength(2)
    expect(JSON.stringify(warnings)).not.toContain('@')
  })

  it('that is not set up is not there', async () => {
    const plain = createTestDeps(database.db)
    for (const provider of ['ses', 'postmark', 'mailgun', 'sendgrid', 'constructor']) {
      expect((await post(provider, { body: '{}', headers: {} }, plain)).status).toBe(404)
    }
    expect((await createApp(() => deps).request('http://firm.test/hooks/mail/ses')).status).toBe(405)
  })

  it('reads no more than a megabyte', async () => {
    const body = 'x'.repeat(1024 * 1024 + 1)
    expect((await post('mailgun', { body, headers: { 'content-length': String(body.length) } })).status).toBe(413)
  })

  it('takes kinds of events that it does not know without a word', async () => {
    expect((await post('sendgrid', sendgrid.sign([{ event: 'open', email: ADDRESS, odd: [] }, null]))).status).toBe(200)
    expect((await post('sendgrid', sendgrid.sign({ no: 'list' }))).status).toBe(400)
    expect(await events()).toEqual([])
  })

  it('takes many events about many people at once', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({
      event: at % 3 === 0 ? 'spamreport' : 'bounce',
      email: `person${at % 10}@client.example`,
      timestamp: 1_795_168_700 + at,
      sg_event_id: `sg-${at}`,
      status: '5.1.1',
    }))
    const answers = await Promise.all([1, 2, 3].map(() => post('sendgrid', sendgrid.sign(many))))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await events()).toHaveLength(30)
  })
})
