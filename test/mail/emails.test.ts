import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { TEMPLATE_KEYS } from '../../src/core/words.ts'
import { alertMessage, invitationMessage, reminderMessage, signInMessage } from '../../src/mail/emails.ts'
import { firstName, placeholdersOf } from '../../src/mail/placeholders.ts'
import { createKeptMailer } from '../../src/mail/kept-mailer.ts'
import { renderTemplate, type Template } from '../../src/mail/render.ts'
import { SAMPLE_PROPS } from '../../src/mail/sample-props.ts'
import { ALERT, ENVELOPE, INVITATION, REMINDER, shippedTemplate, SIGN_IN, SURVEY_ENVELOPE } from './sample-emails.ts'

let invitation: Template, reminder: Template, alert: Template, signIn: Template
beforeAll(async () => {
  invitation = await shippedTemplate('invitation')
  reminder = await shippedTemplate('reminder_1')
  alert = await shippedTemplate('alert')
  signIn = await shippedTemplate('sign_in')
})

const invite = (props = {}) => invitationMessage(invitation, { ...INVITATION, ...props }, SURVEY_ENVELOPE)
const messages = () => [
  invite(),
  reminderMessage(reminder, REMINDER, SURVEY_ENVELOPE),
  alertMessage(alert, ALERT, ENVELOPE),
  signInMessage(signIn, SIGN_IN, ENVELOPE),
]

const tags = (html: string) => [...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag).join(' ')

const HOSTILE_NAMES = [
  `O'Neil, "Bob" <bob@x.example>`,
  'Zoë 👩‍🚀',
  'A\r\nBcc: everyone@x.example',
  'محمد علي',
  '\u202Egnp.exe',
  '=HYPERLINK("https://x.example";"win")',
  '<script>alert(1)</script>',
  '{{pmName}}',
  '\u0000\u2028tail',
]

