import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { runBounce } from '../../src/cli/bounce.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createSentEmail, createWorld, type World } from '../support/factories.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  await createSentEmail(deps.db, {
    toAddress: 'Marta.Weber@northwind.example',
    invitationId: world.invitation.id,
    messageId: '<bWVzc2FnZS1vbmU@kestrel.example>',
  })
})

async function bounce(name: string, json = false) {
  const said = { stdout: '', stderr: '' }
  const output = {
    isTerminal: false,
    stdout: (text: string) => void (said.stdout += text),
    stderr: (text: string) => void (said.stderr += text),
  }
  async function* message() {
    const bytes = readFileSync(new URL(`../data/reports/${name}.eml`, import.meta.url))
    yield bytes.subarray(0, 100)
    yield bytes.subarray(100)
  }
  return { code: await runBounce(deps, message(), { json }, output), ...said }
}

describe('firstcall bounce', () => {
  it('says in one line what it understood and did', async () => {
    const { id } = world.invitation
    expect(await bounce('qmail')).toEqual({
      code: 0,
      stderr: '',
      stdout:
        'hard: marta.weber@northwind.example: nobody is behind the address (Sorry, no mailbox here by that name. (#5.1.1)). ' +
        `Suppressed as bounced; invitation ${id} has bounced.\n`,
    })
    expect((await bounce('qmail')).stdout).toMatch(/Known before\.\n$/)
  })

  it('moves the reminder of somebody who is away', async () => {
    const { id } = world.invitation
    expect((await bounce('away-outlook')).stdout).toBe(
      `away: marta.weber@northwind.example: away. No reminder of invitation ${id} before 2026-12-05.\n`,
    )
  })

  it('counts what may pass, and waits for what is delayed', async () => {
    expect((await bounce('postfix-full')).stdout).toMatch(
      /^soft: .* \(smtp; 552 5\.2\.2 mailbox full\)\. 1 in a row\.\n$/,
    )
    expect(await bounce('postfix-delayed')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') })
  })

  it('prints the same as JSON', async () => {
    const { code, stdout } = await bounce('complaint', true)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'taken',
      events: [
        {
          kind: 'complaint',
          is_known: false,
          effects: [{ kind: 'suppressed', reason: 'complained' }, { invitation_id: world.invitation.id }],
        },
      ],
    })
  })

  it('leaves a person’s reply alone and ends with 1', async () => {
    expect(await bounce('reply')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'This is not a report: nothing in it says that a program wrote it, so a person may have; read it.\n',
    })
    expect(await deps.db.selectFrom('mailEvent').selectAll().execute()).toEqual([])
  })
})
