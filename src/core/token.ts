import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/**
 * The secret part of a link: 192 bits of HMAC-SHA-256 over purpose and id, base64url, 32 characters. Derived whenever a
 * message is rendered, so that a reminder repeats the link and the database holds nothing that opens it.
 */
export const deriveToken = (
  secret: string,
  purpose: 'survey' | 'set-up' | 'follow-up' | 'webhook',
  id: number,
): string => toBase64Url(hmac(sha256, utf8ToBytes(secret), utf8ToBytes(`${purpose}:${id}`)).subarray(0, 24))

/** A token from `bytes` that the caller drew at random, base64url. */
export const tokenFrom = (bytes: Uint8Array): string => toBase64Url(bytes)

/** SHA-256 of a token: what the database keeps to look it up. Tokens are random, so a slow hash would add nothing. */
export const hashToken = (token: string): Uint8Array => sha256(utf8ToBytes(token))
