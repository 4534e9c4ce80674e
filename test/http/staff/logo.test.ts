import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { getFirm } from '../../../src/db/firm/firms.ts'
import { renderEmail } from '../../../src/domain/sending/render-email.ts'
import { requestSignInLink } from '../../../src/domain/access/sign-in-link.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createWorld, type World } from '../../support/factories.ts'
import { pngOf } from '../../support/pictures.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

async function upload(bytes: Uint8Array<ArrayBuffer>, staff = world.admin) {
  const form = new FormData()
  form.set('logo', new File([bytes], 'logo.png', { type: 'image/png' }))
  return (await signInAs(deps, staff)).post('/settings/logo', form)
}

describe('the logo of the firm', () => {
  it('is shown on the settings, the survey page and in mail, by an address that is good for ever', async () => {
    const response = await upload(pngOf(240, 80))
    expect(response.headers.get('location')).toBe('/settings/logo?saved=yes')
    const { logoHash } = await getFirm(database.db)
    const path = `/logo/${logoHash}.png`
    const admin = await signInAs(deps, world.admin)
    expect(await admin.read('/settings/logo')).toContain(`<img src="${path}" width="120" height="40"`)
    const survey = await createApp(() => deps).request(`/s/${world.invitation.token}`)
    expect(await survey.text()).toContain(`<img src="${path}" width="120" height="40" alt="Kestrel &amp; Co."`)

    const picture = await createApp(() => deps).request(path)
    expect(picture.status).toBe(200)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(picture.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(new Uint8Array(await picture.arrayBuffer())).toEqual(pngOf(240, 80))
  })

  it('stands in e-mails with its size and the firm’s name, by its whole address', async () => {
    await upload(pngOf(240, 80))
    await requestSignInLink(deps, world.pm.email)
    const email = await database.db.selectFrom('email').selectAll().executeTakeFirstOrThrow()
    const { html } = await renderEmail(deps, email)
    const { logoHash } = await getFirm(database.db)
    expect(html).toContain(`<img src="${deps.config.baseUrl}/logo/${logoHash}.png" alt="Kestrel &amp; Co."`)
    expect(html).toMatch(/width="120" height="40"/)
  })

  it('that is replaced or removed stays where mail that has left shows it', async () => {
    await upload(pngOf(240, 80))
    const { logoHash } = await getFirm(database.db)
    await upload(pngOf(100, 100))
    expect((await getFirm(database.db)).logoHash).not.toBe(logoHash)
    const admin = await signInAs(deps, world.admin)
    await admin.post('/settings/logo/remove')
    expect(await getFirm(database.db)).toMatchObject({ logoHash: null, logoFormat: null })
    expect(await admin.read('/settings/logo')).not.toContain('<img')
    expect((await createApp(() => deps).request(`/logo/${logoHash}.png`)).status).toBe(200)
    const audit = await database.db.selectFrom('audit').selectAll().where('action', '=', 'logo_changed').execute()
    expect(audit.map(({ staffId }) => staffId)).toEqual([world.admin.id, world.admin.id, world.admin.id])
  })

  it('is refused beside the field where it is no picture, too large or missing', async () => {
    const svg = await upload(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'))
    expect(svg.status).toBe(422)
    expect(await svg.text()).toContain('The picture is not a PNG or JPEG picture; choose one of these')
    expect(await (await upload(new Uint8Array(300_000))).text()).toContain('is larger than 200 kB')
    expect(await (await upload(new Uint8Array())).text()).toContain('The picture is missing')
    expect((await getFirm(database.db)).logoHash).toBeNull()
  })

  it('is the administrator’s to change', async () => {
    expect((await upload(pngOf(20, 20), world.leader)).status).toBe(403)
    expect((await (await signInAs(deps, world.pm)).get('/settings/logo')).status).toBe(403)
  })

  it('of another name is not there', async () => {
    await upload(pngOf(20, 20))
    const { logoHash } = await getFirm(database.db)
    for (const name of [`${logoHash}.jpg`, `${'0'.repeat(64)}.png`, '..%2Fsecret']) {
      expect((await createApp(() => deps).request(`/logo/${name}`)).status, name).toBe(404)
    }
  })
})
