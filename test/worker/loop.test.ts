import { afterEach, describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { createSmtpSink } from '../support/smtp-sink.ts'
import { createSendgridSender, sentByPostmark, signedByMailgun, type SignedRequest } from '../support/mail-hooks.ts'
import { walkTheLoop } from '../support/walk.ts'
import { startOnWorkerd } from '../support/worker.ts'

const sendgrid = createSendgridSender()
const HOOKS = {
  POSTMARK_HOOK_PASSWORD: 'open sesame',
  MAILGUN_SIGNING_KEY: 'signing key',
  SENDGRID_PUBLIC_KEY: sendgrid.publicKey,
}

/** A dead address as each provider that needs no other host to be believed tells of it, and as an impostor would. */
const dead = (postmark: string, mailgun: string, sender = sendgrid): Record<string, SignedRequest> => ({
  postmark: sentByPostmark(postmark, { RecordType: 'Bounce', ID: 1, Type: 'HardBounce', Email: 'a@halden.example' }),
  mailgun: signedByMailgun(mailgun, new Date(), {
    event: 'failed',
    severity: 'permanent',
    id: 'mg-1',
    timestamp: Date.now() / 1000,
    recipient: 'b@halden.example',
    'delivery-status': { code: 550, 'enhanced-code': '5.1.1', message: 'user unknown' },
  }),
  sendgrid: sender.sign([
    { event: 'bounce', email: 'c@halden.example', timestamp: 1_795_168_700, sg_event_id: 'sg-1', status: '5.1.1' },
  ]),
})

async function postAll(baseUrl: string, requests: Record<string, SignedRequest>): Promise<number[]> {
  const answers: number[] = []
  for (const [provider, { body, headers }] of Object.entries(requests)) {
    answers.push((await fetch(`${baseUrl}/hooks/mail/${provider}`, { method: 'POST', body, headers })).status)
  }
  return answers
}

describe('on workerd, with Hyperdrive, SMTP and a real browser', () => {
  const database = useDatabase()
  const browser = useBrowser()
  const endings: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0)) await end()
  })

  it(
    'a firm walks the same loop, its cron trigger doing the due work, and providers tell of dead addresses',
    { timeout: 300_000 },
    async () => {
      const sink = await createSmtpSink()
      const installation = await startOnWorkerd(database, sink, HOOKS)
      endings.push(installation.stop, sink.close)
      await walkTheLoop({ ...installation, db: database.db, sink, open: browser.open })
      const followUps = await database.db.selectFrom('followUp').select(['state', 'reasons']).execute()
      expect(followUps).toEqual([{ state: 'closed', reasons: ['low', 'call_me'] }])
      expect(await postAll(installation.baseUrl, dead('guess', 'guess', createSendgridSender()))).toEqual([
        401, 401, 401,
      ])
      expect(await postAll(installation.baseUrl, dead('open sesame', 'signing key'))).toEqual([200, 200, 200])
      const suppressed = await database.db
        .selectFrom('suppression')
        .select(['address', 'source'])
        .orderBy('address')
        .execute()
      expect(suppressed).toEqual([
        { address: 'a@halden.example', source: 'postmark' },
        { address: 'b@halden.example', source: 'mailgun' },
        { address: 'c@halden.example', source: 'sendgrid' },
      ])
    },
  )
})
