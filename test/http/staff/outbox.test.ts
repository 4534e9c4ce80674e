import { beforeEach, describe, expect, it } from 'vitest'
import { queueEmail } from '../../../src/domain/sending/queue-email.ts'
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
})

const queueInvitation = () =>
  queueEmail(deps, database.db, {
    kind: 'invitation',
    invitationId: world.invitation.id,
    toName: world.contact.name,
    toAddress: world.contact.email,
    locales: ['en'],
    dueAt: deps.now(),
  })

const firstId = async () => (await database.db.selectFrom('email').select('id').executeTakeFirstOrThrow()).id

describe('the outbox', () => {
  it('lists messages with the subjects they are sent under', async () => {
    await queueInvitation()
    const browser = await signInAs(deps, world.admin)
    const html = await browser.read('/outbox')
    const subject = 'Marta, how is Claims portal rebuild going? One number is enough'
    expect(html).toContain(subject)
    expect(html).toContain('kept here until SMTP_URL is set')
    expect(await browser.read(`/outbox/${await firstId()}`)).toContain(`<h1>${subject}</h1>`)
  })

  it('shows fifty and leads on to older ones', async () => {
    for (let count = 0; count < 51; count += 1) {
      deps.setNow(new Date(Date.UTC(2026, 10, 1, 10, count)).toISOString())
      const toName = `Reader ${count}`
      await queueEmail(deps, database.db, {
        kind: 'sign_in',
        toName,
        toAddress: `reader${count}@kestrel.example`,
        locales: ['en'],
        dueAt: deps.now(),
        secretUrl: 'http://firm.test/sign-in/confirm?token=t',
      })
    }
    const browser = await signInAs(deps, world.admin)
    const newest = await browser.read('/outbox')
    expect(newest).toContain('Reader 50<')
    expect(newest).not.toContain('Reader 0<')
    const older = /href="(\/outbox\?before=\d+)"/.exec(newest)?.[1] ?? ''
    const last = await browser.read(older)
    expect(last).toContain('Reader 0<')
    expect(last).not.toContain('Older messages')
    expect((await browser.get('/outbox?before=x')).status).toBe(200)
  })

  it('gives a message’s HTML in a sandbox that loads nothing from elsewhere', async () => {
    await queueInvitation()
    const response = await (await signInAs(deps, world.admin)).get(`/outbox/${await firstId()}/html`)
    const policy = response.headers.get('content-security-policy')
    expect(policy).toMatch(/^sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'/)
    expect(await response.text()).toContain('http://firm.test/s/')
  })

  it('gives away a link only where mail is kept for want of SMTP', async () => {
    await queueInvitation()
    const id = await firstId()
    const browser = await signInAs(deps, world.admin)
    const { token } = world.invitation
    const shown = async () => (await browser.read(`/outbox/${id}`)) + (await browser.read(`/outbox/${id}/html`))
    for (const state of ['due', 'sent', 'failed', 'bounced', 'cancelled'] as const) {
      await database.db.updateTable('email').set({ state }).where('id', '=', id).execute()
      const html = await shown()
      expect(html).not.toContain(token)
      expect(html).toContain('http://firm.test/s/•••')
      expect(html).toContain('http://firm.test/u/•••')
    }
    await database.db.updateTable('email').set({ state: 'kept' }).where('id', '=', id).execute()
    expect(await shown()).toContain(`http://firm.test/s/${token}`)
  })

  it('says of a message that has left or was kept that it is drawn anew', async () => {
    await queueInvitation()
    const browser = await signInAs(deps, world.admin)
    const words = 'Shown as it would be written now'
    for (const [state, isSaid] of Object.entries({
      due: false,
      cancelled: false,
      sent: true,
      bounced: true,
      kept: true,
    })) {
      await database.db
        .updateTable('email')
        .set({ state: state as 'due' })
        .execute()
      expect((await browser.read(`/outbox/${await firstId()}`)).includes(words), state).toBe(isSaid)
    }
  })

  it('gives away no sign-in link that is on its way', async () => {
    const secretUrl = 'http://firm.test/sign-in/confirm?token=opensesame'
    const address = { toName: 'Lena Brandt', toAddress: world.leader.email, locales: ['en'], dueAt: deps.now() }
    await queueEmail(deps, database.db, { kind: 'sign_in', ...address, secretUrl })
    const browser = await signInAs(deps, world.admin)
    expect(await browser.read(`/outbox/${await firstId()}`)).not.toContain('opensesame')
    await database.db.updateTable('email').set({ state: 'kept' }).execute()
    expect(await browser.read(`/outbox/${await firstId()}`)).toContain('opensesame')
  })

  it('is for administrators alone', async () => {
    await queueInvitation()
    const id = await firstId()
    for (const staff of [world.pm, world.leader, world.accountManager]) {
      const browser = await signInAs(deps, staff)
      for (const path of ['/outbox', `/outbox/${id}`, `/outbox/${id}/html`]) {
        const response = await browser.get(path)
        expect(response.status).toBe(403)
        expect(await response.text()).not.toContain('Marta')
      }
    }
    expect((await (await signInAs(deps, world.admin)).get('/outbox/999999/html')).status).toBe(404)
  })
})
