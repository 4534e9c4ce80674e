import type { Mime } from './mime.ts'

export type DkimKey = {
  domain: string
  selector: string
  /** PEM: RSA as PKCS#8 or PKCS#1, or Ed25519 as PKCS#8. */
  privateKey: string
}

/** The line to put before the header of a message, with its line end. */
export type SignMessage = (message: Mime) => Promise<string>

/** `from` stands twice, so that no second one can be added; RFC 8058 wants both unsubscribe headers. */
const SIGNED_HEADERS = [
  'from:from:to:reply-to:subject:date:message-id:mime-version:content-type',
  'list-unsubscribe:list-unsubscribe-post:auto-submitted:x-auto-response-suppress',
]
  .join(':')
  .split(':')

const encoder = new TextEncoder()

const toBase64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)))

/** RFC 6376, 3.4.2. */
const relaxedValue = (value: string): string =>
  value
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '')

/** RFC 6376, 3.4.4, for a body whose lines end with CRLF, none of them in white space, as quoted-printable has it. */
const relaxedBody = (body: string): string => `${body.replace(/[ \t]+/g, ' ').replace(/(?:\r\n)+$/, '')}\r\n`

function fieldsOf(header: string): Map<string, string> {
  const lines = header.replace(/\r\n$/, '').split(/\r\n(?![ \t])/)
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), relaxedValue(line.slice(colon + 1))]
    }),
  )
}

/** PKCS#1 as PKCS#8: a version, RSA's identifier and the key as an octet string. */
function wrapRsaKey(key: Uint8Array): Uint8Array {
  const sized = (tag: number, content: number[]) => [tag, 0x82, content.length >> 8, content.length & 255, ...content]
  const rsa = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0]
  return Uint8Array.from(sized(0x30, [2, 1, 0, ...rsa, ...sized(4, [...key])]))
}

async function importKey(pem: string): Promise<CryptoKey> {
  // An environment variable often holds its line ends as two letters.
  const [, label, base64] = /-----BEGIN ([A-Z ]+)-----([^-]+)-----END/.exec(pem.replaceAll('\\n', '\n')) ?? []
  const bytes = Uint8Array.from(atob((base64 ?? '').replace(/\s/g, '')), (letter) => letter.charCodeAt(0))
  const pkcs8 = label === 'RSA PRIVATE KEY' ? wrapRsaKey(bytes) : bytes
  // An Ed25519 key has 48 bytes in all, no RSA key has so few.
  const algorithm = pkcs8.length < 100 ? 'Ed25519' : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  return crypto.subtle.importKey('pkcs8', pkcs8 as Uint8Array<ArrayBuffer>, algorithm, false, ['sign'])
}

/** Ed25519 signs the digest of the text, not the text (RFC 8463, 3). */
async function signatureOf(key: CryptoKey, text: string): Promise<ArrayBuffer> {
  const bytes = encoder.encode(text)
  const isRsa = key.algorithm.name !== 'Ed25519'
  return crypto.subtle.sign(key.algorithm.name, key, isRsa ? bytes : await crypto.subtle.digest('SHA-256', bytes))
}

const folded = (base64: string): string => base64.match(/.{1,72}/g)?.join('\r\n ') ?? ''

/**
 * Signs by DKIM (RFC 6376), relaxed in header and body, off the main thread. Where the key can't be read it rejects with
 * the code EDKIM.
 */
export function createSigner({ domain, selector, privateKey }: DkimKey): SignMessage {
  const imported = importKey(privateKey).catch((cause: unknown) => {
    throw Object.assign(new Error('the DKIM key can not be read', { cause }), { code: 'EDKIM' })
  })
  // Whoever signs hears of it; until then nobody listens.
  imported.catch(() => {})
  return async ({ header, body }) => {
    const key = await imported
    const fields = fieldsOf(header)
    const signed = SIGNED_HEADERS.filter((name) => fields.has(name))
    const bodyHash = await crypto.subtle.digest('SHA-256', encoder.encode(relaxedBody(body)))
    const tags = [
      `v=1; a=${key.algorithm.name === 'Ed25519' ? 'ed25519' : 'rsa'}-sha256; c=relaxed/relaxed;`,
      `d=${domain}; s=${selector};`,
      `h=${signed.join(':\r\n ')};`,
      `bh=${toBase64(bodyHash)};`,
      'b=',
    ].join('\r\n ')
    const lines = [...new Set(signed)].map((name) => `${name}:${fields.get(name)}\r\n`).join('')
    const signature = await signatureOf(key, `${lines}dkim-signature:${relaxedValue(tags)}`)
    return `DKIM-Signature: ${tags}${folded(toBase64(signature))}\r\n`
  }
}
