import { beforeEach, describe, expect, it } from 'vitest'
import type { ReportedEvent } from '../../src/core/sending/mail-event.ts'
import { takeMailEvents } from '../../src/domain/sending/take-mail-events.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createResponse, createSentEmail, createWorld, type World } from '../support/factories.ts'

const database = useDatabase({ connections: 4 })
const ADDRESS = 'marta.weber@northwind.example'
let deps: TestDeps
let world: World
let emailId: number
let count = 0

const reported = (kind: ReportedEvent['kind'], more: Partial<ReportedEvent> = {}): ReportedEvent => ({
  kind,
  address: 'Marta.Weber@Northwind.example',
  messageIds: [],
  at: null,
  eventId: `event-${(count += 1)}`,
  detail: null,
  ...more,
})

const take = (...events: ReportedEvent[]) => takeMailEvents(deps, 'command', events)
const suppressions = () => deps.db.selectFrom('suppression').select(['address', 'reason', 'source', 'note']).execute()
const invitation = () =>
  deps.db.selectFrom('invitation').selectAll().where('id', '=', world.invitation.id).executeTakeFirstOrThrow()
const decisions = () => deps.db.selectFrom('decision').select(['kind', 'reason', 'nextAllowedOn']).execute()
const emailState = async () =>
  (await deps.db.selectFrom('email').select('state').where('id', '=', emailId).executeTakeFirstOrThrow()).state

/** Another survey mail to the same address, sent so many days after the clock of the test began. */
const sendAnother = (days: number) =>
  createSentEmail(deps.db, {
    toAddress: 'Marta.Weber@northwind.example',
    kind: 'reminder',
    ordinal: (count += 1),
    invitationId: world.invitation.id,
    sentAt: new Date(Date.UTC(2026, 10, 20 + days, 10)),
  })

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  const { id } = await createSentEmail(deps.db, {
    toAddress: 'Marta.Weber@northwind.example',
    invitationId: world.invitation.id,
    messageId: '<one@kestrel.example>',
  })
  emailId = id
})

describe('a dead address', () => {
  it('is suppressed, and its invitation bounces with a reason', async () => {
    const [taken] = await take(reported('hard', { detail: '5.1.1 unknown' }))
    expect(taken).toMatchObject({ address: ADDRESS, emailId, isKnown: false })
    expect(await suppressions()).toEqual([
      { address: ADDRESS, reason: 'bounced', source: 'command', note: '5.1.1 unknown' },
    ])
    expect(await invitation()).toMatchObject({ state: 'bounced' })
    expect(await decisions()).toEqual([{ kind: 'bounced', reason: 'address_unknown', nextAllowedOn: null }])
    expect(await emailState()).toBe('bounced')
  })

  it('reported again, at once or later, changes nothing', async () => {
    const event = reported('hard')
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => take(event)))
    await deps.db.deleteFrom('suppression').execute()
    expect(await take(event)).toMatchObject([{ isKnown: true, effects: [] }])
    expect(await suppressions()).toEqual([])
    expect(await decisions()).toHaveLength(1)
  })

  it('is the one that we wrote to, where the mail was forwarded', async () => {
    const forwarded = reported('hard', {
      address: 'old@elsewhere.example',
      messageIds: ['no@x', 'one@kestrel.example'],
    })
    await take(forwarded)
    expect(await suppressions()).toMatchObject([{ address: ADDRESS }])
    expect(await invitation()).toMatchObject({ state: 'bounced' })
  })

  it('leaves an answer that came in all the same', async () => {
    await createResponse(deps.db, { invitationId: world.invitation.id })
    await deps.db.updateTable('invitation').set({ state: 'answered' }).execute()
    await take(reported('hard'))
    expect(await invitation()).toMatchObject({ state: 'answered' })
    expect(await decisions()).toEqual([])
    expect(await suppressions()).toHaveLength(1)
  })

  it('takes back a reminder that has not left', async () => {
    const { id } = await createSentEmail(deps.db, {
      toAddress: ADDRESS,
      kind: 'reminder',
      invitationId: world.invitation.id,
      ordinal: 1,
      state: 'due',
      sentAt: null,
    })
    await take(reported('hard', { messageIds: ['one@kestrel.example'] }))
    const { state } = await deps.db.selectFrom('email').select('state').where('id', '=', id).executeTakeFirstOrThrow()
    expect(state).toBe('cancelled')
  })

  it('that nobody of ours has is suppressed all the same', async () => {
    expect(await take(reported('hard', { address: 'gone@staff.example' }))).toMatchObject([{ emailId: null }])
    expect(await suppressions()).toMatchObject([{ address: 'gone@staff.example' }])
  })

  it('is not guessed where the report names none', async () => {
    expect(await take(reported('hard', { address: null, messageIds: ['no@x'] }))).toMatchObject([{ address: null }])
    expect(await suppressions()).toEqual([])
  })
})

