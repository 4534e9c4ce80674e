import { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApiKey, revokeApiKey } from '../../src/domain/access/api-keys.ts'
import { apiRoutes } from '../../src/http/api/routes.ts'
import type { AppEnv } from '../../src/http/env.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import {
  addParticipant,
  createAccount,
  createContact,
  createEngagement,
  createFollowUp,
  createInvitation,
  createMilestone,
  createResponse,
  createStaff,
  createWorld,
  type World,
} from '../support/factories.ts'

const database = useDatabase()
const LISTS = ['invitations', 'decisions', 'responses', 'follow-ups', 'opportunities', 'emails'] as const
const SECRET_WORDS = 'Only for Lena: we are leaving'

type Page = { items: Record<string, unknown>[]; next_cursor: string | null }

let deps: TestDeps
let app: Hono<AppEnv>
let world: World
let keys: Record<'pm' | 'leader' | 'account_manager' | 'admin' | 'stranger' | 'later_pm', string>
let laterPm: World['pm']

const get = (path: string, key = keys.admin) =>
  app.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } })

const pageOf = async (path: string, key?: string): Promise<Page> => {
  const response = await get(path, key)
  expect(`${path} ${response.status}`).toBe(`${path} 200`)
  return (await response.json()) as Page
}

const scores = async (by: string, key: string) =>
  (await (await get(`/scores${by}`, key)).json()) as { as_of: string; items: Record<string, unknown>[] }

const valuesOf = async (path: string, field: string, key?: string) =>
  (await pageOf(path, key)).items.map((item) => item[field])

async function keyFor(role: 'pm' | 'leader' | 'account_manager' | 'admin', staffRef?: string): Promise<string> {
  const made = await createApiKey(deps, { name: `${role} ${staffRef}`, role, staffRef })
  if (made.kind !== 'created') throw new Error(made.kind)
  return made.key
}

/** An answer with a follow-up, an opportunity, their decision and their alert. */
async function answer(given: {
  engagementId: number
  accountId: number
  pmId: number
  visibility: 'team' | 'leadership'
  ref: string
}) {
  const { db } = database
  const contact = await createContact(db, { accountId: given.accountId })
  const milestone = await createMilestone(db, { engagementId: given.engagementId })
  const invitation = await createInvitation(db, {
    milestoneId: milestone.id,
    contactId: contact.id,
    pmId: given.pmId,
    state: 'answered',
  })
  const words = given.visibility === 'leadership' ? SECRET_WORDS : `Words of ${given.ref}`
  const response = await createResponse(db, {
    invitationId: invitation.id,
    ref: given.ref,
    visibility: given.visibility,
    comment: words,
    needsNext: words,
    callFirst: 2,
  })
  await db.insertInto('experience').values({ responseId: response.id, key: 'advised', rating: 2 }).execute()
  const followUp = await createFollowUp(db, {
    responseId: response.id,
    invitationId: invitation.id,
    ownerId: given.pmId,
    openedAt: deps.now(),
    dueAt: deps.now(),
  })
  await db
    .insertInto('opportunity')
    .values({ responseId: response.id, ownerId: given.pmId, need: words, openedAt: deps.now() })
    .execute()
  await db
    .insertInto('decision')
    .values({ milestoneId: milestone.id, contactId: contact.id, kind: 'answered', reason: 'answered', at: deps.now() })
    .execute()
  await db
    .insertInto('email')
    .values({
      kind: 'alert',
      followUpId: followUp.id,
      staffId: given.pmId,
      templateVersionId: world.alertTemplate.id,
      toName: 'x',
      toAddress: 'x@kestrel.example',
      messageId: `<${given.ref}@kestrel.example>`,
      state: 'sent',
      dueAt: deps.now(),
      createdAt: deps.now(),
      invitationId: null,
      secretUrl: null,
      leasedUntil: null,
      lastError: null,
      sentAt: deps.now(),
    })
    .execute()
}

