import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, it } from 'vitest'
import { importFirm } from '../../../src/domain/firm/import-firm.ts'
import { refitScores } from '../../../src/domain/score/refit-scores.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import {
  createAccount,
  createEngagement,
  createResponse,
  createSentEmail,
  createStaff,
  createWorld,
  type World,
} from '../../support/factories.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true })

async function tableFor(staff: { email: string }, path: string) {
  const response = await (await signInAs(deps, staff)).get(path)
  const isTable = response.headers.get('content-type') === 'text/csv; charset=utf-8'
  return { status: response.status, isTable, rows: isTable ? rowsOf(await response.text()) : [] }
}

describe('the table of', () => {
  it('accounts holds all that the page’s filter finds, in its order, on however many pages', async () => {
    for (let count = 0; count < 60; count += 1) {
      await createAccount(database.db, { name: `Acme ${String(count).padStart(2, '0')}` })
    }
    const { isTable, rows } = await tableFor(world.leader, '/accounts.csv?q=acme&page=2')
    expect(isTable).toBe(true)
    expect(rows).toHaveLength(60)
    expect(rows[0]).toEqual({
      account: 'Acme 00',
      industry: '',
      score: '',
      low: '',
      high: '',
      answers: '0',
      last_answer_at: '',
      account_manager: '',
      open_follow_ups: '0',
    })
  })

  it('accounts is safe to open in a spreadsheet', async () => {
    await createAccount(database.db, { name: '=HYPERLINK("https://bad.example")' })
    const { rows } = await tableFor(world.leader, '/accounts.csv?q=HYPERLINK')
    expect(rows.map(({ account }) => account)).toEqual([`'=HYPERLINK("https://bad.example")`])
  })

  it('engagements holds what the viewer sees of them, each milestone with how it stands', async () => {
    await createResponse(database.db, { invitationId: world.invitation.id, callFirst: 8 })
    await database.db.updateTable('invitation').set({ state: 'answered' }).execute()
    await refitScores(deps, { always: true })
    const other = await createAccount(database.db)
    await createEngagement(database.db, { accountId: other.id, pmId: world.leader.id, name: 'Not the PM’s' })
    const mine = await tableFor(world.pm, '/engagements.csv')
    expect(mine.rows).toMatchObject([
      { engagement: world.engagement.name, pm: world.pm.name, milestones: 'delivery: answered' },
    ])
    const all = await tableFor(world.leader, '/engagements.csv?state=all')
    expect(all.rows.map(({ engagement, answers }) => [engagement, answers])).toEqual(
      expect.arrayContaining([
        ['Not the PM’s', '0'],
        [world.engagement.name, '1'],
      ]),
    )
  })

  it('PMs is leadership’s, whose look at it is kept', async () => {
    await refitScores(deps, { always: true })
    const { rows } = await tableFor(world.leader, '/pms.csv')
    expect(rows.map(({ pm }) => pm)).toContain(world.pm.name)
    const looks = await database.db.selectFrom('audit').select('action').where('action', '=', 'pms_viewed').execute()
    expect(looks).toHaveLength(1)
  })

  it('accounts along the project holds all heard from, with the mean at each milestone', async () => {
    await createResponse(database.db, { invitationId: world.invitation.id, callFirst: 8 })
    await database.db.updateTable('invitation').set({ state: 'answered' }).execute()
    const { rows } = await tableFor(world.leader, '/overview/along.csv?period=m3')
    expect(rows).toMatchObject([{ account: 'Northwind Insurance', delivery: '80', delivery_answers: '1' }])
    expect((await tableFor(world.leader, '/overview/along.csv?period=2025-q1')).rows).toEqual([])
  })

  it('an engagement’s history holds every step with its reason', async () => {
    const decision = { milestoneId: world.milestone.id, contactId: world.contact.id, at: deps.now() }
    await database.db
      .insertInto('decision')
      .values([
        { ...decision, kind: 'planned', reason: 'as_planned' },
        { ...decision, kind: 'held', reason: 'contact_held', note: '=1+1' },
      ])
      .execute()
    const path = `/engagements/${world.engagement.id}/history.csv`
    const { rows } = await tableFor(world.pm, path)
    expect(rows).toMatchObject([
      { milestone: 'delivery', contact: 'Marta Weber', decision: 'planned', at: '2026-11-20T10:00:00.000Z' },
      { decision: 'held', reason: 'contact_held', note: "'=1+1" },
    ])
    const stranger = await createStaff(database.db)
    expect(await tableFor(stranger, path)).toMatchObject({ status: 404, isTable: false })
  })

  it('the outbox holds to whom what went, and nothing of what it says', async () => {
    await createSentEmail(database.db, { toAddress: 'marta@northwind.example', invitationId: world.invitation.id })
    const { rows } = await tableFor(world.admin, '/outbox.csv')
    expect(rows.filter(({ kind }) => kind === 'invitation')).toMatchObject([
      { state: 'sent', to_address: 'marta@northwind.example', subject: expect.any(String) },
    ])
    expect(JSON.stringify(rows)).not.toContain('/s/')
  })

  it('everything begins with a byte order mark, for Excel, which an import reads over', async () => {
    const response = await (await signInAs(deps, world.leader)).get('/accounts.csv')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(Array.from(bytes.subarray(0, 10))).toEqual([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('account')])
    const admin = await signInAs(deps, world.admin)
    await database.db
      .insertInto('suppression')
      .values({ address: 'a@client.example', reason: 'left', source: 'import', at: deps.now() })
      .execute()
    const list = new Uint8Array(await (await admin.get('/suppressions.csv')).arrayBuffer())
    const source = {
      name: 'suppressions.csv',
      open: async function* () {
        yield list
      },
    } as const
    expect(await importFirm(deps, [source])).toMatchObject({ faults: [], warnings: [], files: [{ unchanged: 1 }] })
  })

  it.each([
    ['scores against outcomes', '/trust.csv', ['pm']],
    ['the outbox', '/outbox.csv', ['pm', 'accountManager', 'leader']],
    ['accounts along the project', '/overview/along.csv', ['pm', 'accountManager']],
    ['PMs', '/pms.csv', ['pm', 'accountManager']],
    ['accounts', '/accounts.csv', ['pm']],
  ] as const)('%s is not for everybody', async (_, path, roles) => {
    for (const role of roles) expect(await tableFor(world[role], path)).toMatchObject({ status: 403, isTable: false })
  })
})
