import { describe, expect, it } from 'vitest'
import { compareMilestones, decideRelease, type ReleaseCase, type Rival } from '../../src/core/asking/release.ts'
import type { MailLine } from '../../src/core/asking/survey-caps.ts'
import { askingFirm, planRule } from '../support/plan.ts'

const at = (day: string): Date => new Date(`${day}T10:00:00Z`)

const INVITATION: ReleaseCase['invitation'] = {
  id: 1,
  milestoneId: 1,
  milestoneKind: 'delivery',
  reachedOn: '2026-11-16',
  accountId: 1,
  mailbox: 'marta@client.example',
  role: 'sponsor',
  timeZone: 'UTC',
  suppressedBy: null,
  heldBy: null,
  spokenOn: null,
}

type Over = Partial<Omit<ReleaseCase, 'invitation'>> & { invitation?: Partial<ReleaseCase['invitation']> }

const release = ({ invitation, ...over }: Over = {}): ReleaseCase => ({
  invitation: { ...INVITATION, ...invitation },
  rule: planRule(),
  rivals: [],
  mails: [],
  firm: askingFirm(),
  now: at('2026-11-18'),
  ...over,
})

const mail = (to: string, day: string): MailLine => ({ invitationId: 9, accountId: 1, to, person: to, at: at(day) })
const toMarta = (day: string) => mail('marta@client.example', day)
const rival = (over: Partial<Rival> = {}): Rival => ({
  milestoneId: 2,
  milestoneKind: 'close',
  reachedOn: '2026-11-17',
  dueAt: at('2026-11-25'),
  ...over,
})

describe('an invitation that is due', () => {
  it.each([
    ['leaves where nothing speaks against it', release(), { kind: 'release' }],
    [
      'is held back where the contact was asked 12 days before',
      release({ mails: [toMarta('2026-11-06')] }),
      { kind: 'hold_back', reason: 'contact_cap', nextAllowedOn: '2026-12-06' },
    ],
    ['leaves on the very day that the cap ends', release({ mails: [toMarta('2026-10-19')] }), { kind: 'release' }],
    [
      'is held back where enough others of the account were asked',
      release({ mails: [mail('a@x', '2026-11-10'), mail('b@x', '2026-11-02'), mail('c@x', '2026-09-01')] }),
      { kind: 'hold_back', reason: 'account_cap', nextAllowedOn: '2026-12-02' },
    ],
    [
      'is held back where the contact has unsubscribed since',
      release({ invitation: { suppressedBy: 'unsubscribed' } }),
      { kind: 'hold_back', reason: 'suppressed_unsubscribed', nextAllowedOn: null },
    ],
    [
      'is held back where the contact takes part no more',
      release({ invitation: { role: null } }),
      { kind: 'hold_back', reason: 'left_engagement', nextAllowedOn: null },
    ],
    [
      'is held back where the contact has another role',
      release({ invitation: { role: 'user' } }),
      { kind: 'hold_back', reason: 'role_not_asked', nextAllowedOn: null },
    ],
    [
      'is taken back where its milestone was not reached after all',
      release({ invitation: { reachedOn: null } }),
      { kind: 'withdraw', reason: 'not_reached' },
    ],
    [
      'is taken back where the plan asks about such milestones no more',
      release({ rule: null }),
      { kind: 'withdraw', reason: 'no_plan_for_kind' },
    ],
    [
      'is taken back where somebody holds it',
      release({ invitation: { heldBy: 'milestone_held' } }),
      { kind: 'withdraw', reason: 'milestone_held' },
    ],
    [
      'is held back where its milestone has grown stale',
      release({ now: at('2026-12-18') }),
      { kind: 'hold_back', reason: 'reached_too_long_ago', nextAllowedOn: null },
    ],
    [
      'moves to the morning at night',
      release({ now: new Date('2026-11-18T22:00:00Z') }),
      { kind: 'move', reason: 'outside_hours', dueAt: new Date('2026-11-19T09:00:00Z') },
    ],
    [
      'moves to the hours of its rule',
      release({ rule: planRule({ askFrom: 14, askUntil: 16 }) }),
      { kind: 'move', reason: 'outside_hours', dueAt: new Date('2026-11-18T14:00:00Z') },
    ],
    [
      'stands back for a later milestone within the cap, until that one’s cap ends',
      release({ rivals: [rival()] }),
      { kind: 'hold_back', reason: 'later_milestone', nextAllowedOn: '2026-12-25' },
    ],
    [
      'does not stand back for a later milestone beyond the cap',
      release({ rivals: [rival({ dueAt: at('2026-12-18') })] }),
      { kind: 'release' },
    ],
    ['wins over an earlier milestone', release({ rivals: [rival({ reachedOn: '2026-11-10' })] }), { kind: 'release' }],
    [
      'never stands back where the contact has no cap',
      release({ rivals: [rival()], mails: [toMarta('2026-11-17')], firm: askingFirm({ contactCapDays: 0 }) }),
      { kind: 'release' },
    ],
  ])('%s', (_, input, expected) => expect(decideRelease(input)).toEqual(expected))
})

describe('the later of two milestones', () => {
  const milestone = (milestoneId: number, milestoneKind: string, reachedOn: string) => ({
    milestoneId,
    milestoneKind,
    reachedOn,
  })
  it.each([
    ['is the one reached later', milestone(1, 'kickoff', '2026-11-17'), milestone(2, 'close', '2026-11-16')],
    [
      'of one day is the later in a project',
      milestone(1, 'close', '2026-11-16'),
      milestone(2, 'delivery', '2026-11-16'),
    ],
    [
      'of one day is the firm’s own kind',
      milestone(1, 'go_live', '2026-11-16'),
      milestone(2, 'aftercare', '2026-11-16'),
    ],
    ['of one day and kind is the newer', milestone(2, 'close', '2026-11-16'), milestone(1, 'close', '2026-11-16')],
  ])('%s', (_, later, earlier) => {
    expect(compareMilestones(later, earlier)).toBeGreaterThan(0)
    expect(compareMilestones(earlier, later)).toBeLessThan(0)
  })
})
