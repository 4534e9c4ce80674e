import { beforeEach, describe, expect, it } from 'vitest'
import { answerSurvey } from '../../../src/domain/answering/answer-survey.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createStaff, createWorld, type World } from '../../support/factories.ts'
import { pageText } from '../../support/page-text.ts'
import { type StaffBrowser, signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World
let pm: StaffBrowser

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  pm = await signInAs(deps, world.pm)
})

const COMMENT = 'Invoices could be clearer.'

/** Marta answers; what she says is high enough to need no follow-up. */
async function answer(fields: Record<string, string> = {}): Promise<number> {
  await answerSurvey(deps, world.invitation.token, {
    call_first: '9',
    comment: COMMENT,
    visibility: 'team',
    ...fields,
  })
  const { id } = await database.db.selectFrom('response').select('id').executeTakeFirstOrThrow()
  return id
}

const guess = (number: string, browser = pm) =>
  browser.post(`/invitations/${world.invitation.id}/guess`, { guess: number })
const said = async (response: Response | Promise<Response>) => (await response).headers.get('location')
const kept = () => database.db.selectFrom('guess').select('callFirst').execute()

describe('a new answer', () => {
  it('waits for its PM to open it, on every page of theirs, and is there for leadership at once', async () => {
    const id = await answer()
    for (const path of ['/my-score', `/engagements/${world.engagement.id}`, `/responses/${id}`]) {
      const text = await pageText(pm, path)
      expect(text).toContain('Marta Weber')
      expect(text).not.toContain('9 of 10')
      expect(text).not.toContain(COMMENT)
    }
    expect(await pageText(pm, '/my-score')).toContain('1 new answer')
    const leader = await pageText(await signInAs(deps, world.leader), `/responses/${id}`)
    expect(leader).toContain(COMMENT)
    expect(await pageText(await signInAs(deps, world.accountManager), `/responses/${id}`)).toContain(COMMENT)
    // Looking opens nothing.
    expect(await database.db.selectFrom('opening').selectAll().execute()).toEqual([])
  })

  it('opens with one press, without a guess', async () => {
    const id = await answer()
    expect(await said(pm.post(`/responses/${id}/open`, { guess: '' }))).toBe(`/responses/${id}?said=opened`)
    const open = await pageText(pm, `/responses/${id}`)
    expect(open).toContain(COMMENT)
    expect(open).toContain('It is the first answer of this contact that you can read.')
    const leader = await signInAs(deps, world.leader)
    expect(await pageText(leader, `/responses/${id}`)).toContain('This is the first answer of this contact.')
    expect(await pageText(pm, '/my-score')).toContain(COMMENT)
    expect(await said(guess('9'))).toContain('late')
    expect(await kept()).toEqual([])
  })

  it('once it is open stands beside the guess on its engagement, for that PM alone and in no table', async () => {
    const id = await answer()
    const path = `/engagements/${world.engagement.id}`
    await guess('8')
    expect(await pageText(pm, path)).not.toMatch(/Answers side by side.*you guessed/)
    await pm.post(`/responses/${id}/open`, { guess: '8' })
    expect(await pageText(pm, path)).toMatch(
      /Answers side by side.*Marta Weber sponsor 90 in 100, 1 answer you guessed 8/,
    )
    const successor = await createStaff(database.db)
    await database.db.updateTable('engagement').set({ pmId: successor.id }).execute()
    for (const staff of [successor, world.leader, world.admin, world.accountManager]) {
      const browser = await signInAs(deps, staff)
      const text = await pageText(browser, path)
      expect(text).toContain('Marta Weber sponsor 90 in 100')
      expect(text).not.toContain('guessed')
      for (const table of ['answers', 'history']) {
        expect(await browser.read(`${path}/${table}.csv`)).not.toMatch(/guess|,8\b/)
      }
    }
  })

  it('opens with a guess, whose gap its PM reads and nobody else', async () => {
    const id = await answer()
    const faulty = await pm.post(`/responses/${id}/open`, { guess: '12' })
    expect(faulty.status).toBe(422)
    expect(await faulty.text()).not.toContain(COMMENT)
    await pm.post(`/responses/${id}/open`, { guess: '7' })
    expect(await pageText(pm, `/responses/${id}`)).toContain('You guessed 7: 2 too low.')
    expect(await pm.read('/my-guesses.csv')).toContain('Marta Weber,7,9,')
    for (const staff of [world.leader, world.admin, world.accountManager]) {
      const browser = await signInAs(deps, staff)
      expect(await pageText(browser, `/responses/${id}`)).not.toContain('guess')
      for (const path of ['/my-guesses', '/my-guesses.csv']) expect((await browser.get(path)).status).toBe(403)
      expect((await browser.post(`/responses/${id}/open`, { guess: '7' })).status).toBe(403)
      expect((await guess('3', browser)).status).toBe(403)
    }
    expect(await pageText(await signInAs(deps, world.leader), `/pms/${world.pm.id}`)).not.toContain('guess')
  })

  it('that somebody must act on does not wait', async () => {
    const id = await answer({ call_first: '3' })
    expect(await pageText(pm, `/responses/${id}`)).toContain('3 of 10')
    expect(await said(guess('3'))).toContain('late')
  })

  it('waits two weeks at most, and not at all for who chose so', async () => {
    const id = await answer()
    deps.setNow('2026-12-05T10:00:00Z')
    pm = await signInAs(deps, world.pm)
    expect(await pageText(pm, `/responses/${id}`)).toContain(COMMENT)
    deps.setNow('2026-11-21T10:00:00Z')
    pm = await signInAs(deps, world.pm)
    expect(await pageText(pm, `/responses/${id}`)).not.toContain(COMMENT)
    await pm.post('/my-guesses/choice', { guesses: 'false' })
    expect(await pageText(pm, `/responses/${id}`)).toContain(COMMENT)
    expect(await said(guess('9'))).toContain('late')
  })
})

