import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { invitationMessage } from '../../src/mail/emails.ts'
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts'
import { createSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'
import { INVITATION, shippedTemplate, SURVEY_ENVELOPE } from './sample-emails.ts'

const template = await shippedTemplate('invitation')
const engagementName = 'Größe  "M"   \t<x>  👋 =HYPERLINK("https://evil.example")'
const message = invitationMessage(template, { ...INVITATION, engagementName }, SURVEY_ENVELOPE)

let sink: SmtpSink
beforeEach(async () => {
  sink = await createSmtpSink()
})
afterEach(() => sink.close())

async function sendSigned(privateKey: string) {
  const dkim = { domain: 'kestrel.example', selector: 'fc', privateKey }
  const mailer = createSmtpMailer({ smtpUrl: sink.url, dkim })
  try {
    return await mailer.deliver(message)
  } finally {
    await mailer.close()
  }
}

/** What an independent reader says of it, with our public key in its DNS. */
async function verify(raw: string, publicKey: KeyObject) {
  const isRsa = publicKey.asymmetricKeyType === 'rsa'
  const der = publicKey.export({ type: 'spki', format: 'der' })
  const p = (isRsa ? der : der.subarray(-32)).toString('base64')
  const record = `v=DKIM1; k=${isRsa ? 'rsa' : 'ed25519'}; p=${p}`
  const resolver = async (name: string) => {
    if (name !== 'fc._domainkey.kestrel.example') throw Object.assign(new Error(name), { code: 'ENOTFOUND' })
    return [[record]]
  }
  const { results } = await dkimVerify(raw, { resolver })
  return results[0]
}

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ED25519 = generateKeyPairSync('ed25519')

describe('a DKIM signature', () => {
  test.each([
    ['an RSA key of PKCS#8', RSA, 'pkcs8'],
    ['an RSA key of PKCS#1', RSA, 'pkcs1'],
    ['an Ed25519 key', ED25519, 'pkcs8'],
  ] as const)('by %s is confirmed by an independent reader', async (_name, { privateKey, publicKey }, type) => {
    const pem = privateKey.export({ type, format: 'pem' }).toString()
    expect(await sendSigned(pem)).toEqual({ kind: 'sent' })
    const { raw } = await sink.next()
    const result = await verify(raw, publicKey)
    expect(result?.status).toMatchObject({ result: 'pass', aligned: 'kestrel.example' })
    const signed = /^ h=([^;]+);/m.exec(raw)?.[1]?.split(/:\s*/)
    const names = 'from subject date message-id to reply-to mime-version content-type auto-submitted'.split(' ')
    expect(signed).toEqual(expect.arrayContaining([...names, 'list-unsubscribe', 'list-unsubscribe-post']))
  })

  test.each([
    ['a word of the body', (raw: string) => raw.replace('One number', 'Two number')],
    ['the unsubscribe link', (raw: string) => raw.replace('/u/0123', '/u/9999')],
    ['a second sender', (raw: string) => `From: Somebody <else@evil.example>\r\n${raw}`],
  ])('is broken by a change of %s', async (_name, change) => {
    await sendSigned(RSA.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    const { raw } = await sink.next()
    expect(change(raw)).not.toBe(raw)
    expect((await verify(change(raw), RSA.publicKey))?.status.result).not.toBe('pass')
  })

  test('takes a key whose line ends are written as two letters, as environments hold them', async () => {
    const pem = RSA.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n')
    await sendSigned(pem)
    expect((await verify((await sink.next()).raw, RSA.publicKey))?.status.result).toBe('pass')
  })

  test('that can not be made stops the message instead of leaving it unsigned', async () => {
    expect(await sendSigned('-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----')).toEqual({
      kind: 'unavailable',
      reason: 'The DKIM key could not be read',
    })
    expect(sink.received).toEqual([])
  })
})
