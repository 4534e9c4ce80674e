const encoder = new TextEncoder()

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

const PREFIX = 'whsec_'

/** The secret of a signed webhook as its receiver is given it, from a token in base64url. */
export const webhookSecretOf = (token: string): string => PREFIX + token.replaceAll('-', '+').replaceAll('_', '/')

/**
 * The headers of one message, by which its receiver knows it (standardwebhooks.com, version 1): HMAC-SHA-256 over id, time
 * and body.
 */
export async function signedHeaders(
  secret: string,
  { id, at, body }: { id: string; at: Date; body: string },
): Promise<Record<string, string>> {
  const seconds = String(Math.floor(at.getTime() / 1000))
  const bytes = fromBase64(secret.slice(PREFIX.length))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(`${id}.${seconds}.${body}`))
  const signature = `v1,${toBase64(new Uint8Array(mac))}`
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature }
}
