import { describe, expect, it } from 'vitest'
import { resubscribe, unsubscribe, viewSubscription } from '../../src/domain/answering/unsubscribe.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createWorld } from '../support/factories.ts'

const database = useDatabase()
const suppressions = () => database.db.selectFrom('suppression').select(['address', 'reason', 'source']).execute()

describe('unsubscribing', () => {
  it('suppresses the address in lower case, however often it is asked', async () => {
    const { invitation } = await createWorld(database.db)
    const deps = createTestDeps(database.db)
    await Promise.all([1, 2, 3].map(() => unsubscribe(deps, invitation.token, 'one_click')))
    await unsubscribe(deps, invitation.token, 'page')
    expect(await suppressions()).toEqual([
      { address: 'marta.weber@northwind.example', reason: 'unsubscribed', source: 'one_click' },
    ])
    expect(await viewSubscription(deps, invitation.token)).toMatchObject({ kind: 'unsubscribed' })
  })

  it('still works by the link of a survey that has closed', async () => {
    const { invitation } = await createWorld(database.db, { invitation: { state: 'closed' } })
    expect(await unsubscribe(createTestDeps(database.db), invitation.token, 'page')).toBe('unsubscribed')
  })

  it('is taken back alone: an address that bounced stays suppressed', async () => {
    const { invitation } = await createWorld(database.db)
    const deps = createTestDeps(database.db)
    const address = 'marta.weber@northwind.example'
    await database.db
      .insertInto('suppression')
      .values({ address, reason: 'bounced', source: 'smtp', at: new Date() })
      .execute()
    await unsubscribe(deps, invitation.token, 'page')
    expect(await resubscribe(deps, invitation.token)).toBe('subscribed')
    expect(await suppressions()).toEqual([{ address, reason: 'bounced', source: 'smtp' }])
  })

  it('knows no address behind an unknown link', async () => {
    const deps = createTestDeps(database.db)
    expect(await unsubscribe(deps, 'nobody', 'one_click')).toBe('unknown')
    expect(await resubscribe(deps, 'nobody')).toBe('unknown')
    expect(await suppressions()).toEqual([])
  })
})