const UNUSUAL = fc.oneof(
  fc.constantFrom(
    ...HOSTILE_NAMES,
    '=HYPERLINK("https://x.example")',
    '{{',
    '}}',
    '{{{x}}}',
    '[[subject]]',
    '&#60;',
    "' onload='",
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)

/** The sample with other text wherever there is text that somebody else may have written; what is no name is left alone. */
function withText<Props extends object>(props: Props, text: string): Props {
  const own = /^(accentColor|milestoneKind|senderRole|logo|reasons|.*[uU]rl)$/
  const changed = Object.entries(props).map(([name, value]): [string, unknown] => {
    if (typeof value === 'string') return [name, own.test(name) ? value : `x${text}`]
    if (Array.isArray(value))
      return [name, value.map((item: unknown) => (typeof item === 'object' ? withText(item ?? {}, text) : item))]
    return [name, value]
  })
  return Object.fromEntries(changed) as Props
}

describe.each(TEMPLATE_KEYS)('a %s', (key) => {
  test('is the same mail whatever names and words it is filled with: no tag, link or header more', async () => {
    const template = await shippedTemplate(key)
    const render = (text: string) => renderTemplate(template, placeholdersOf(key, withText(SAMPLE_PROPS[key], text)))
    const linksOf = (html: string) => [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url)
    const plain = render('')
    fc.assert(
      fc.property(UNUSUAL, (text) => {
        // A text of several lines is shown as several.
        const odd = render(text.replaceAll(/[\r\n\u2028\u2029]/g, ' '))
        expect(tags(odd.html)).toBe(tags(plain.html))
        expect(linksOf(odd.html)).toEqual(linksOf(plain.html))
        expect(odd.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u)
        expect(odd.text).not.toMatch(/\r|[\u202A-\u202E]/)
      }),
      { numRuns: 100 },
    )
  })
})

describe('every e-mail', () => {
  test('is under 60 kB, names its subject in one line and leaves no placeholder', () => {
    for (const { html, text, subject } of messages()) {
      expect(Buffer.byteLength(html)).toBeLessThan(60_000)
      expect(subject).toMatch(/^\S.*\S$/)
      expect(html + text + subject).not.toContain('{{')
    }
  })

  test('loads nothing: no picture, no script, no style or font from another host', () => {
    for (const { html } of messages()) {
      expect(html).not.toMatch(/<img|<script|<link|@import|url\(/i)
    }
  })

  test('says that a machine sent it', () => {
    for (const { headers } of messages()) {
      expect(headers).toMatchObject({ 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' })
    }
  })
})

describe('an e-mail to staff', () => {
  const toStaff = (envelope: typeof ENVELOPE) => [
    alertMessage(alert, ALERT, envelope),
    signInMessage(signIn, SIGN_IN, envelope),
  ]

  test('is answered to the firm, never to the PM, whom the answer may not be for', () => {
    const name = 'Kestrel & Co.'
    for (const { replyTo } of toStaff(ENVELOPE)) expect(replyTo).toEqual({ name, address: 'hello@kestrel.example' })
    const sender = { ...ENVELOPE.sender, replyTo: 'clients@kestrel.example' }
    for (const { replyTo } of toStaff({ ...ENVELOPE, sender })) {
      expect(replyTo).toEqual({ name, address: 'clients@kestrel.example' })
    }
  })
})

describe('an invitation', () => {
  test('links each of the eleven numbers to the survey page with that number', () => {
    const links = [...invite().html.matchAll(/href="([^"]+call_first=\d+)"[^>]*>(\d+)</g)]
    expect(links.map(([, url, label]) => [url, label])).toEqual(
      Array.from({ length: 11 }, (_, n) => [`${INVITATION.surveyUrl}?call_first=${n}`, String(n)]),
    )
  })

  test('asks within 120 words, in words of its own for each milestone kind', () => {
    const openings = ['kickoff', 'midpoint', 'delivery', 'close', 'aftercare', 'steering'].map(
      (milestoneKind) => invite({ milestoneKind }).text.split('Next time')[0] ?? '',
    )
    expect(new Set(openings).size).toBe(6)
    for (const opening of openings) expect(opening.split(/\s+/).length).toBeLessThan(120)
  })

  test('has the survey link alone on one line of the text part', () => {
    for (const message of [invite(), reminderMessage(reminder, REMINDER, SURVEY_ENVELOPE)]) {
      expect(message.text.split('\n')).toContain(INVITATION.surveyUrl)
    }
  })

  test('comes from the PM at the firm, answers go to the PM or where the firm wants them', () => {
    expect(invite().from).toEqual({ name: 'Dana Whitfield, Kestrel & Co.', address: 'hello@kestrel.example' })
    expect(invite().replyTo).toEqual(SURVEY_ENVELOPE.pm)
    const sender = { ...ENVELOPE.sender, replyTo: 'clients@kestrel.example' }
    const redirected = invitationMessage(invitation, INVITATION, { ...SURVEY_ENVELOPE, sender })
    expect(redirected.replyTo?.address).toBe('clients@kestrel.example')
  })

  test('without a phone number it offers a reply instead', () => {
    expect(invite({ pmPhone: null }).text).toContain('a reply to this e-mail reaches me')
    expect(invite().text).toContain('call me any time: +1 207 555 0142')
  })

  test.each(HOSTILE_NAMES)('does no harm with the name %j', (name) => {
    const props = { readerName: name, pmName: name, firmName: name, engagementName: name }
    const message = invitationMessage(
      invitation,
      { ...INVITATION, ...props },
      {
        ...SURVEY_ENVELOPE,
        to: { name, address: 'marta@client.example' },
        pm: { name, address: 'dana@kestrel.example' },
      },
    )
    expect([message.subject, message.to.name, message.from.name].join('')).not.toMatch(/[\p{Cc}\u2028\u202E]/u)
    expect(message.html).not.toMatch(/<script/i)
    expect(message.text.split('\n').filter((line) => line.startsWith('Bcc:'))).toEqual([])
    expect(message.text.split('\n')).toContain(INVITATION.surveyUrl)
  })

  test('whatever the names hold, the HTML has the same tags and the text the same number of lines', () => {
    const plain = invite()
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const odd = invite({ readerName: `x${a}`, engagementName: `x${b}`, pmName: `y${a}`, firmName: `z${b}` })
        expect(tags(odd.html)).toBe(tags(plain.html))
        expect(odd.text.split('\n').length).toBe(plain.text.split('\n').length)
        expect(odd.subject).not.toMatch(/\p{Cc}/u)
      }),
      { numRuns: 200 },
    )
  })

  test('a colour that is no colour gives way to the default one', () => {
    expect(invite({ accentColor: 'red;background:url(//x)' }).html).toContain('#0e5a5a')
    expect(invite({ accentColor: 'red;background:url(//x)' }).html).not.toContain('url(')
  })
})

describe('an alert', () => {
  test('shows an answer of 0 and what it was before', () => {
    const { subject, text } = alertMessage(alert, ALERT, ENVELOPE)
    expect(subject).toBe('Marta Silva answered 0 of 10, was 8: Claims portal')
    expect(text).toContain('answered 0 of 10 (was 8).')
    expect(alertMessage(alert, { ...ALERT, previousCallFirst: 0 }, ENVELOPE).text).toContain('(was 0)')
    expect(alertMessage(alert, { ...ALERT, previousCallFirst: null }, ENVELOPE).text).toContain('answered 0 of 10.')
  })

  test('for a wish to be called it says so in the subject', () => {
    const { subject } = alertMessage(alert, { ...ALERT, reasons: ['call_me'] }, ENVELOPE)
    expect(subject).toBe('Marta Silva asks for a call: Claims portal')
  })

  test('quotes each line of a comment, and nothing where there is none to read', () => {
    expect(alertMessage(alert, ALERT, ENVELOPE).text).toContain('> The hand-over felt rushed.\n> Nobody told us.\n')
    expect(alertMessage(alert, { ...ALERT, comment: null }, ENVELOPE).text).not.toContain('>')
  })

  test('has no unsubscribe header', () => {
    expect(alertMessage(alert, ALERT, ENVELOPE).headers).not.toHaveProperty('List-Unsubscribe')
  })
})

test('a sign-in link stays readable in the text and whole in the HTML', () => {
  const { text, html } = signInMessage(signIn, SIGN_IN, ENVELOPE)
  expect(text.split('\n')).toContain(SIGN_IN.signInUrl)
  expect(html).toContain('href="https://surveys.example/sign-in/confirm?token=abc&amp;next=/score"')
})

test.each([
  ['Marta Silva', 'Marta'],
  ['  Marta ', 'Marta'],
  ['Dr. Ana Costa', 'Dr. Ana Costa'],
  ['J. R. Smith', 'J. R. Smith'],
  ['Silva, Marta', 'Silva, Marta'],
  ['李小龍', '李小龍'],
])('%j is greeted as %j', (name, greeting) => {
  expect(firstName(name)).toBe(greeting)
})

test('without SMTP a message is kept', async () => {
  const mailer = createKeptMailer()
  expect(await mailer.deliver(invite())).toEqual({ kind: 'kept' })
  await mailer.close()
})

test('an address typed over several lines stands in the footer with commas between them', () => {
  const { text, html } = invite({ postalAddress: '12 Wharf Street\r\nPortland,\n\nME 04101\n' })
  expect(text).toContain(' · 12 Wharf Street, Portland, ME 04101\n')
  expect(html).toContain('12 Wharf Street, Portland, ME 04101<')
})