beforeEach(async () => {
  const { db } = database
  deps = createTestDeps(db)
  app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    c.set('deps', deps)
    return next()
  })
  app.route('/api/v1', apiRoutes)
  world = await createWorld(db)
  const { pm, account, engagement, accountManager } = world
  const stranger = await createStaff(db, { ref: 'stranger' })
  laterPm = await createStaff(db, { ref: 'later' })
  const other = await createAccount(db, { ref: 'elsewhere' })
  const foreign = await createEngagement(db, { ref: 'foreign', accountId: other.id, pmId: stranger.id })
  const handed = await createEngagement(db, { ref: 'handed-over', accountId: account.id, pmId: laterPm.id })
  const mine = { engagementId: engagement.id, accountId: account.id, pmId: pm.id }
  await answer({ ...mine, visibility: 'team', ref: 'R-team' })
  await answer({ ...mine, visibility: 'leadership', ref: 'R-secret' })
  await answer({ engagementId: handed.id, accountId: account.id, pmId: pm.id, visibility: 'team', ref: 'R-before' })
  await answer({ engagementId: handed.id, accountId: account.id, pmId: laterPm.id, visibility: 'team', ref: 'R-after' })
  await answer({
    engagementId: foreign.id,
    accountId: other.id,
    pmId: stranger.id,
    visibility: 'team',
    ref: 'R-foreign',
  })
  keys = {
    pm: await keyFor('pm', pm.ref),
    later_pm: await keyFor('pm', laterPm.ref),
    stranger: await keyFor('pm', stranger.ref),
    account_manager: await keyFor('account_manager', accountManager.ref),
    leader: await keyFor('leader'),
    admin: await keyFor('admin'),
  }
})

