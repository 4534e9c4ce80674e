import { describe, expect, it } from 'vitest'
import { addToAnswer } from '../../src/domain/answering/add-to-answer.ts'
import { answerSurvey } from '../../src/domain/answering/answer-survey.ts'
import { viewSurvey } from '../../src/domain/answering/view-survey.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createContact, createInvitation, createMilestone, createResponse, createWorld } from '../support/factories.ts'

const database = useDatabase()

const setUp = async (given: Parameters<typeof createWorld>[1] = {}) => {
  const world = await createWorld(database.db, given)
  const deps = createTestDeps(database.db)
  const answer = (fields: Record<string, string>) => answerSurvey(deps, world.invitation.token, fields)
  return { world, deps, answer }
}
const followUps = () => database.db.selectFrom('followUp').selectAll().execute()
const alerts = () => database.db.selectFrom('email').selectAll().where('kind', '=', 'alert').execute()
const responses = () => database.db.selectFrom('response').selectAll().execute()
const opportunities = () => database.db.selectFrom('opportunity').select(['need', 'ownerId']).execute()
const decisions = async () => {
  const rows = await database.db.selectFrom('decision').select('kind').orderBy('id').execute()
  return rows.map(({ kind }) => kind)
}

describe('answering a survey', () => {
  it('stores one response with its experiences and says so in the history', async () => {
    const { world, answer } = await setUp()
    const fields = { call_first: '8', delivered: '5', steward: '4', comment: 'Good notes', visibility: 'leadership' }
    expect(await answer(fields)).toEqual({ kind: 'answered' })
    expect(await responses()).toMatchObject([
      { ref: `fc-${world.invitation.id}`, callFirst: 8, comment: 'Good notes', visibility: 'leadership' },
    ])
    expect(await database.db.selectFrom('experience').select(['key', 'rating']).orderBy('key').execute()).toEqual([
      { key: 'delivered', rating: 5 },
      { key: 'steward', rating: 4 },
    ])
    const invitation = await database.db.selectFrom('invitation').select('state').executeTakeFirstOrThrow()
    expect(invitation.state).toBe('answered')
    expect(await decisions()).toEqual(['answered'])
    expect(await followUps()).toEqual([])
  })

  it('stores one response for thirty sent at once through four connections', async () => {
    const { answer } = await setUp()
    const sent = Array.from({ length: 30 }, () => answer({ call_first: '2', call_me: 'true', needs_next: 'A portal' }))
    const kinds = (await Promise.all(sent)).map(({ kind }) => kind).sort()
    expect(kinds).toEqual(['answered', ...Array.from({ length: 29 }, () => 'same')])
    expect(await responses()).toHaveLength(1)
    expect(await followUps()).toHaveLength(1)
    expect(await alerts()).toHaveLength(1)
    expect(await decisions()).toEqual(['answered'])
  })

  it('keeps one of twelve different answers that arrive at once', async () => {
    const { answer } = await setUp()
    const sent = Array.from({ length: 12 }, (_, index) => answer({ call_first: String(index % 11) }))
    const kinds = (await Promise.all(sent)).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'answered')).toHaveLength(1)
    expect(kinds).not.toContain('faults')
    expect(await responses()).toHaveLength(1)
  })

  it('finds a name of its own where an import has brought a response of the same name', async () => {
    const { world, answer } = await setUp()
    const other = await createContact(database.db, { accountId: world.account.id })
    const keys = { milestoneId: world.milestone.id, contactId: other.id, pmId: world.pm.id }
    const imported = await createInvitation(database.db, { ...keys, origin: 'import', state: 'answered' })
    await createResponse(database.db, { invitationId: imported.id, ref: `fc-${world.invitation.id}` })
    expect(await answer({ call_first: '8' })).toEqual({ kind: 'answered' })
    const refs = await database.db.selectFrom('response').select('ref').orderBy('id').execute()
    expect(refs).toEqual([{ ref: `fc-${world.invitation.id}` }, { ref: `fc-${world.invitation.id}-2` }])
  })

  it('stores nothing of an answer with a fault', async () => {
    const { answer } = await setUp()
    expect(await answer({ call_first: '', comment: 'kept' })).toMatchObject({
      kind: 'faults',
      faults: [{ field: 'call_first' }],
    })
    expect(await responses()).toEqual([])
    expect(await decisions()).toEqual([])
  })

  it('withdraws a reminder that has not left', async () => {
    const { world, answer } = await setUp()
    await database.db
      .insertInto('email')
      .values({
        kind: 'reminder',
        ordinal: 1,
        invitationId: world.invitation.id,
        templateVersionId: world.alertTemplate.id,
        toName: 'Marta',
        toAddress: 'marta@northwind.example',
        messageId: '<reminder@kestrel.example>',
        state: 'due',
        dueAt: new Date(),
        createdAt: new Date(),
      })
      .execute()
    await answer({ call_first: '8' })
    expect(await database.db.selectFrom('email').select('state').execute()).toEqual([{ state: 'cancelled' }])
  })

  it.each(['planned', 'held_back', 'bounced'] as const)('knows no link to an invitation that is %s', async (state) => {
    const { deps, world, answer } = await setUp({ invitation: { state } })
    expect(await answer({ call_first: '8' })).toMatchObject({ kind: 'unknown' })
    expect(await viewSurvey(deps, world.invitation.token)).toMatchObject({ kind: 'unknown' })
    expect(await responses()).toEqual([])
  })

  it('takes nothing after the survey has closed, and says whether it was answered', async () => {
    const { deps, world, answer } = await setUp()
    const other = await createContact(database.db, { accountId: world.account.id })
    const unanswered = await createInvitation(database.db, {
      milestoneId: world.milestone.id,
      contactId: other.id,
      pmId: world.pm.id,
    })
    await answer({ call_first: '8' })
    deps.setNow('2026-12-13T17:00:00Z')
    expect(await answer({ call_first: '1' })).toMatchObject({ kind: 'spent' })
    expect(await answerSurvey(deps, unanswered.token, { call_first: '1' })).toMatchObject({ kind: 'closed' })
    expect(await responses()).toMatchObject([{ callFirst: 8 }])
  })
})

