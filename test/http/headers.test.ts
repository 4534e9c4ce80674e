import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, TEST_CONFIG } from '../support/deps.ts'
import { createWorld } from '../support/factories.ts'

const database = useDatabase()

async function headersOf(path: string, issuer?: string): Promise<Headers> {
  await createWorld(database.db)
  const oidc = issuer === undefined ? null : { issuer, clientId: 'firstcall', clientSecret: 'secret' }
  const deps = createTestDeps(database.db, { deps: { config: { ...TEST_CONFIG, oidc } } })
  return (await createApp(() => deps).request(`${TEST_CONFIG.baseUrl}${path}`)).headers
}

const formTargets = (headers: Headers): string | undefined =>
  headers
    .get('content-security-policy')
    ?.split(';')
    .map((directive) => directive.trim())
    .find((directive) => directive.startsWith('form-action '))

describe('where forms may lead', () => {
  it('is this site alone', async () => {
    expect(formTargets(await headersOf('/sign-in'))).toBe("form-action 'self'")
  })

  it('is also the site of the single sign-on, without its path', async () => {
    const headers = await headersOf('/sign-in', 'https://login.firm.example/realms/main')
    expect(formTargets(headers)).toBe("form-action 'self' https://login.firm.example")
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'nonce-[^']+';/,
    )
  })
})

it.each(['/sign-in', '/sign-in/confirm?token=x', '/set-up/x'])(
  '%s lets its form say where it comes from, tells no other site its address, and is kept by no cache',
  async (path) => {
    const headers = await headersOf(path)
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
  },
)