describe('an open question', () => {
  it('is guessed and guessed anew by its PM until the answer is opened', async () => {
    expect(await pageText(pm, '/my-guesses')).toContain('1 open question')
    expect((await guess('ten')).status).toBe(422)
    expect(await said(guess('4'))).toContain('guessed')
    expect(await said(guess('6'))).toContain('guessed')
    const id = await answer()
    expect(await pageText(pm, '/my-score')).toContain('you guessed 6')
    await guess('8')
    await pm.post(`/responses/${id}/open`, { guess: '8' })
    expect(await pageText(pm, `/responses/${id}`)).toContain('You guessed 8: 1 too low.')
    expect(await said(guess('9'))).toContain('late')
    expect(await kept()).toEqual([{ callFirst: 8 }])
  })

  it('is nobody else’s to guess', async () => {
    const stranger = await signInAs(deps, await createStaff(database.db))
    expect(await said(guess('4', stranger))).toContain('late')
    expect(await pageText(stranger, '/my-guesses')).toContain('No question of yours is open')
    expect(await kept()).toEqual([])
  })

  it('answered for leadership only reads and takes guesses like one without an answer, and never has a gap', async () => {
    const before = await pageText(pm, '/my-guesses')
    const id = await answer({ visibility: 'leadership' })
    expect(await pageText(pm, '/my-guesses')).toBe(before)
    expect(await said(guess('9'))).toContain('guessed')
    expect((await pm.get(`/responses/${id}`)).status).toBe(404)
    await pm.post(`/responses/${id}/open`, { guess: '9' })
    expect((await pm.get(`/responses/${id}`)).status).toBe(404)
    expect(await pageText(pm, '/my-score')).not.toMatch(/(?<!No )new answer/)
    deps.setNow('2026-12-20T10:00:00Z')
    pm = await signInAs(deps, world.pm)
    expect(await said(guess('2'))).toContain('late')
    expect(await pageText(pm, '/my-guesses')).toContain('No guess of yours stands beside an answer yet.')
    expect((await pm.read('/my-guesses.csv')).trim().split('\r\n')).toHaveLength(1)
  })
})