describe('changing an answer', () => {
  it('replaces what was said, keeps when it was first said, and leaves alone what was not asked again', async () => {
    const { deps, world, answer } = await setUp()
    await answer({ call_first: '8', delivered: '5', comment: 'Fine', visibility: 'leadership' })
    await addToAnswer(deps, world.invitation.token, { needs_next: 'A new portal' })
    deps.setNow('2026-11-22T10:00:00Z')
    expect(await answer({ call_first: '9', steward: '3', comment: '' })).toEqual({ kind: 'changed' })
    expect(await responses()).toMatchObject([
      {
        callFirst: 9,
        comment: null,
        needsNext: 'A new portal',
        visibility: 'leadership',
        answeredAt: new Date('2026-11-20T10:00:00Z'),
        changedAt: new Date('2026-11-22T10:00:00Z'),
      },
    ])
    expect(await database.db.selectFrom('experience').select('key').execute()).toEqual([{ key: 'steward' }])
    expect(await decisions()).toEqual(['answered', 'changed', 'changed'])
  })

  it('keeps a rating that its page does not ask, unless the form says otherwise', async () => {
    const { answer } = await setUp({ survey: 'midpoint' })
    const ratings = () => database.db.selectFrom('experience').select(['key', 'rating']).orderBy('key').execute()
    await answer({ call_first: '8', delivered: '5', steward: '4', details: '3' })
    await answer({ call_first: '9', steward: '' })
    expect(await ratings()).toEqual([{ key: 'delivered', rating: 5 }])
    await answer({ call_first: '9', delivered: '2' })
    expect(await ratings()).toEqual([{ key: 'delivered', rating: 2 }])
    expect(await answer({ call_first: '9', delivered: '9' })).toMatchObject({ faults: [{ field: 'delivered' }] })
  })

  it('to the same again, by whatever way it was typed, records nothing', async () => {
    const { deps, world, answer } = await setUp()
    const fields = { call_first: '8', delivered: '5', steward: '', comment: ' One\r\ntwo ', visibility: 'team' }
    await answer(fields)
    deps.setNow('2026-11-22T10:00:00Z')
    expect(await answer(fields)).toEqual({ kind: 'same' })
    expect(await answer({ ...fields, call_first: ' 8 ', comment: 'One\ntwo' })).toEqual({ kind: 'same' })
    expect(await addToAnswer(deps, world.invitation.token, { testimonial: 'false' })).toEqual({ kind: 'same' })
    expect(await decisions()).toEqual(['answered'])
    expect(await responses()).toMatchObject([{ changedAt: new Date('2026-11-20T10:00:00Z') }])
  })

  it('opens a follow-up that is now due, once', async () => {
    const { answer } = await setUp()
    await answer({ call_first: '8' })
    await answer({ call_first: '4' })
    await answer({ call_first: '3' })
    expect(await followUps()).toMatchObject([{ reasons: ['low'] }])
    expect(await alerts()).toHaveLength(1)
  })

  it('takes a follow-up from the team once the answer is for leadership only', async () => {
    const { world, answer } = await setUp()
    await answer({ call_first: '9', call_me: 'true', visibility: 'team' })
    expect(await followUps()).toMatchObject([{ ownerId: world.accountManager.id }])
    await answer({ call_first: '9', call_me: 'true', visibility: 'leadership' })
    expect(await followUps()).toMatchObject([{ ownerId: world.leader.id, reasons: ['call_me'] }])
    expect(await alerts()).toMatchObject([{ toAddress: world.leader.email }])
  })

  it('rewrites the need of an opportunity, and withdraws one that nobody has begun', async () => {
    const { world, answer } = await setUp()
    await answer({ call_first: '9', needs_next: 'A portal' })
    expect(await opportunities()).toEqual([{ need: 'A portal', ownerId: world.accountManager.id }])
    await answer({ call_first: '9', needs_next: 'Two portals', visibility: 'leadership' })
    expect(await opportunities()).toEqual([{ need: 'Two portals', ownerId: null }])
    await answer({ call_first: '9', needs_next: '' })
    expect(await opportunities()).toEqual([])
  })
})

