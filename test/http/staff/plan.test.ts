import { beforeEach, describe, expect, it } from 'vitest'
import { listPlanRules } from '../../../src/db/asking/plan-rules.ts'
import { loadShippedPlan } from '../../../src/domain/asking/shipped-plan.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createWorld, type World } from '../../support/factories.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  await loadShippedPlan(database.db)
})

const RULE = {
  milestone_kind: 'go_live',
  survey_key: 'delivery',
  contact_roles: 'sponsor',
  delay_days: '2',
  delay_unit: 'calendar',
  ask_from: '',
  ask_until: '',
  ask_days: '',
  reminder_after_days: '5',
  closes_after_days: '21',
}

const ruleFor = async (kind: string) => (await listPlanRules(database.db)).find((rule) => rule.milestoneKind === kind)
const idFor = async (kind: string): Promise<number> => (await ruleFor(kind))?.id ?? 0
const audited = (action: string) =>
  database.db.selectFrom('audit').selectAll().where('action', '=', action).executeTakeFirst()

describe('the plan', () => {
  it('says each rule in a sentence, in the order of a project', async () => {
    const html = await (await signInAs(deps, world.leader)).read('/plan')
    expect(html).toContain(
      '3 days after kickoff was reached, sponsors, decision makers and day-to-day contacts are asked the kickoff survey. Whoever has not answered is reminded after 5 days; it closes after 21 days.',
    )
    expect(html).toContain('On the day aftercare was reached')
    expect(html.indexOf('<h3>Kickoff')).toBeLessThan(html.indexOf('<h3>Aftercare'))
    expect(html).not.toContain('Add a rule')
  })

  it('is changed by an administrator, with who changed what', async () => {
    const browser = await signInAs(deps, world.admin)
    const form = new URLSearchParams({ ...RULE, delay_days: '0', reminder_after_days: '' })
    form.append('contact_roles', 'user')
    const response = await browser.post(`/plan/rules/${await idFor('kickoff')}`, form)
    expect(response.headers.get('location')).toBe('/plan?done=saved')
    expect(await ruleFor('kickoff')).toMatchObject({
      surveyKey: 'delivery',
      contactRoles: ['sponsor', 'user'],
      delayDays: 0,
      reminderAfterDays: [],
    })
    expect(await audited('plan_rule_changed')).toMatchObject({
      staffId: world.admin.id,
      detail: expect.objectContaining({ milestone_kind: 'kickoff', delay_days: '0' }),
    })
    expect(await browser.read('/plan?done=saved')).toContain('holds for milestones decided from now on')
  })

  it('asks in business days, hours and weekdays of a rule’s own, and says so', async () => {
    const browser = await signInAs(deps, world.admin)
    const form = { ...RULE, delay_unit: 'business', ask_from: '10', ask_until: '12', ask_days: 'thu tue' }
    expect((await browser.post(`/plan/rules/${await idFor('kickoff')}`, form)).status).toBe(303)
    expect(await ruleFor('kickoff')).toMatchObject({
      delayUnit: 'business',
      askFrom: 10,
      askUntil: 12,
      askDays: 'tue thu',
    })
    expect(await browser.read('/plan')).toContain(
      '2 business days after kickoff was reached, sponsors are asked the delivery survey on Tuesdays and Thursdays between 10 and 12 o’clock.',
    )
    const html = await browser.read(`/plan/rules/${await idFor('kickoff')}`)
    expect(html).toContain('<option value="business" selected')
    expect(html).toMatch(/value="tue"[^>]*checked/)
  })

  it('refuses what can not be, beside its field, and keeps what was typed', async () => {
    const browser = await signInAs(deps, world.admin)
    const response = await browser.post(`/plan/rules/${await idFor('kickoff')}`, {
      ...RULE,
      contact_roles: '',
      reminder_after_days: '30',
    })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain('id="contact_roles-fault"')
    expect(html).toContain('day 30 is not before day 21')
    expect(html).toContain('value="30"')
    expect((await ruleFor('kickoff'))?.delayDays).toBe(3)
  })

  it('takes a rule for a kind of the firm’s own, once', async () => {
    const browser = await signInAs(deps, world.admin)
    expect((await browser.get('/plan/rules/new')).status).toBe(200)
    expect((await browser.post('/plan/rules', RULE)).status).toBe(303)
    expect(await ruleFor('go_live')).toMatchObject({ surveyKey: 'delivery', contactRoles: ['sponsor'] })
    const again = await browser.post('/plan/rules', RULE)
    expect(again.status).toBe(422)
    expect(await again.text()).toContain('has a rule already; change that one')
  })

  it('says how many planned invitations go before a rule is removed, and takes them back', async () => {
    const browser = await signInAs(deps, world.admin)
    const { kind } = await database.db
      .selectFrom('milestone')
      .select('kind')
      .where('id', '=', world.invitation.milestoneId)
      .executeTakeFirstOrThrow()
    const planned = { state: 'planned' as const, tokenHash: null, sentAt: null, closesAt: null }
    await database.db.updateTable('invitation').set(planned).where('id', '=', world.invitation.id).execute()
    const id = await idFor(kind)
    expect(await browser.read(`/plan/rules/${id}`)).toContain('1 planned invitation will not be sent')
    expect((await browser.post(`/plan/rules/${id}/remove`)).status).toBe(303)
    expect(await ruleFor(kind)).toBeUndefined()
    expect(await audited('plan_rule_removed')).toMatchObject({ detail: { milestone_kind: kind, withdrawn: 1 } })
    expect(await database.db.selectFrom('invitation').select('state').execute()).toEqual([{ state: 'withdrawn' }])
    expect((await browser.post(`/plan/rules/${id}/remove`)).status).toBe(404)
  })

  it('does not bring a removed rule back at the next start', async () => {
    const browser = await signInAs(deps, world.admin)
    await browser.post(`/plan/rules/${await idFor('midpoint')}/remove`)
    await loadShippedPlan(database.db)
    expect(await ruleFor('midpoint')).toBeUndefined()
    expect(await ruleFor('kickoff')).toBeDefined()
  })

  it('is changed by administrators alone, and read by leaders too', async () => {
    const id = await idFor('kickoff')
    for (const staff of [world.pm, world.leader, world.accountManager]) {
      const browser = await signInAs(deps, staff)
      expect((await browser.get('/plan')).status).toBe(staff === world.leader ? 200 : 403)
      expect((await browser.get(`/plan/rules/${id}`)).status).toBe(403)
      expect((await browser.get('/plan/rules/new')).status).toBe(403)
      expect((await browser.post('/plan/rules', RULE)).status).toBe(403)
      expect((await browser.post(`/plan/rules/${id}`, RULE)).status).toBe(403)
      expect((await browser.post(`/plan/rules/${id}/remove`)).status).toBe(403)
    }
    expect(await listPlanRules(database.db)).toHaveLength(5)
  })
})
