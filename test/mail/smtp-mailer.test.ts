import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deliveryOfError } from '../../src/mail/delivery.ts'
import { invitationMessage } from '../../src/mail/emails.ts'
import type { Mailer } from '../../src/mail/mailer.ts'
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts'
import { createSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'
import { INVITATION, shippedTemplate, SURVEY_ENVELOPE } from './sample-emails.ts'

const template = await shippedTemplate('invitation')
const to = (address: string, name = 'Marta Silva') =>
  invitationMessage(template, INVITATION, { ...SURVEY_ENVELOPE, to: { name, address } })

let sink: SmtpSink
let mailer: Mailer
beforeEach(async () => {
  sink = await createSmtpSink()
  mailer = createSmtpMailer({ smtpUrl: sink.url })
})
afterEach(async () => {
  await mailer.close()
  await sink.close()
})

const headerLines = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n')).split('\r\n')

describe('a message over SMTP', () => {
  test('arrives with its Message-ID, its two parts in UTF-8 and its people', async () => {
    expect(await mailer.deliver(to('marta@client.example', 'Márta, "M" <Silva> 👋'))).toEqual({ kind: 'sent' })
    const { parsed, raw, messageId, to: recipients } = await sink.next()
    expect(messageId).toBe(SURVEY_ENVELOPE.messageId)
    expect(recipients).toEqual(['marta@client.example'])
    expect(parsed.from?.value).toEqual([{ name: 'Dana Whitfield, Kestrel & Co.', address: 'hello@kestrel.example' }])
    expect(parsed.to).toMatchObject({ value: [{ name: 'Márta, "M" <Silva> 👋', address: 'marta@client.example' }] })
    expect(parsed.replyTo?.value[0]?.address).toBe('dana@kestrel.example')
    expect(raw).toMatch(/^Content-Type: multipart\/alternative;/m)
    expect(raw.match(/charset=utf-8/gi)).toHaveLength(2)
    expect(parsed.text?.split('\n')).toContain(INVITATION.surveyUrl)
  })

  test('has the one-click unsubscribe headers each on one line', async () => {
    await mailer.deliver(to('marta@client.example'))
    const lines = headerLines((await sink.next()).raw)
    expect(lines).toContain(
      `List-Unsubscribe: <${INVITATION.unsubscribeUrl}>, <mailto:hello@kestrel.example?subject=No%20more%20surveys>`,
    )
    expect(lines).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(lines).toContain('Auto-Submitted: auto-generated')
  })

  test('keeps the survey link in one piece on the wire', async () => {
    await mailer.deliver(to('marta@client.example'))
    expect((await sink.next()).raw.split('\r\n')).toContain(INVITATION.surveyUrl)
  })

  test('has short lines of ASCII alone that end with CRLF, and dots that stay dots', async () => {
    const props = { ...INVITATION, engagementName: `.Größe ${'.'.repeat(200)} =3D 👋` }
    const message = invitationMessage(template, props, SURVEY_ENVELOPE)
    await mailer.deliver({ ...message, text: `.\n..\n${'x'.repeat(2000)}\r\n.\r${message.text}` })
    const { raw, parsed } = await sink.next()
    expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/)
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThan(200)
    expect(parsed.text).toMatch(/^\.\n\.\.\nx{2000}\n\.\n/)
    expect(parsed.html).toContain('.Größe ....')
  })

  test('delivers as many at once as the address of the server says', () => {
    const wide = createSmtpMailer({ smtpUrl: `${sink.url}?maxConnections=20` })
    expect([mailer.connections, wide.connections]).toEqual([5, 20])
  })

  test('sent again after a lost connection has the same Message-ID', async () => {
    sink.meet('marta@client.example', 'drop')
    expect(await mailer.deliver(to('marta@client.example'))).toMatchObject({ kind: 'failed' })
    sink.meet('marta@client.example', 'accept')
    expect(await mailer.deliver(to('marta@client.example'))).toEqual({ kind: 'sent' })
    await mailer.deliver(to('marta@client.example'))
    expect(new Set(sink.received.map(({ messageId }) => messageId))).toEqual(new Set([SURVEY_ENVELOPE.messageId]))
    expect(sink.received).toHaveLength(2)
  })
})

describe('what becomes of a message', () => {
  test('a recipient refused for good has bounced, and the reason holds no address', async () => {
    sink.meet('gone@client.example', 'refuse')
    expect(await mailer.deliver(to('gone@client.example'))).toEqual({
      kind: 'bounced',
      reason: '550 5.1.1 no such user …',
    })
  })

  test('a recipient put off has failed for now', async () => {
    sink.meet('busy@client.example', 'defer')
    expect(await mailer.deliver(to('busy@client.example'))).toMatchObject({ kind: 'failed' })
  })

  test('a server that refuses the sender is no bounce', async () => {
    sink.meet('marta@client.example', 'deny')
    expect(await mailer.deliver(to('marta@client.example'))).toMatchObject({ kind: 'failed' })
  })

  test('without a server it is the server that is not available', async () => {
    await sink.close()
    expect(await mailer.deliver(to('marta@client.example'))).toEqual({
      kind: 'unavailable',
      reason: 'The connection to the mail server could not be made or broke off',
    })
  })

  test('after a refused recipient the next one is served', async () => {
    sink.meet('gone@client.example', 'refuse')
    await mailer.deliver(to('gone@client.example'))
    expect(await mailer.deliver(to('marta@client.example'))).toEqual({ kind: 'sent' })
  })

  test.each(['a@x.example, b@y.example', 'a@x.example>\r\nRCPT TO:<b@y.example', 'nobody', ''])(
    'an address such as %j never reaches the server',
    async (address) => {
      expect(await mailer.deliver(to(address))).toMatchObject({ kind: 'bounced' })
      expect(sink.received).toEqual([])
    },
  )

  test.each([
    ['RCPT TO', 550, 'bounced'],
    ['RCPT TO', 530, 'failed'],
    ['RCPT TO', 452, 'failed'],
    ['DATA', 554, 'failed'],
    ['MAIL FROM', 550, 'unavailable'],
    ['RCPT TO', 421, 'unavailable'],
  ])('an error at %s with code %i is %s', (command, responseCode, kind) => {
    const error = Object.assign(new Error('no'), { command, responseCode, response: `${responseCode} no` })
    expect(deliveryOfError(error, true).kind).toBe(kind)
  })
})