describe('who sees what', () => {
  it('shows leaders and administrators every answer', async () => {
    const all = ['R-team', 'R-secret', 'R-before', 'R-after', 'R-foreign']
    expect(await valuesOf('/responses', 'ref', keys.leader)).toEqual(all)
    expect(await valuesOf('/responses', 'ref', keys.admin)).toEqual(all)
  })

  it('shows a PM the answers of engagements led now and of the own days in others, none for leadership only', async () => {
    expect(await valuesOf('/responses', 'ref', keys.pm)).toEqual(['R-team', 'R-before'])
    expect(await valuesOf('/responses', 'ref', keys.later_pm)).toEqual(['R-before', 'R-after'])
    expect(await valuesOf('/responses', 'ref', keys.stranger)).toEqual(['R-foreign'])
  })

  it('shows an account manager the answers of their accounts, none for leadership only', async () => {
    expect(await valuesOf('/responses', 'ref', keys.account_manager)).toEqual(['R-team', 'R-before', 'R-after'])
  })

  it.each(['pm', 'later_pm', 'stranger', 'account_manager'] as const)(
    'hides an answer for leadership only, and what came of it, from %s in every list under every filter',
    async (who) => {
      const { engagement, account, pm } = world
      const filters = [
        '',
        `engagement_ref=${engagement.ref}`,
        `account_ref=${account.ref}`,
        `pm_ref=${pm.ref}`,
        'since=2020-01-01T00:00:00Z',
        'limit=200',
      ]
      for (const list of LISTS) {
        for (const filter of filters) {
          const body = await (await get(`/${list}?${filter}`, keys[who])).text()
          expect(body).not.toContain('Only for Lena')
          expect(body).not.toContain('R-secret')
          expect(body).not.toContain('"leadership"')
        }
      }
    },
  )

  it('shows a PM own engagements with their accounts, contacts and milestones alone', async () => {
    const { engagement, account } = world
    expect(await valuesOf('/engagements', 'ref', keys.pm)).toEqual([engagement.ref, 'handed-over'])
    expect(await valuesOf('/accounts', 'ref', keys.pm)).toEqual([account.ref])
    expect(await valuesOf('/contacts', 'ref', keys.pm)).toEqual([world.contact.ref])
    expect(new Set(await valuesOf('/milestones', 'engagement_ref', keys.pm))).toEqual(
      new Set([engagement.ref, 'handed-over']),
    )
    expect(await valuesOf('/engagements', 'ref', keys.stranger)).toEqual(['foreign'])
    expect((await get(`/engagements/${engagement.ref}`, keys.stranger)).status).toBe(404)
    expect((await get('/accounts/elsewhere', keys.pm)).status).toBe(404)
  })

  it('shows an account manager their accounts and all that belongs to them', async () => {
    expect(await valuesOf('/accounts', 'ref', keys.account_manager)).toEqual([world.account.ref])
    expect(await valuesOf('/engagements', 'ref', keys.account_manager)).toEqual([world.engagement.ref, 'handed-over'])
    expect(new Set(await valuesOf('/contacts', 'account_ref', keys.account_manager))).toEqual(
      new Set([world.account.ref]),
    )
  })

  it('shows a former PM only the invitations of the own days', async () => {
    expect(await valuesOf('/invitations?engagement_ref=handed-over', 'pm_ref', keys.pm)).toEqual([world.pm.ref])
    expect(await valuesOf('/decisions?engagement_ref=handed-over', 'pm_ref', keys.pm)).toEqual([world.pm.ref])
    expect(await valuesOf('/decisions?engagement_ref=handed-over', 'pm_ref', keys.later_pm)).toEqual([
      world.pm.ref,
      laterPm.ref,
    ])
  })

  it('shows the outbox to administrators alone', async () => {
    expect(await valuesOf('/emails', 'kind')).toHaveLength(5)
    for (const key of [keys.leader, keys.pm, keys.account_manager]) expect((await get('/emails', key)).status).toBe(403)
  })

  it('keeps sign-in links and ratings of the database out of the lists', async () => {
    const [mail] = (await pageOf(`/emails?engagement_ref=${world.engagement.ref}`)).items
    expect(mail).toMatchObject({
      kind: 'alert',
      message_id: '<R-team@kestrel.example>',
      engagement_ref: world.engagement.ref,
    })
    expect(mail).not.toHaveProperty('secret_url')
    const [response] = (await pageOf('/responses')).items
    expect(response).toMatchObject({ ref: 'R-team', call_first: 2, experiences: { advised: 2 }, pm_ref: world.pm.ref })
    expect(response).not.toHaveProperty('id')
  })

  it('lists history from an earlier tool as unchanged since it was answered, and by when it came in', async () => {
    const contact = await createContact(database.db, { accountId: world.account.id })
    const { id: invitationId } = await createInvitation(database.db, {
      milestoneId: world.milestone.id,
      contactId: contact.id,
      pmId: world.pm.id,
      origin: 'import',
      state: 'answered',
    })
    const answeredAt = new Date('2025-03-01T09:00:00Z')
    await createResponse(database.db, { invitationId, ref: 'R-old', answeredAt, changedAt: new Date('2026-11-21') })
    const { items } = await pageOf('/responses?since=2026-11-20T10:00:01Z')
    expect(items).toMatchObject([{ ref: 'R-old', answered_at: '2025-03-01T09:00:00.000Z' }])
    expect(items[0]?.['changed_at']).toBe(items[0]?.['answered_at'])
  })
})