describe('messages that do not get through', () => {
  const fail = async (days: number) => {
    const { messageId, sentAt } = await sendAnother(days)
    const at = new Date((sentAt as Date).getTime() + 3_600_000)
    deps.setNow(at.toISOString())
    const [taken] = await take(reported('soft', { messageIds: [messageId.slice(1, -1)], at }))
    return taken?.effects
  }

  it('suppress after five in a row', async () => {
    for (const [at, days] of [0, 10, 20, 30].entries()) {
      expect(await fail(days)).toEqual([{ kind: 'counted', inARow: at + 1 }])
    }
    expect(await suppressions()).toEqual([])
    expect(await fail(40)).toMatchObject([{ inARow: 5 }, { kind: 'suppressed' }, { kind: 'invitation_bounced' }])
    expect(await suppressions()).toMatchObject([{ address: ADDRESS, reason: 'bounced' }])
    expect(await decisions()).toMatchObject([{ kind: 'bounced', reason: 'not_getting_through' }])
  })

  it('count once for one message', async () => {
    for (let times = 0; times < 7; times += 1) {
      const [taken] = await take(reported('soft', { messageIds: ['one@kestrel.example'] }))
      expect(taken?.effects).toEqual([{ kind: 'counted', inARow: 1 }])
    }
    expect(await emailState()).toBe('sent')
  })

  it('begin anew after a delivery', async () => {
    for (const days of [0, 10, 20, 30]) await fail(days)
    await take(reported('delivered', { at: new Date('2026-12-21T10:00:00Z') }))
    expect(await fail(40)).toEqual([{ kind: 'counted', inARow: 1 }])
  })

  it('go on counting after a delivery that was taken back', async () => {
    for (const days of [0, 10, 20, 30]) await fail(days)
    const { messageId } = await sendAnother(31)
    const messageIds = [messageId.slice(1, -1)]
    await take(
      reported('delivered', { messageIds, at: new Date('2026-12-21T10:00:00Z') }),
      reported('soft', { messageIds, at: new Date('2026-12-21T10:05:00Z') }),
    )
    expect(await suppressions()).toHaveLength(1)
  })

  it('begin anew after an answer', async () => {
    for (const days of [0, 10, 20, 30]) await fail(days)
    const at = new Date('2026-12-21T10:00:00Z')
    await createResponse(deps.db, { invitationId: world.invitation.id, answeredAt: at, changedAt: at })
    expect(await fail(40)).toEqual([{ kind: 'counted', inARow: 1 }])
  })

  it('begin anew after a message that nobody reported within three days', async () => {
    for (const days of [0, 10, 20, 30]) await fail(days)
    await sendAnother(35)
    expect(await fail(37)).toMatchObject([{ inARow: 5 }, {}, {}])
    await deps.db.deleteFrom('suppression').execute()
    await sendAnother(40)
    expect(await fail(44)).toEqual([{ kind: 'counted', inARow: 1 }])
  })
})

describe('a complaint', () => {
  it('suppresses and ends reminders; the survey stays open', async () => {
    await take(reported('complaint', { detail: 'abuse' }))
    expect(await suppressions()).toMatchObject([{ address: ADDRESS, reason: 'complained', note: 'abuse' }])
    expect(await invitation()).toMatchObject({ state: 'sent' })
    expect(await decisions()).toMatchObject([{ kind: 'held_back', reason: 'suppressed_complained' }])
  })
})

describe('an absence', () => {
  it('moves reminders to the day of return where the contact is', async () => {
    await take(reported('away', { words: 'Ich bin bis 04.12.2026 im Urlaub' }))
    // Berlin is an hour ahead.
    expect((await invitation()).remindNotBefore).toEqual(new Date('2026-12-04T23:00:00Z'))
    expect(await decisions()).toEqual([{ kind: 'moved', reason: 'away', nextAllowedOn: '2026-12-05' }])
    expect(await suppressions()).toEqual([])
  })

  it('without a date moves them by a week, and never back', async () => {
    await take(reported('away', { words: 'I am travelling' }))
    expect((await invitation()).remindNotBefore).toEqual(new Date('2026-11-26T23:00:00Z'))
    await take(reported('away', { words: 'back on 24 November' }))
    expect((await invitation()).remindNotBefore).toEqual(new Date('2026-11-26T23:00:00Z'))
    expect(await decisions()).toHaveLength(1)
  })

  it('told from another address is known by the message that it replies to', async () => {
    await take(reported('away', { address: 'marta@private.example', messageIds: ['one@kestrel.example'] }))
    expect((await invitation()).remindNotBefore).not.toBeNull()
  })
})
