const encoder = new TextEncoder()

/** A firm has one secret, and importing it takes as long as rendering a message. */
const keys = new Map<string, CryptoKey>()

const importKey = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/**
 * The secret part of a link: 192 bits of HMAC-SHA-256 over purpose and id, base64url, 32 characters. Derived whenever a
 * message is rendered, so that a reminder repeats the link and the database holds nothing that opens it.
 */
export async function deriveToken(
  secret: string,
  purpose: 'survey' | 'set-up' | 'follow-up' | 'webhook',
  id: number,
): Promise<string> {
  const key = keys.get(secret) ?? (await importKey(secret))
  keys.set(secret, key)
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(`${purpose}:${id}`))
  return toBase64Url(new Uint8Array(mac).subarray(0, 24))
}

/** A token from `bytes` that the caller drew at random, base64url. */
export const tokenFrom = (bytes: Uint8Array): string => toBase64Url(bytes)

/** SHA-256 of a token: what the database keeps to look it up. Tokens are random, so a slow hash would add nothing. */
export async function hashToken(token: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(token)))
}