describe('lists', () => {
  it('walk through all by cursor without repeats or gaps', async () => {
    const all = await valuesOf('/decisions?limit=200', 'id')
    const walked: unknown[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = await pageOf(`/decisions?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
      expect(page.items.length).toBeLessThanOrEqual(2)
      walked.push(...page.items.map((item) => item['id']))
      cursor = page.next_cursor
    }
    expect(walked).toEqual(all)
    expect(walked).toHaveLength(5)
  })

  it('narrow by engagement, account, PM of the day and time', async () => {
    expect(await valuesOf('/responses?engagement_ref=handed-over', 'ref')).toEqual(['R-before', 'R-after'])
    expect(await valuesOf('/responses?account_ref=elsewhere', 'ref')).toEqual(['R-foreign'])
    expect(await valuesOf(`/responses?pm_ref=${world.pm.ref}`, 'ref')).toEqual(['R-team', 'R-secret', 'R-before'])
    expect(await valuesOf('/responses?since=2026-11-20T11:00:00%2B01:00', 'ref')).toHaveLength(5)
    expect(await valuesOf('/responses?since=2026-11-20T10:00:01Z', 'ref')).toEqual([])
    for (const list of LISTS) expect(await valuesOf(`/${list}?since=2027-01-01T00:00:00Z`, 'id')).toEqual([])
    for (const list of LISTS) expect((await pageOf(`/${list}?account_ref=nobody`)).items).toEqual([])
  })

  it('tell why an invitation was decided as it was', async () => {
    const { milestone, contact } = world
    await database.db
      .insertInto('decision')
      .values({
        milestoneId: milestone.id,
        contactId: contact.id,
        kind: 'held_back',
        reason: 'asked lately',
        nextAllowedOn: '2026-12-01',
        at: deps.now(),
      })
      .execute()
    const [first] = (await pageOf(`/invitations?engagement_ref=${world.engagement.ref}`)).items
    expect(first).toMatchObject({
      milestone_ref: milestone.ref,
      milestone_kind: 'delivery',
      contact_ref: contact.ref,
      state: 'sent',
      due_at: '2026-11-18T09:00:00.000Z',
      decisions: [
        {
          kind: 'held_back',
          reason: 'asked lately',
          next_allowed_on: '2026-12-01',
          due_at: null,
          note: null,
          at: '2026-11-20T10:00:00.000Z',
        },
      ],
    })
  })

  it('name each fault of a query', async () => {
    const response = await get('/responses?limit=0&cursor=x&since=yesterday')
    expect(response.status).toBe(422)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const { errors, ...problem } = (await response.json()) as { errors: { field: string }[] }
    expect(problem).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Content',
      status: 422,
      detail: 'Some fields are at fault; errors names them.',
    })
    expect(errors.map(({ field }) => field)).toEqual(['limit', 'cursor', 'since'])
  })
})

describe('scores', () => {
  beforeEach(async () => {
    const { db } = database
    const subjects = [
      ['pm', world.pm.id],
      ['pm', laterPm.id],
      ['firm', 1],
      ['engagement', world.engagement.id],
      ['account', world.account.id],
    ] as const
    for (const asOf of ['2026-11-01', '2026-11-20']) {
      for (const audience of ['team', 'leadership'] as const) {
        for (const [subjectKind, subjectId] of subjects) {
          const enough = subjectId !== laterPm.id || subjectKind !== 'pm'
          const value = audience === 'team' ? 60 : 50
          await db
            .insertInto('score')
            .values({
              subjectKind,
              subjectId,
              audience,
              asOf,
              enough,
              value: enough ? value : null,
              low: enough ? 40 : null,
              high: enough ? 80 : null,
              level: 0.9,
              tier: enough ? 'same' : null,
              answers: 7,
              respondents: 5,
              accounts: 2,
              plainAverage: 70,
              partFirm: 55,
              partPm: 5,
              partAccounts: null,
              partEngagements: null,
              computedAt: deps.now(),
            })
            .execute()
        }
      }
    }
  })

  it('are the newest, as leadership reads them, with range, counts and parts', async () => {
    const { as_of, items } = await scores('', keys.leader)
    expect(as_of).toBe('2026-11-20')
    expect(new Set(items.map((item) => item['ref']))).toEqual(new Set([laterPm.ref, world.pm.ref]))
    expect(items.find((item) => item['ref'] === world.pm.ref)).toEqual({
      ref: world.pm.ref,
      name: 'Dana Reyes',
      enough: true,
      value: 50,
      low: 40,
      high: 80,
      level: 0.9,
      answers: 7,
      respondents: 5,
      accounts: 2,
      parts: { firm: 55, pm: 5, accounts: null, engagements: null },
      coverage: expect.objectContaining({ asked: expect.any(Number), held: 0 }),
    })
    expect(items.find((item) => item['ref'] === laterPm.ref)).toMatchObject({
      enough: false,
      value: null,
      low: null,
      high: null,
    })
  })

  it('show a PM the own one as the team reads it, and nobody else', async () => {
    const { items } = await scores('?by=pm', keys.pm)
    expect(items).toMatchObject([{ ref: world.pm.ref, value: 60 }])
    expect((await scores('?by=pm', keys.account_manager)).items).toEqual([])
  })

  it('are kept by engagement, account and firm', async () => {
    expect((await scores('?by=engagement', keys.pm)).items).toMatchObject([{ ref: world.engagement.ref, value: 60 }])
    expect((await scores('?by=engagement', keys.stranger)).items).toEqual([])
    expect((await scores('?by=account', keys.account_manager)).items).toMatchObject([{ ref: world.account.ref }])
    expect((await scores('?by=firm', keys.admin)).items).toMatchObject([
      { ref: 'firm', name: 'Kestrel & Co.', value: 50 },
    ])
    expect((await get('/scores?by=contact')).status).toBe(422)
  })

  it('of all PMs are read on the record', async () => {
    await scores('', keys.leader)
    await scores('', keys.pm)
    const actions = await database.db
      .selectFrom('audit')
      .select(['action', 'detail'])
      .where('action', '=', 'pms_compared')
      .execute()
    expect(actions).toEqual([{ action: 'pms_compared', detail: { api_key: 'leader undefined' } }])
  })
})

describe('keys', () => {
  it.each([undefined, 'Bearer', 'Bearer fc_wrong', 'Basic Zm9vOmJhcg==', 'Bearer  '])(
    'are asked for: %j is refused',
    async (authorization) => {
      const response = await app.request('/api/v1/accounts', {
        headers: authorization === undefined ? {} : { authorization },
      })
      expect(response.status).toBe(401)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
      expect(await response.json()).toMatchObject({ title: 'Unauthorized', status: 401 })
    },
  )

  it('are random, kept as a hash, and end when revoked', async () => {
    expect(keys.admin).toMatch(/^fc_[\w-]{43}$/)
    const stored = await database.db.selectFrom('apiKey').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(keys.admin)
    expect(await revokeApiKey(deps, 'admin undefined')).toEqual({ kind: 'revoked' })
    expect((await get('/accounts')).status).toBe(401)
  })

  it('of PMs and account managers say whose they are', async () => {
    expect(await createApiKey(deps, { name: 'k', role: 'pm' })).toEqual({ kind: 'staff_needed' })
    expect(await createApiKey(deps, { name: 'k', role: 'admin', staffRef: 'later' })).toEqual({
      kind: 'staff_not_needed',
    })
    expect(await createApiKey(deps, { name: 'k', role: 'pm', staffRef: 'nobody' })).toEqual({ kind: 'unknown_staff' })
    expect(await createApiKey(deps, { name: 'k', role: 'account_manager', staffRef: 'later' })).toEqual({
      kind: 'wrong_role',
      role: 'pm',
    })
  })
})

it('lists the people who take part in an engagement', async () => {
  const second = await createContact(database.db, { accountId: world.account.id, ref: 'aa-second' })
  await addParticipant(database.db, world.engagement, second, 'user')
  const response = await get(`/engagements/${world.engagement.ref}`)
  expect(await response.json()).toEqual({
    ref: world.engagement.ref,
    account_ref: world.account.ref,
    name: 'Claims portal rebuild',
    pm_ref: world.pm.ref,
    started_on: '2026-06-01',
    ended_on: null,
    value: null,
    currency: null,
    contacts: [
      { contact_ref: 'aa-second', role: 'user' },
      { contact_ref: world.contact.ref, role: 'sponsor' },
    ],
  })
})
