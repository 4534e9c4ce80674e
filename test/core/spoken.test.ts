import { describe, expect, it } from 'vitest'
import { answerOf, readSpoken } from '../../src/core/answering/spoken.ts'
import { decideRelease, type ReleaseCase } from '../../src/core/asking/release.ts'
import { askingFirm } from '../support/plan.ts'

const TODAY = '2026-11-20'
const typed = { said_on: '2026-11-19', call_first: '8', comment: ' Smooth. ', delivered: '4', steward: '5' }

describe('what was said on a call', () => {
  it('is read with the ratings that the survey asks about', () => {
    expect(readSpoken(typed, TODAY, ['delivered'])).toEqual({
      spoken: { saidOn: '2026-11-19', callFirst: 8, comment: 'Smooth.', experiences: { delivered: 4 } },
      faults: [],
    })
  })

  it.each([
    [{ said_on: '2026-11-21' }, 'said_on'],
    [{ said_on: 'Friday' }, 'said_on'],
    [{ call_first: '11' }, 'call_first'],
    [{ delivered: '6' }, 'delivered'],
    [{ call_first: '', comment: ' ' }, 'comment'],
    [{ comment: 'x'.repeat(5001) }, 'comment'],
  ])('is refused with %j', (change, field) => {
    expect(readSpoken({ ...typed, ...change }, TODAY, ['delivered']).faults.map(({ column }) => column)).toEqual([
      field,
    ])
  })

  it('is no answer without the call-first answer', () => {
    const { spoken } = readSpoken({ ...typed, call_first: '' }, TODAY, [])
    expect(answerOf(spoken)).toBeUndefined()
    expect(answerOf({ ...spoken, callFirst: 8 })).toMatchObject({
      callFirst: 8,
      comment: 'Smooth.',
      visibility: 'team',
    })
  })
})

const CASE: ReleaseCase = {
  invitation: {
    id: 1,
    accountId: 1,
    milestoneId: 1,
    milestoneKind: 'delivery',
    reachedOn: '2026-01-05',
    mailbox: 'marta@northwind.example',
    role: 'user',
    timeZone: 'UTC',
    suppressedBy: null,
    heldBy: null,
    spokenOn: '2026-11-19',
  },
  rule: null,
  rivals: [],
  mails: [],
  firm: askingFirm(),
  now: new Date('2026-11-20T10:00:00Z'),
}

const asked = (change: Partial<ReleaseCase['invitation']>, more: Partial<ReleaseCase> = {}) =>
  decideRelease({ ...CASE, ...more, invitation: { ...CASE.invitation, ...change } })

describe('a mail to confirm it', () => {
  it('needs no rule of the plan, whatever the role and however long ago the milestone', () => {
    expect(asked({})).toEqual({ kind: 'release' })
  })

  it('leaves in working hours, and to nobody who gets no mail, is held, or has gone', () => {
    expect(asked({}, { now: new Date('2026-11-20T20:00:00Z') })).toMatchObject({
      kind: 'move',
      reason: 'outside_hours',
    })
    expect(asked({ suppressedBy: 'unsubscribed' })).toMatchObject({ reason: 'suppressed_unsubscribed' })
    expect(asked({ heldBy: 'contact_held' })).toMatchObject({ kind: 'withdraw' })
    expect(asked({ role: null })).toMatchObject({ reason: 'left_engagement' })
    expect(asked({ spokenOn: '2026-10-01' })).toMatchObject({ reason: 'said_too_long_ago' })
  })

  it('waits for the caps, as long as the call is not past', () => {
    const mail = (at: string) => [
      { invitationId: 2, accountId: 1, to: CASE.invitation.mailbox, person: CASE.invitation.mailbox, at: new Date(at) },
    ]
    const soon = asked({}, { mails: mail('2026-10-28T10:00:00Z') })
    expect(soon).toEqual({ kind: 'move', reason: 'contact_cap', dueAt: new Date('2026-11-27T09:00:00Z') })
    expect(asked({}, { mails: mail('2026-11-19T10:00:00Z') })).toMatchObject({
      kind: 'hold_back',
      reason: 'contact_cap',
    })
  })
})
