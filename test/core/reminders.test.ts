import { describe, expect, it } from 'vitest'
import { dueReminder, type ReminderCase, type Waiting } from '../../src/core/asking/reminders.ts'
import { askingFirm, planRule } from '../support/plan.ts'

const at = (day: string): Date => new Date(`${day}T10:00:00Z`)

type Over = Partial<Omit<ReminderCase, 'waiting' | 'now'>> & { now: string; waiting?: Partial<Waiting> }

/** Asked on 2 November, open to the end of the 23rd. */
const reminder = ({ waiting, now, ...over }: Over): ReminderCase => ({
  waiting: {
    id: 1,
    milestoneId: 1,
    milestoneKind: 'delivery',
    reachedOn: '2026-10-30',
    accountId: 1,
    mailbox: 'marta@client.example',
    timeZone: 'UTC',
    suppressedBy: null,
    heldBy: null,
    sentAt: at('2026-11-02'),
    closesAt: new Date('2026-11-24T00:00:00Z'),
    remindNotBefore: null,
    lastOrdinal: 0,
    lastRemindedAt: null,
    ...waiting,
  },
  rule: planRule(),
  rivals: [],
  mails: [],
  firm: askingFirm(),
  now: new Date(now),
  ...over,
})

const once = { lastOrdinal: 1, lastRemindedAt: at('2026-11-09') }
const mail = (to: string, day: string) => ({ invitationId: 9, accountId: 1, to, person: to, at: at(day) })
const MONDAY = '2026-11-09T10:00:00Z'

describe('a reminder', () => {
  it.each([
    ['waits for its day', reminder({ now: '2026-11-06T10:00:00Z' }), null],
    ['comes on its day', reminder({ now: MONDAY }), 1],
    ['waits for a working hour', reminder({ now: '2026-11-09T20:00:00Z' }), null],
    ['waits for the hours of its rule', reminder({ now: MONDAY, rule: planRule({ askFrom: 14, askUntil: 16 }) }), null],
    [
      'waits for the end of a holiday',
      reminder({ now: MONDAY, firm: askingFirm({ holidays: [{ day: '2026-11-09' }] }) }),
      null,
    ],
    ['comes a second time', reminder({ now: '2026-11-16T10:00:00Z', waiting: once }), 2],
    ['keeps its days from a first one that was late', reminder({ now: '2026-11-13T10:00:00Z', waiting: once }), null],
    ['does not come a third time', reminder({ now: '2026-11-20T10:00:00Z', waiting: { lastOrdinal: 2 } }), null],
    ['is the second and only one where the first was missed', reminder({ now: '2026-11-16T10:00:00Z' }), 2],
    ['leaves the closing day alone', reminder({ now: '2026-11-23T10:00:00Z' }), null],
    [
      'waits until the contact is back',
      reminder({ now: MONDAY, waiting: { remindNotBefore: at('2026-11-12') } }),
      null,
    ],
    [
      'comes once the contact is back',
      reminder({ now: '2026-11-12T10:00:00Z', waiting: { remindNotBefore: at('2026-11-12') } }),
      2,
    ],
    [
      'does not go to somebody who wants no mail',
      reminder({ now: MONDAY, waiting: { suppressedBy: 'bounced' } }),
      null,
    ],
    ['does not go to somebody who is held', reminder({ now: MONDAY, waiting: { heldBy: 'contact_held' } }), null],
    ['does not speak of what was not reached after all', reminder({ now: MONDAY, waiting: { reachedOn: null } }), null],
    [
      'waits where the contact was asked about something else',
      reminder({ now: MONDAY, mails: [mail('marta@client.example', '2026-11-05')] }),
      null,
    ],
    [
      'waits where enough others of the account were asked',
      reminder({ now: MONDAY, mails: [mail('a@x', '2026-11-05'), mail('b@x', '2026-11-06')] }),
      null,
    ],
    [
      'makes way for the survey about a later milestone',
      reminder({
        now: MONDAY,
        rivals: [{ milestoneId: 2, milestoneKind: 'close', reachedOn: '2026-11-08', dueAt: at('2026-12-01') }],
      }),
      null,
    ],
  ])('%s', (_, input, ordinal) => expect(dueReminder(input)).toBe(ordinal))
})
