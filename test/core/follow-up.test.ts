import { describe, expect, it } from 'vitest'
import {
  type OwnerRules,
  followUpHours,
  followUpOwner,
  followUpReasons,
  mayKeepFollowUp,
} from '../../src/core/acting/follow-up.ts'
import type { FollowUpReason, Role, Visibility } from '../../src/core/words.ts'

describe('why somebody has to act', () => {
  it.each<[number, number | null, boolean, FollowUpReason[]]>([
    [6, null, false, []],
    [5, null, false, ['low']],
    [0, null, false, ['low']],
    [7, 10, false, ['fall']],
    [8, 10, false, []],
    [7, 4, false, []],
    [4, 9, true, ['low', 'fall', 'call_me']],
    [10, null, true, ['call_me']],
  ])('an answer of %i after %j, call me %j: %j', (callFirst, lastCallFirst, callMe, reasons) => {
    expect(followUpReasons({ callFirst, lastCallFirst, callMe, lowAnswer: 5, fall: 3 })).toEqual(reasons)
  })

  it('is due sooner for a client who waits for a call', () => {
    expect(followUpHours(['low', 'fall'])).toBe(16)
    expect(followUpHours(['low', 'call_me'])).toBe(8)
  })
})

const person = (id: number, role: Role) => ({ id, role })
const pm = person(1, 'pm')
const lead = person(2, 'leader')
const seniorPm = person(3, 'pm')
const manager = person(4, 'account_manager')
const otherLeader = person(5, 'leader')
const admin = person(6, 'admin')
const leadingPm = person(7, 'leader')

const RULES: OwnerRules = { ownerOfLow: 'pm_leader', ownerOfCall: 'account_manager', ownerOfSilence: 'account_manager' }

describe('who has to act', () => {
  const everybody = { pm, pmLeader: lead, accountManager: manager, leaders: [lead, otherLeader], admins: [admin] }
  const alone = { pm, pmLeader: null, accountManager: null, leaders: [], admins: [] }

  it.each<[string, Parameters<typeof followUpOwner>[0], Visibility, FollowUpReason[], number | null]>([
    ["a low answer goes to the PM's leader", everybody, 'team', ['low'], 2],
    ['without one, to the account manager', { ...everybody, pmLeader: null }, 'team', ['fall'], 4],
    ['without both, to a leader', { ...everybody, pmLeader: null, accountManager: null }, 'team', ['low'], 2],
    ['without anybody else, to the PM', alone, 'team', ['low'], 1],
    ['a call goes to the account manager', everybody, 'team', ['call_me'], 4],
    ["a call without one, to the PM's leader", { ...everybody, accountManager: null }, 'team', ['call_me'], 2],
    ['a silence goes to the account manager', everybody, 'team', ['silence'], 4],
    ["a low answer with a call goes to the PM's leader", everybody, 'team', ['low', 'call_me'], 2],
    ["leadership only: to the PM's leader", everybody, 'leadership', ['call_me'], 2],
    ['leadership only: not to a PM who leads the PM', { ...everybody, pmLeader: seniorPm }, 'leadership', ['low'], 2],
    [
      'leadership only: not to a leader who is the PM',
      { ...everybody, pm: leadingPm, pmLeader: leadingPm },
      'leadership',
      ['low'],
      2,
    ],
    [
      'leadership only: without leaders, to an admin',
      { ...everybody, pmLeader: null, leaders: [] },
      'leadership',
      ['low'],
      6,
    ],
    [
      'leadership only: to the one leader there is',
      { ...alone, pm: leadingPm, leaders: [leadingPm] },
      'leadership',
      ['low'],
      7,
    ],
    [
      'leadership only: to nobody rather than the team',
      { ...alone, accountManager: manager },
      'leadership',
      ['low'],
      null,
    ],
  ])('%s', (_, people, visibility, reasons, owner) => {
    expect(followUpOwner(people, visibility, reasons, RULES)?.id ?? null).toBe(owner)
  })

  it.each<[Partial<OwnerRules>, FollowUpReason[], number]>([
    [{ ownerOfLow: 'pm' }, ['low'], 1],
    [{ ownerOfLow: 'account_manager' }, ['fall', 'call_me'], 4],
    [{ ownerOfCall: 'pm' }, ['call_me'], 1],
    [{ ownerOfCall: 'pm' }, ['low', 'call_me'], 2],
    [{ ownerOfSilence: 'pm_leader' }, ['silence'], 2],
  ])('is as the firm has settled: %j of %j is for %i', (rules, reasons, owner) => {
    expect(followUpOwner(everybody, 'team', reasons, { ...RULES, ...rules })?.id).toBe(owner)
    expect(followUpOwner(everybody, 'leadership', reasons, { ...RULES, ...rules })?.id).toBe(2)
  })

  it.each<[Visibility, number, boolean]>([
    ['team', 1, true],
    ['leadership', 1, false],
    ['leadership', 4, false],
    ['leadership', 5, true],
  ])('an answer for %s: staff %i may keep it: %j', (visibility, ownerId, may) => {
    expect(mayKeepFollowUp(everybody, visibility, ownerId)).toBe(may)
  })
})
