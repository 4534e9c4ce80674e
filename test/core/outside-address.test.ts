import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPrivateAddress, parseOutsideUrl } from '../../src/core/sending/outside-address.ts'
import { signedHeaders, webhookSecretOf } from '../../src/core/sending/webhook-signature.ts'
import { slackBody, teamsBody } from '../../src/core/sending/webhook.ts'

describe('an address that is called', () => {
  it.each([
    'https://hooks.slack.com/services/T0/B0/x',
    'https://prod-12.westeurope.logic.azure.com:443/workflows/a/triggers/manual/paths/invoke?sig=b',
    'https://8.8.8.8/hook',
    'https://[2606:4700::1111]/hook',
  ])('%s', (typed) => {
    expect(parseOutsideUrl(` ${typed} `)).toHaveProperty('url')
  })

  it.each([
    'http://hooks.slack.com/x',
    'ftp://hooks.slack.com/x',
    'hooks.slack.com/x',
    'https://user:pass@hooks.slack.com/x',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://127.1/x',
    'https://10.1.2.3/x',
    'https://172.31.0.1/x',
    'https://192.168.1.1/x',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/x',
    'https://0.0.0.0/x',
    'https://[::1]/x',
    'https://[::ffff:10.0.0.1]/x',
    'https://[fd00::1]/x',
    'https://[fe80::1]/x',
    'https://[64:ff9b::10.0.0.1]/x',
    'https://router/x',
    'https://db.internal/x',
    'https://printer.local./x',
    'https://metadata.google.internal/x',
    '',
  ])('is not %s', (typed) => {
    expect(parseOutsideUrl(typed)).toHaveProperty('fault')
  })

  it('is private for every address of a private range, however it is written', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(byte, byte, byte, (b, c, d) => {
        for (const four of [`10.${b}.${c}.${d}`, `127.${b}.${c}.${d}`, `192.168.${c}.${d}`]) {
          expect(isPrivateAddress(four)).toBe(true)
          expect(isPrivateAddress(`::ffff:${four}`)).toBe(true)
          expect(parseOutsideUrl(`https://${four}/`)).toHaveProperty('fault')
        }
      }),
    )
  })

  it.each(['', 'x', '1.2.3', '300.1.1.1', ':::', '1:2:3:4:5:6:7:8:9'])(
    'counts as private where it is none: %j',
    (text) => {
      expect(isPrivateAddress(text)).toBe(true)
    },
  )
})

describe('a message to a channel', () => {
  const facts = {
    title: 'A <b> & *c*',
    lines: [{ name: 'Account', value: '[x](https://evil.example)' }],
    url: 'https://f/1',
  }
  it('in Slack makes no markup of names', () => {
    const text = JSON.stringify(slackBody(facts))
    expect(text).toContain('A &lt;b&gt; &amp; ')
    expect(text).not.toContain('<b>')
  })

  it('in Teams makes no link of names', () => {
    expect(JSON.stringify(teamsBody(facts))).not.toContain('[x](https')
    expect(teamsBody(facts)).toMatchObject({ attachments: [{ content: { type: 'AdaptiveCard', version: '1.4' } }] })
  })
})

it('is signed as the example of Standard Webhooks is', async () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const signed = await signedHeaders(secret, {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
  })
  expect(signed['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  expect(webhookSecretOf('a-b_')).toBe('whsec_a+b/')
})
