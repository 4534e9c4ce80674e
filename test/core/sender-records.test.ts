import { describe, expect, it } from 'vitest'
import {
  type DnsAnswer,
  judgeDkim,
  judgeDmarc,
  judgeMailExchange,
  judgeSpf,
} from '../../src/core/sending/sender-records.ts'

const found = (...records: string[]): DnsAnswer => ({ kind: 'found', records })
const NONE: DnsAnswer = { kind: 'none' }
const UNKNOWN: DnsAnswer = { kind: 'unknown', why: 'ETIMEOUT' }

describe('SPF', () => {
  it.each<[string, DnsAnswer, string, string]>([
    ['a policy', found('v=spf1 include:_spf.mail.example -all', 'other=1'), 'ok', 'include:_spf.mail.example'],
    ['none', NONE, 'warning', 'has no SPF record'],
    ['other records alone', found('google-site-verification=x'), 'warning', 'has no SPF record'],
    ['two', found('v=spf1 -all', 'v=spf1 mx ~all'), 'fault', '2 SPF records'],
    ['a policy that lets everybody', found('v=spf1 +all'), 'warning', 'lets anybody send'],
    ['one that counts too much', found(`v=spf1 ${'include:a.example '.repeat(11)}-all`), 'fault', '11 lookups'],
    ['no answer', UNKNOWN, 'warning', 'did not answer (ETIMEOUT)'],
  ])('with %s', (_, answer, state, says) => {
    const finding = judgeSpf('kestrel.example', answer)
    expect(finding).toMatchObject({ state, says: expect.stringContaining(says) })
  })
})

describe('DKIM', () => {
  const key = { selector: 'fc', domain: 'kestrel.example', fromDomain: 'kestrel.example', publicKeys: ['MIIB', 'MIGJ'] }

  it.each<[string, DnsAnswer, string, string]>([
    ['our key', found('v=DKIM1; k=rsa; p=MI IB'), 'ok', 'is the public half'],
    ['our key in its bare form', found('p=MIGJ'), 'ok', 'is the public half'],
    ['another key', found('v=DKIM1; p=MIIC'), 'fault', 'is another than'],
    ['a withdrawn key', found('v=DKIM1; p='), 'fault', 'is withdrawn'],
    ['nothing', NONE, 'fault', 'no DKIM key at fc._domainkey.kestrel.example'],
    ['no answer', UNKNOWN, 'warning', 'did not answer'],
  ])('with %s', (_, answer, state, says) => {
    expect(judgeDkim(key, answer)[0]).toMatchObject({ state, says: expect.stringContaining(says) })
  })

  it.each([
    ['kestrel.example', 'kestrel.example', 'ok'],
    ['kestrel.example', 'surveys.kestrel.example', 'ok'],
    ['mail.kestrel.example', 'Kestrel.example', 'ok'],
    ['otherkestrel.example', 'kestrel.example', 'warning'],
  ])('by %s for mail from %s is %s', (domain, fromDomain, state) => {
    expect(judgeDkim({ ...key, domain, fromDomain }, NONE)[1]).toMatchObject({ state })
  })
})

describe('DMARC', () => {
  it.each<[string, DnsAnswer, string]>([
    ['a policy', found('v=DMARC1; p=quarantine; rua=mailto:d@kestrel.example'), 'ok'],
    ['a policy without its action', found('v=DMARC1; rua=mailto:d@kestrel.example'), 'fault'],
    ['two', found('v=DMARC1; p=none', 'v=DMARC1; p=reject'), 'warning'],
    ['none', NONE, 'warning'],
    ['no answer', UNKNOWN, 'warning'],
  ])('with %s', (_, answer, state) => {
    expect(judgeDmarc('kestrel.example', answer)).toMatchObject({ state })
  })
})

it('a domain that takes no mail is told of', () => {
  expect(judgeMailExchange('kestrel.example', found('mx.kestrel.example'))).toMatchObject({ state: 'ok' })
  expect(judgeMailExchange('kestrel.example', NONE)).toMatchObject({ state: 'warning' })
})
