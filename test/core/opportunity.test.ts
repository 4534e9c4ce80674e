import { describe, expect, it } from 'vitest'
import { readMove, readNeed } from '../../src/core/acting/opportunity-form.ts'
import { changesOfNeed, mayMoveNeed, mayOwnNeed, type NeedStanding } from '../../src/core/acting/opportunity.ts'

const STANDING: NeedStanding = { state: 'new', ownerId: 4, value: '1200.00', currency: 'EUR', note: null }

describe('a need', () => {
  it.each([
    ['leader', 1, true],
    ['admin', 1, true],
    ['account_manager', 4, true],
    ['account_manager', 5, true],
    ['account_manager', 6, false],
    ['pm', 4, false],
  ] as const)('is moved by a %s with key %i: %s', (role, staffId, may) => {
    expect(mayMoveNeed({ role, staffId }, { ownerId: 4, accountManagerId: 5 })).toBe(may)
  })

  it.each([
    ['leader', true, true],
    ['account_manager', false, true],
    ['account_manager', true, false],
    ['pm', false, false],
  ] as const)('can be owned by a %s, told to leadership only %s: %s', (role, leadershipOnly, may) => {
    expect(mayOwnNeed(role, leadershipOnly)).toBe(may)
  })

  it('has changed where a move says something else, however the amount is written', () => {
    expect(changesOfNeed(STANDING, { ...STANDING, value: '1200' })).toEqual([])
    expect(changesOfNeed(STANDING, { state: 'won', ownerId: null, value: null, currency: null, note: 'Ours' })).toEqual(
      ['state', 'owner', 'value', 'note'],
    )
  })

  it('keeps what a move leaves out, and loses what it empties', () => {
    expect(readMove(STANDING, { state: 'quoted' })).toEqual({ standing: { ...STANDING, state: 'quoted' }, faults: [] })
    expect(readMove(STANDING, { value: '', owner: '' }).standing).toEqual({
      ...STANDING,
      ownerId: null,
      value: null,
      currency: null,
    })
    expect(readMove(STANDING, { value: '12,500' }).standing).toMatchObject({ value: '12500', currency: 'EUR' })
    expect(readMove(STANDING, { value: '9', currency: 'usd' }).standing).toMatchObject({ currency: 'USD' })
  })

  it('is not moved by what means nothing', () => {
    const typed = { state: 'sold', owner: 'Ann', value: 'much', currency: '', note: 'x'.repeat(5001) }
    const { faults } = readMove(STANDING, typed)
    expect(faults.map(({ column }) => column).toSorted()).toEqual(['currency', 'note', 'owner', 'state', 'value'])
    expect(readNeed(' \n')).toHaveProperty('fault')
    expect(readNeed(' A portal ')).toEqual({ need: 'A portal' })
  })
})
