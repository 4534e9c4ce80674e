import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readReport } from '../../../src/mail/reports/read-report.ts'

const OURS = 'bWVzc2FnZS1vbmU@kestrel.example'
const MARTA = 'marta.weber@northwind.example'

const bytesOf = (name: string): Uint8Array => readFileSync(new URL(`../../data/reports/${name}.eml`, import.meta.url))

async function eventOf(name: string) {
  const report = await readReport(bytesOf(name))
  if (report.kind !== 'events') throw new Error(`${name}: ${JSON.stringify(report)}`)
  expect(report.events).toHaveLength(1)
  return report.events[0]!
}

describe('a returned message', () => {
  it.each([
    ['postfix', 'hard', 'smtp; 550 5.1.1 …: Recipient address rejected: User unknown in virtual mailbox table'],
    ['postfix-full', 'soft', 'smtp; 552 5.2.2 mailbox full'],
    ['office365', 'hard', expect.stringContaining('RecipientNotFound; Recipient … not found')],
    ['office365-policy', 'soft', expect.stringContaining('5.7.1')],
    ['gmail', 'hard', expect.stringContaining('does not exist')],
    ['exim', 'hard', expect.stringContaining('550 No such user here')],
    ['qmail', 'hard', 'Sorry, no mailbox here by that name. (#5.1.1)'],
  ])('of %s is %s', async (name, kind, detail) => {
    const event = await eventOf(name)
    expect(event).toMatchObject({ kind, address: MARTA, messageIds: [OURS], detail })
    expect(event.detail).not.toContain('@')
    expect(event.detail!.length).toBeLessThanOrEqual(160)
  })

  it('of Amazon SES that gave up trying is soft', async () => {
    expect(await eventOf('ses')).toMatchObject({ kind: 'soft', address: MARTA })
  })

  it.each(['postfix-delayed', 'exim-delayed'])('%s: a server that still tries is waited for', async (name) => {
    expect(await readReport(bytesOf(name))).toEqual({ kind: 'delayed' })
  })

  it('is the same report with other line ends', async () => {
    const unix = await eventOf('postfix')
    const dos = await readReport(Buffer.from(bytesOf('postfix').toString().replaceAll('\n', '\r\n')))
    expect(dos).toMatchObject({ events: [{ eventId: unix.eventId }] })
  })

  it('names each of its recipients, delivered ones too', async () => {
    const both = Buffer.from(bytesOf('postfix'))
      .toString()
      .replace(
        'Remote-MTA: dns; mail.northwind.example\n',
        'Remote-MTA: dns; x\n\nFinal-Recipient: rfc822; jo@northwind.example\nAction: relayed\nStatus: 2.0.0\n',
      )
    const report = await readReport(Buffer.from(both))
    expect(report).toMatchObject({
      events: [
        { kind: 'hard', address: MARTA },
        { kind: 'delivered', address: 'jo@northwind.example' },
      ],
    })
  })
})

describe('a feedback report', () => {
  it('is a complaint of the reader', async () => {
    expect(await eventOf('complaint')).toMatchObject({
      kind: 'complaint',
      address: MARTA,
      messageIds: [OURS],
      detail: 'abuse',
    })
  })

  it('that takes a complaint back, or is about signatures, is none', async () => {
    for (const type of ['not-spam', 'auth-failure']) {
      const text = bytesOf('complaint').toString().replace('Feedback-Type: abuse', `Feedback-Type: ${type}`)
      expect(await readReport(Buffer.from(text))).toMatchObject({ kind: 'not_a_report' })
    }
  })
})

describe('an automatic reply', () => {
  it.each(['away-outlook', 'away-vacation', 'away-gmail-fr', 'away-es', 'away-pt'])(
    '%s is an absence',
    async (name) => {
      const event = await eventOf(name)
      expect({ ...event, address: event.address?.toLowerCase() }).toMatchObject({
        kind: 'away',
        address: MARTA,
        detail: null,
      })
    },
  )

  it('brings its words along, and the message that it replies to', async () => {
    const event = await eventOf('away-outlook')
    expect(event.words).toContain('bis einschließlich 04.12.2026')
    expect(event.messageIds).toContain(OURS)
  })
})

describe('anything else', () => {
  it.each(['reply', 'forwarded-bounce'])('%s is left to a person', async (name) => {
    const report = await readReport(bytesOf(name))
    expect(report).toMatchObject({ kind: 'not_a_report', reason: expect.stringContaining('a person may have') })
  })

  it.each([
    ['nothing', ''],
    ['noise', '\u0000\u0001\u0002 not mail at all'],
    [
      'half a message',
      'Content-Type: multipart/report; boundary="B"\n\n--B\nContent-Type: message/delivery-status\n\nReporting',
    ],
  ])('%s is no report and no fault', async (_, text) => {
    expect(await readReport(Buffer.from(text))).toMatchObject({ kind: 'not_a_report' })
  })
})
