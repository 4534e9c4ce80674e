import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type OidcProvider = {
  issuer: string
  /** Whom the next sign-in at the provider is for. */
  person: { sub: string; email: string; name: string; email_verified?: boolean }
  /** Signs in at the provider as `person`: the address to which it sends the browser back. */
  visit(authorizationUrl: string): string
  close(): Promise<void>
}

const base64Url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A small OpenID provider on a free port, with real keys and signatures. */
export async function startOidcProvider(): Promise<OidcProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const nonces = new Map<string, string | null>()
  const provider: OidcProvider = {
    issuer: '',
    person: { sub: '1', email: '', name: '' },
    visit(authorizationUrl) {
      const { searchParams } = new URL(authorizationUrl)
      const code = `code-${nonces.size}`
      nonces.set(code, searchParams.get('nonce'))
      const back = new URL(searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('code', code)
      back.searchParams.set('state', searchParams.get('state') ?? '')
      return back.toString()
    },
    close: async () => {
      server.close()
    },
  }
  const idToken = (nonce: string | null | undefined): string => {
    const now = Math.floor(Date.now() / 1000)
    const claims = { ...provider.person, iss: provider.issuer, aud: 'firstcall', iat: now, exp: now + 60, nonce }
    const head = `${base64Url({ alg: 'RS256', kid: 'k' })}.${base64Url(claims)}`
    return `${head}.${sign('sha256', Buffer.from(head), privateKey).toString('base64url')}`
  }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const { issuer } = provider
      const answers: Record<string, unknown> = {
        '/.well-known/openid-configuration': {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/jwks`,
        },
        '/jwks': { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] },
        '/userinfo': provider.person,
        '/token': {
          access_token: 'access',
          token_type: 'Bearer',
          expires_in: 60,
          id_token: idToken(nonces.get(new URLSearchParams(body).get('code') ?? '')),
        },
      }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answers[request.url ?? ''] ?? {}))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return provider
}
