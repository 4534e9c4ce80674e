import PostalMime, { type Email } from 'postal-mime'

export type ParsedMail = {
  email: Email
  /** The first header of that name, unfolded; undefined where there is none. */
  header: (name: string) => string | undefined
  /** The content of the first part of that type, as text. */
  part: (type: RegExp) => string | undefined
  /** Its plain words, or what its HTML says. */
  text: string
  /** The same for the same message, whatever its line ends. */
  digest: string
}

const textOf = (content: ArrayBuffer | Uint8Array | string): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content)

async function digestOf(raw: Uint8Array): Promise<string> {
  const lines = new TextDecoder('latin1').decode(raw).replaceAll('\r\n', '\n')
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A message taken apart; whatever its faults, something comes of it. */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  const email = await new PostalMime({ forceRfc822Attachments: true }).parse(raw)
  return {
    email,
    header: (name) => email.headers.find(({ key }) => key === name.toLowerCase())?.value,
    part: (type) => {
      const found = email.attachments.find(({ mimeType }) => type.test(mimeType))
      return found && textOf(found.content)
    },
    text: email.text ?? (email.html ?? '').replaceAll(/<[^>]*>/g, ' '),
    digest: await digestOf(raw),
  }
}

/** The fields of a block of headers by lower-case name, unfolded; of several of one name the first. */
export function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of block.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? []
    if (name !== undefined && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), (value ?? '').trim())
  }
  return fields
}

/** Every Message-ID in a text, without its angle brackets. */
export const messageIdsIn = (text = ''): string[] =>
  [...text.matchAll(/<([^<>\s]+@[^<>\s]+)>/g)].map(([, id = '']) => id)

/** The one address in a field such as 'rfc822; ann@client.example' or 'Ann <ann@client.example>'; null where there is none. */
export const addressIn = (field = ''): string | null => /[^\s<>;,"]+@[^\s<>;,"]+/.exec(field)?.[0] ?? null

/** The headers of the message that a report is about, where it brings them along. */
export const originalHeaders = (mail: ParsedMail): Map<string, string> =>
  fieldsOf(mail.part(/^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/i) ?? '')
