import { type KeyObject, createPrivateKey, createPublicKey } from 'node:crypto'
import type { Settings } from '../../config.ts'
import { type Finding, findingsOf } from '../../core/sending/finding.ts'
import {
  type DnsAnswer,
  judgeDkim,
  judgeDmarc,
  judgeMailExchange,
  judgeSpf,
} from '../../core/sending/sender-records.ts'
import type { Resolver } from './resolver.ts'

const { ok, warning, fault } = findingsOf('sender')

/** A record holds an RSA key in one of two wrappings, an Ed25519 key bare. */
function recordKeys(key: KeyObject): string[] {
  const publicKey = createPublicKey(key)
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  if (key.asymmetricKeyType !== 'rsa') return [spki.subarray(-32).toString('base64')]
  const bare = publicKey.export({ type: 'pkcs1', format: 'der' })
  return [spki.toString('base64'), bare.toString('base64')]
}

async function examineDkim(dkim: NonNullable<Settings['dkim']>, from: string, dns: Resolver): Promise<Finding[]> {
  let key: KeyObject
  try {
    key = createPrivateKey(dkim.privateKey.replaceAll('\\n', '\n'))
  } catch {
    const todo = 'Set it to the whole key, from -----BEGIN to END-----, with line ends written as \\n.'
    return [fault('DKIM_PRIVATE_KEY can’t be read', { means: 'No message can be signed, so none leaves.', todo })]
  }
  const { selector, domain } = dkim
  const bits = key.asymmetricKeyDetails?.modulusLength
  const weak =
    bits !== undefined && bits < 2048
      ? [
          warning(`DKIM_PRIVATE_KEY has ${bits} bits`, {
            means: bits < 1024 ? 'Receivers ignore such signatures.' : 'Receivers may soon ignore such signatures.',
            todo: 'Draw a new one: openssl genrsa 2048.',
          }),
        ]
      : []
  const record = await dns.txt(`${selector}._domainkey.${domain}`)
  return [...weak, ...judgeDkim({ selector, domain, fromDomain: from, publicKeys: recordKeys(key) }, record)]
}

/** The policy of the domain itself counts, else that of the domain above it that says something. */
async function findDmarc(domain: string, dns: Resolver): Promise<DnsAnswer> {
  const labels = domain.split('.')
  for (let up = 0; up < labels.length - 1; up += 1) {
    const answer = await dns.txt(`_dmarc.${labels.slice(up).join('.')}`)
    if (answer.kind !== 'none') return answer
  }
  return { kind: 'none' }
}

/** The records of the sender's domain by which receivers tell our mail from a forgery. */
export async function examineSender(fromEmail: string, dkim: Settings['dkim'], dns: Resolver): Promise<Finding[]> {
  const domain = fromEmail.slice(fromEmail.lastIndexOf('@') + 1).toLowerCase()
  if (!domain.includes('.')) {
    return [
      fault(`The sender’s address is ${fromEmail}`, {
        means: `No mail can come from ${domain}: receivers refuse it.`,
        todo: 'Under Settings, give the address of your firm that surveys come from.',
      }),
    ]
  }
  const signed = dkim
    ? await examineDkim(dkim, domain, dns)
    : [
        warning('Mail is not signed here', {
          means: 'Unless your mail provider signs it by DKIM, Gmail and others may refuse it.',
          todo: 'Let the provider sign, or set DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY.',
        }),
      ]
  return [
    ok(`Surveys come from ${fromEmail}`),
    judgeMailExchange(domain, await dns.mailExchange(domain)),
    judgeSpf(domain, await dns.txt(domain)),
    ...signed,
    judgeDmarc(domain, await findDmarc(domain, dns)),
  ]
}
