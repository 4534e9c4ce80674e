import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendDue } from '../../src/domain/sending/send-due.ts'
import type { Mailer } from '../../src/mail/mailer.ts'
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts'
import { useDatabase } from '../support/database.ts'
import { type TestDeps, createTestDeps } from '../support/deps.ts'
import { createWorld, type World } from '../support/factories.ts'
import { leaveUnpaced, queueInvitation } from '../support/queue-invitation.ts'
import { type RudeSmtpServer, createRudeSmtpServer } from '../support/rude-smtp-server.ts'

const NOON = '2026-11-18T12:00:00Z'

const database = useDatabase({ connections: 8 })
let server: RudeSmtpServer
let world: World
const mailers: Mailer[] = []

function mailerTo(place: string, options = 'ignoreTLS=true'): Mailer {
  const mailer = createSmtpMailer({ smtpUrl: `smtp://${place}/?${options}` })
  mailers.push(mailer)
  return mailer
}

const depsWith = (mailer: Mailer, now = NOON): TestDeps => createTestDeps(database.db, { now, deps: { mailer } })
const here = () => `127.0.0.1:${server.port}`

const queue = (email?: string) => queueInvitation(database.db, world, { now: NOON, ...(email && { email }) })

const outbox = () => database.db.selectFrom('email').select(['state', 'messageId', 'lastError']).orderBy('id').execute()
const states = async () => (await outbox()).map(({ state }) => state)

beforeEach(async () => {
  server = await createRudeSmtpServer()
  world = await createWorld(database.db, { invitation: { state: 'answered' } })
  await leaveUnpaced(database.db)
})

afterEach(async () => {
  await Promise.all(mailers.splice(0).map((mailer) => mailer.close()))
  await server.close()
})

describe('a message waits, and leaves once when the server has come to its senses,', () => {
  const login = (place: string) => `us%40er:pass@${place}`

  it.each<[string, Parameters<RudeSmtpServer['at']>, { options?: string; signsIn?: boolean }]>([
    ['where it is too busy to greet', ['connect', { say: '421 4.3.2 busy' }, 9], {}],
    ['where it greets too slowly', ['connect', 'hang', 9], { options: 'greetingTimeout=100' }],
    ['where it accepts and closes', ['connect', 'drop', 9], {}],
    ['where something else listens', ['connect', { say: 'SSH-2.0-OpenSSH_9.9' }, 9], {}],
    ['where it refuses TLS', ['STARTTLS', { say: '454 4.7.0 no TLS' }, 9], { options: 'requireTLS=true' }],
    ['where sign-in is out of order', ['AUTH', { say: '454 4.7.0 later' }, 9], { signsIn: true }],
    ['where it refuses the password', ['AUTH', { say: '535 5.7.8 no' }, 9], { signsIn: true }],
    ['where it puts the sender off', ['MAIL', { say: '451 4.3.0 later' }, 9], {}],
    ['where it refuses the sender', ['MAIL', { say: '550 5.1.8 who are you' }, 9], {}],
    ['where it puts the recipient off', ['RCPT', { say: '450 4.2.1 greylisted' }, 1], {}],
    ['where it won’t relay', ['RCPT', { say: '554 5.7.1 relay denied' }, 1], {}],
    ['where it answers nonsense', ['RCPT', { say: 'bananas' }, 1], {}],
    ['where it wants no message', ['DATA', { say: '451 4.3.0 later' }, 1], {}],
    ['where it refuses messages', ['DATA', { say: '554 5.6.0 no' }, 1], {}],
    ['where it breaks off amid the message', ['body', 'drop', 1], {}],
    ['where it puts the message off', ['dot', { say: '452 4.3.1 disk full' }, 1], {}],
    ['where it takes the message for spam', ['dot', { say: '554 5.7.1 spam' }, 1], {}],
    ['where it takes too long over the message', ['dot', 'hang', 1], { options: 'ignoreTLS=true&socketTimeout=500' }],
  ])('%s', async (_, misbehaviour, { options, signsIn = false }) => {
    const address = await queue()
    server.at(...misbehaviour)
    const place = signsIn ? login(here()) : here()
    const deps = depsWith(mailerTo(place, options))
    expect(await sendDue(deps)).toMatchObject({ invitation: 0, bounced: 0, failed: 0 })
    expect(await outbox()).toMatchObject([{ state: 'due', lastError: expect.stringMatching(/./) }])
    expect(server.kept).toEqual([])

    await server.close()
    server = await createRudeSmtpServer()
    const later = depsWith(mailerTo(signsIn ? login(here()) : here()), '2026-11-18T12:10:00Z')
    expect(await sendDue(later)).toMatchObject({ invitation: 1 })
    const [email] = await outbox()
    expect(server.kept).toEqual([{ messageId: email?.messageId, to: address }])
    expect(await database.db.selectFrom('suppression').select('address').execute()).toEqual([])
  })

  it.each([
    ['where nothing listens', '127.0.0.1:1'],
    ['where its name is gone from the DNS', 'mail.nowhere.invalid'],
  ])('%s', async (_, place) => {
    await queue()
    expect(await sendDue(depsWith(mailerTo(place)))).toMatchObject({ invitation: 0, failed: 0 })
    expect(await states()).toEqual(['due'])
    expect(await sendDue(depsWith(mailerTo(here()), '2026-11-18T12:10:00Z'))).toMatchObject({ invitation: 1 })
    expect(server.kept).toHaveLength(1)
  })

  it('however long that takes within two days', async () => {
    await queue()
    const broken = depsWith(mailerTo('127.0.0.1:1'))
    for (let minutes = 0; minutes < 2 * 24 * 60; minutes += 60) {
      broken.setNow(new Date(Date.parse(NOON) + minutes * 60_000).toISOString())
      await sendDue(broken)
    }
    expect(await sendDue(depsWith(mailerTo(here()), '2026-11-20T12:10:00Z'))).toMatchObject({ invitation: 1 })
  })
})