describe('a follow-up', () => {
  it("after a low answer goes to the PM's leader with an alert, due in two working days", async () => {
    const { world, answer } = await setUp()
    await answer({ call_first: '5' })
    // A Friday at 11:00 in Berlin and sixteen working hours: Tuesday at 11:00.
    const [followUp] = await followUps()
    expect(followUp).toMatchObject({
      reasons: ['low'],
      ownerId: world.leader.id,
      state: 'open',
      dueAt: new Date('2026-11-24T10:00:00Z'),
    })
    expect(await alerts()).toMatchObject([
      {
        followUpId: followUp?.id,
        toAddress: world.leader.email,
        state: 'due',
        messageId: expect.stringMatching(/^<.{20,}@kestrel\.example>$/),
      },
    ])
  })

  it("opens where an answer falls by three against the same contact's last one", async () => {
    const { world, answer } = await setUp()
    const earlier = await createMilestone(database.db, { engagementId: world.engagement.id, kind: 'midpoint' })
    const imported = await createInvitation(database.db, {
      milestoneId: earlier.id,
      contactId: world.contact.id,
      pmId: world.pm.id,
      origin: 'import',
      state: 'answered',
    })
    await createResponse(database.db, { invitationId: imported.id, callFirst: 10, answeredAt: new Date('2026-09-01') })
    await answer({ call_first: '7' })
    expect(await followUps()).toMatchObject([{ reasons: ['fall'] }])
  })

  it('about an answer for leadership only never goes to the PM or the account manager', async () => {
    const { world, answer } = await setUp()
    await database.db.updateTable('staff').set({ leaderId: null }).execute()
    await answer({ call_first: '3', call_me: 'true', visibility: 'leadership' })
    expect(await followUps()).toMatchObject([{ ownerId: world.leader.id, reasons: ['low', 'call_me'] }])
  })

  it('opens from the page after sending, where somebody asks for a call', async () => {
    const { world, deps, answer } = await setUp()
    await answer({ call_first: '9' })
    expect(await addToAnswer(deps, world.invitation.token, { call_me: 'true' })).toEqual({ kind: 'changed' })
    // Eight working hours from a Friday at 11:00 in Berlin.
    expect(await followUps()).toMatchObject([
      { ownerId: world.accountManager.id, reasons: ['call_me'], dueAt: new Date('2026-11-23T10:00:00Z') },
    ])
  })

  const close = () =>
    database.db
      .updateTable('followUp')
      .set({ state: 'closed', takenAt: new Date(), closedAt: new Date('2026-11-21T10:00:00Z'), whatWeDid: 'Called' })
      .set({ escalateAt: null })
      .execute()

  it('that is closed stays as it was closed while nobody asks for another call', async () => {
    const { answer } = await setUp()
    await answer({ call_first: '3', call_me: 'true' })
    await close()
    await answer({ call_first: '2', call_me: 'true' })
    expect(await followUps()).toMatchObject([{ state: 'closed', reasons: ['low', 'call_me'], whatWeDid: 'Called' }])
  })

  it('that is closed opens again where the contact asks for a call later', async () => {
    const { deps, world, answer } = await setUp()
    await answer({ call_first: '3' })
    const [alert] = await alerts()
    await database.db.updateTable('email').set({ state: 'sent', sentAt: new Date(), attempts: 3 }).execute()
    await close()
    deps.setNow('2026-11-23T08:00:00Z')
    await addToAnswer(deps, world.invitation.token, { call_me: 'true' })
    expect(await followUps()).toMatchObject([
      {
        state: 'open',
        ownerId: world.leader.id,
        reasons: ['low', 'call_me'],
        dueAt: new Date('2026-11-24T08:00:00Z'),
        takenAt: null,
        closedAt: null,
        whatWeDid: null,
      },
    ])
    const notes = await database.db.selectFrom('followUpNote').select(['note', 'at']).orderBy('at').execute()
    expect(notes).toEqual([
      { note: 'Closed: Called', at: new Date('2026-11-21T10:00:00Z') },
      { note: 'Opened again: the contact asked for a call', at: deps.now() },
    ])
    const [before, again] = await alerts()
    expect(before).toMatchObject({ state: 'sent', messageId: alert?.messageId })
    expect(again).toMatchObject({ state: 'due', sentAt: null, attempts: 0, toAddress: world.leader.email, ordinal: 1 })
  })

  it('that opens again for leadership only leaves the team', async () => {
    const { world, answer } = await setUp()
    await answer({ call_first: '9', call_me: 'true' })
    await close()
    await answer({ call_first: '9', call_me: 'false' })
    await answer({ call_first: '9', call_me: 'true', visibility: 'leadership' })
    expect(await followUps()).toMatchObject([{ state: 'open', ownerId: world.leader.id, reasons: ['call_me'] }])
    expect((await alerts()).at(-1)).toMatchObject({ state: 'due', toAddress: world.leader.email })
  })
})
