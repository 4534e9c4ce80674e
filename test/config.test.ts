import { describe, expect, it } from 'vitest'
import { readSettings } from '../src/config.ts'

const settingsOf = (environment: Record<string, string>) => {
  const result = readSettings(environment)
  if (result.kind === 'bad') throw new Error(result.problems.join('\n'))
  return result.settings
}

const problemsOf = (environment: Record<string, string>) => {
  const result = readSettings(environment)
  return result.kind === 'bad' ? result.problems : []
}

describe('the settings', () => {
  it('have a default for everything on a fresh machine', () => {
    expect(settingsOf({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      baseUrl: 'http://localhost:3000',
      databaseUrl: null,
      dataDir: './data',
      secret: null,
      smtpUrl: null,
      dkim: null,
      oidc: null,
      mailHooks: { ses: null, postmark: null, mailgun: null, sendgrid: null },
      addressHeader: null,
      logLevel: 'info',
    })
  })

  it('take an empty value for none', () => expect(settingsOf({ SMTP_URL: '', PORT: ' ' }).port).toBe(3000))

  it('let links begin with the port where no address is given, and without a slash at its end', () => {
    expect(settingsOf({ PORT: '4000' }).baseUrl).toBe('http://localhost:4000')
    expect(settingsOf({ BASE_URL: 'https://ask.firm.example/' }).baseUrl).toBe('https://ask.firm.example')
  })

  it.each([
    ['PORT', 'seventy'],
    ['PORT', '70000'],
    ['BASE_URL', 'ask.firm.example'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['SECRET', 'short'],
    ['SMTP_URL', 'http://mail.example'],
    ['LOG_LEVEL', 'loud'],
    ['SES_TOPIC_ARN', 'bounces'],
    ['SENDGRID_PUBLIC_KEY', 'a key'],
    ['OIDC_ISSUER', 'not an address'],
  ])('name %s where it is %j', (name, value) => {
    expect(problemsOf({ [name]: value })).toContainEqual(expect.stringMatching(new RegExp(`^${name}: `)))
  })

  it('name every problem at once', () => {
    const problems = problemsOf({
      PORT: 'x',
      LOG_LEVEL: 'loud',
      DKIM_DOMAIN: 'firm.example',
      DATABASE_URL: 'postgres://h/d',
    })
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'PORT',
      'LOG_LEVEL',
      'DKIM_SELECTOR',
      'DKIM_PRIVATE_KEY',
      'SECRET',
    ])
  })
})