describe('a message whose fate is unknown', () => {
  it('is sent again with the same Message-ID', async () => {
    await queue()
    server.at('dot', 'keep and drop', 1)
    const deps = depsWith(mailerTo(here()))
    expect(await sendDue(deps)).toMatchObject({ invitation: 0 })
    deps.setNow('2026-11-18T12:10:00Z')
    expect(await sendDue(deps)).toMatchObject({ invitation: 1 })
    expect(server.kept).toHaveLength(2)
    expect(new Set(server.kept.map(({ messageId }) => messageId)).size).toBe(1)
    expect(await sendDue(deps)).toMatchObject({ invitation: 0 })
  })
})

describe('an address that is refused for good', () => {
  it('has bounced, is suppressed, and holds nobody else up', async () => {
    const gone = await queue('Gone@client.example')
    const others = [await queue(), await queue(), await queue()]
    server.at('RCPT', { say: '550 5.1.1 no such user' }, 1)
    const deps = depsWith(mailerTo(here(), 'maxConnections=1&ignoreTLS=true'))
    expect(await sendDue(deps)).toMatchObject({ invitation: 3, bounced: 1 })
    expect(await states()).toEqual(['bounced', 'sent', 'sent', 'sent'])
    expect(server.kept.map(({ to }) => to)).toEqual(others)
    const suppressed = await database.db.selectFrom('suppression').select(['address', 'reason']).execute()
    expect(suppressed).toEqual([{ address: gone.toLowerCase(), reason: 'bounced' }])
  })
})

describe('a clock that jumps', () => {
  const CLOCKS: [string, string][] = [
    ['two days ahead', '2026-11-20T12:00:00Z'],
    ['a year back', '2025-11-18T12:00:00Z'],
  ]

  it.each(CLOCKS)('%s while the server is out, and then back, strands nothing', async (_, wrong) => {
    await queue()
    const deps = depsWith(mailerTo('127.0.0.1:1'), NOON)
    await sendDue(deps)
    deps.setNow(wrong)
    await sendDue(deps)
    const healed = depsWith(mailerTo(here()), '2026-11-18T12:20:00Z')
    expect(await sendDue(healed)).toMatchObject({ invitation: 1 })
    expect(server.kept).toHaveLength(1)
  })

  it.each(CLOCKS)('%s on a server that dies, and is right on the next, strands nothing', async (_, wrong) => {
    await queue()
    let hasBegun = () => {}
    const begun = new Promise<void>((done) => (hasBegun = done))
    const dying: Mailer = {
      connections: 1,
      deliver: () => new Promise(() => hasBegun()),
      close: async () => {},
    }
    void sendDue(depsWith(dying, wrong))
    await begun
    expect(await sendDue(depsWith(mailerTo(here()), '2026-11-18T12:20:00Z'))).toMatchObject({ invitation: 1 })
  })
})

describe('four servers on one database', () => {
  it('lose nothing and double nothing but the unknowable, whatever the mail server does', async () => {
    for (let count = 0; count < 60; count += 1) await queue()
    server.at('connect', 'drop', 2)
    server.at('RCPT', { say: '450 4.2.1 greylisted' }, 7)
    server.at('body', 'drop', 3)
    server.at('dot', { say: '451 4.3.0 later' }, 5)
    server.at('dot', 'keep and drop', 2)
    const servers = [1, 2, 3, 4].map(() => depsWith(mailerTo(here(), 'maxConnections=3&ignoreTLS=true')))
    for (let round = 0; round < 8; round += 1) {
      const now = new Date(Date.parse(NOON) + round * 20 * 60_000).toISOString()
      for (const each of servers) each.setNow(now)
      await Promise.all(servers.map((each) => sendDue(each)))
    }
    expect(new Set(await states())).toEqual(new Set(['sent']))
    const ids = server.kept.map(({ messageId }) => messageId)
    expect(new Set(ids)).toEqual(new Set((await outbox()).map(({ messageId }) => messageId)))
    expect(ids).toHaveLength(62)
  })
})
