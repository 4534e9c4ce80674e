import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { invitationMessage } from '../../src/mail/emails.ts'
import { mimeOf } from '../../src/mail/mime.ts'
import { plainLine } from '../../src/mail/plain-line.ts'
import { INVITATION, shippedTemplate, SURVEY_ENVELOPE } from './sample-emails.ts'

const template = await shippedTemplate('invitation')

const nasty = fc.constantFrom(
  '"',
  '\\',
  '<b>',
  '\r\nBcc: x@evil.example\r\n',
  '\n',
  '\0',
  '=HYPERLINK("x")',
  '=_FirstCall',
  '👋🏽',
  'مرحبا',
  '日本語',
  '\u202e',
  '\ud800',
  '{{name}}',
  ', ',
  ';',
  '(c)',
  '@',
  'Zoë',
  '.',
  ' '.repeat(3),
)
const name = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 12 }), fc.string({ maxLength: 40 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.join(''))
  .filter((text) => plainLine(text) !== '')

// Some readers take an encoded word inside quotation marks for one, so that only the subject can promise to keep it.
const text = fc.tuple(name, fc.constantFrom('', '=?utf-8?Q?a?=', ' =?utf-8?B?YQ==?= ')).map((parts) => parts.join(''))

const bytesOf = ({ header, body }: { header: string; body: string }) => `${header}\r\n${body}`
const unbroken = (text: string) => text.replace(/\s+/g, ' ')

test('what names and texts were put in comes out, in headers and in both parts, whatever they hold', async () => {
  await fc.assert(
    fc.asyncProperty(name, name, text, async (contact, pm, engagement) => {
      const props = { ...INVITATION, pmName: pm, engagementName: engagement }
      const envelope = { ...SURVEY_ENVELOPE, to: { name: contact, address: 'marta@client.example' } }
      const message = invitationMessage(template, props, { ...envelope, pm: { ...SURVEY_ENVELOPE.pm, name: pm } })
      const raw = bytesOf(mimeOf(message))
      const parsed = await simpleParser(raw)
      expect(parsed.subject).toBe(message.subject)
      expect(parsed.from?.value).toEqual([message.from])
      expect(parsed.to).toMatchObject({ value: [message.to] })
      expect(parsed.replyTo?.value).toEqual([message.replyTo])
      expect(unbroken(parsed.text ?? '').trim()).toBe(unbroken(message.text).trim())
      expect(unbroken(String(parsed.html)).trim()).toBe(unbroken(message.html).trim())
      expect([...parsed.headers.keys()]).not.toContain('bcc')
    }),
    { numRuns: 200 },
  )
})

test('every line is ASCII of at most 998 letters and ends with CRLF; the unsubscribe headers are not folded', () => {
  fc.assert(
    fc.property(name, text, (pm, engagement) => {
      const props = { ...INVITATION, pmName: pm, engagementName: engagement }
      const { header, body } = mimeOf(invitationMessage(template, props, SURVEY_ENVELOPE))
      const lines = bytesOf({ header, body }).split('\r\n')
      expect(lines.filter((line) => line.length > 998 || !/^[\t\x20-\x7e]*$/.test(line))).toEqual([])
      expect(header).toMatch(/^List-Unsubscribe: <https:\S+>, <mailto:\S+>\r$/m)
      expect(header).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
    }),
  )
})
