import type { ReportedEvent } from '../../core/sending/mail-event.ts'

/** What a provider has posted, as it came: signatures are over the very bytes. */
export type HookRequest = {
  body: string
  header: (name: string) => string | undefined
  /** The firm's setting for this provider: a key, a password or a topic. */
  setting: string
  now: Date
  fetch: (url: string) => Promise<Response>
}

export type ReadHook =
  /** Unknown kinds of events are left out, so there may be none. */
  | { kind: 'events'; events: ReportedEvent[] }
  /** Not from the provider, or not for this firm; why, for the log. */
  | { kind: 'forged'; why: string }
  /** Signed, but not in the provider's form. */
  | { kind: 'unreadable' }

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** Bytes of base64 text; undefined where it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text.replaceAll(/\s/g, '')), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** The value that a JSON text holds; undefined where it is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Seconds since 1970 as an instant; null where the number is none. */
export const instantOf = (seconds: number): Date | null => {
  const at = new Date(seconds * 1000)
  return Number.isNaN(at.getTime()) ? null : at
}

export const withoutBrackets = (id: string): string => id.trim().replace(/^<|>$/g, '')
