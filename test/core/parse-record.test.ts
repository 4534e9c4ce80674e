import { describe, expect, it } from 'vitest'
import { contrastRatio, isReadableAccent } from '../../src/core/contrast.ts'
import * as kinds from '../../src/core/firm/field-kinds.ts'
import { parseRecord } from '../../src/core/firm/parse-record.ts'
import { ROLES } from '../../src/core/words.ts'

const REFUSED = Symbol('refused')
const valueOf = (parsed: kinds.Parsed<unknown>): unknown => ('value' in parsed ? parsed.value : REFUSED)

describe('a field', () => {
  it.each<[string, kinds.FieldKind<unknown>, string, unknown]>([
    ['an e-mail address', kinds.email, 'Ann@Client.example', 'Ann@Client.example'],
    ['an e-mail address', kinds.email, ' ann+x@client.example ', 'ann+x@client.example'],
    ['an e-mail address', kinds.email, "o'brien@client.example", "o'brien@client.example"],
    ['an e-mail address', kinds.email, 'jörg@bücher.example', 'jörg@bücher.example'],
    ['an e-mail address', kinds.email, 'surveys@localhost', 'surveys@localhost'],
    ['an e-mail address', kinds.email, 'a@b@c', REFUSED],
    ['an e-mail address', kinds.email, 'x@a.test,y@a.test', REFUSED],
    ['an e-mail address', kinds.email, 'x@a.test y@a.test', REFUSED],
    ['an e-mail address', kinds.email, 'Ann <ann@client.example>', REFUSED],
    ['an e-mail address', kinds.email, 'ann@gmail', REFUSED],
    ['an e-mail address', kinds.email, '.ann@client.example', REFUSED],
    ['an e-mail address', kinds.email, 'ann@client..example', REFUSED],
    ['an e-mail address', kinds.email, 'ann@client.example\r\nBcc: x@a.test', REFUSED],
    ['one line', kinds.oneLine, '=HYPERLINK("http://x.test")', '=HYPERLINK("http://x.test")'],
    ['one line', kinds.oneLine, '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['one line', kinds.oneLine, ' Zoë “Z” 👩‍💻', ' Zoë “Z” 👩‍💻'],
    ['one line', kinds.oneLine, 'Evil\r\nBcc: x@a.test', REFUSED],
    ['one line', kinds.oneLine, 'nul\0', REFUSED],
    ['one line', kinds.oneLine, 'half \uD83D', REFUSED],
    ['words', kinds.words, 'one\r\ntwo\tthree', 'one\r\ntwo\tthree'],
    ['words', kinds.words, 'bell \u0007', REFUSED],
    ['a day', kinds.day, '2028-02-29', '2028-02-29'],
    ['a day', kinds.day, '2026-02-30', REFUSED],
    ['a day', kinds.day, '01/05/2026', REFUSED],
    ['a day', kinds.day, '0000-01-01', REFUSED],
    ['an instant', kinds.instant, '2026-01-20T10:00:00Z', '2026-01-20T10:00:00.000Z'],
    ['an instant', kinds.instant, '2026-01-20T10:00+02:00', '2026-01-20T08:00:00.000Z'],
    ['an instant', kinds.instant, '2026-01-20T10:00:00', REFUSED],
    ['an instant', kinds.instant, 'yesterday', REFUSED],
    ['an instant', kinds.instant, '+012026-01-20T10:00:00Z', REFUSED],
    ['a boolean', kinds.boolean, 'TRUE', true],
    ['a boolean', kinds.boolean, 'false', false],
    ['a boolean', kinds.boolean, 'maybe', REFUSED],
    ['0 to 10', kinds.whole(0, 10), '0', 0],
    ['0 to 10', kinds.whole(0, 10), '10', 10],
    ['0 to 10', kinds.whole(0, 10), '11', REFUSED],
    ['0 to 10', kinds.whole(0, 10), '7.5', REFUSED],
    ['0 to 10', kinds.whole(0, 10), '-1', REFUSED],
    ['0 to 10', kinds.whole(0, 10), '1e1', REFUSED],
    ['money', kinds.money, '12,000', '12000'],
    ['money', kinds.money, '1,234,567.50', '1234567.50'],
    ['money', kinds.money, '1000.5', '1000.5'],
    ['money', kinds.money, '12,00', REFUSED],
    ['money', kinds.money, '12.000,50', REFUSED],
    ['money', kinds.money, '-5', REFUSED],
    ['money', kinds.money, 'lots', REFUSED],
    ['a currency', kinds.currency, 'EUR', 'EUR'],
    ['a currency', kinds.currency, 'euro', REFUSED],
    ['a kind', kinds.kind, 'mid_point', 'mid_point'],
    ['a kind', kinds.kind, 'mid point', REFUSED],
    ['a role', kinds.oneOf(ROLES), 'account_manager', 'account_manager'],
    ['a role', kinds.oneOf(ROLES), 'boss', REFUSED],
    ['a time zone', kinds.timeZone, 'Europe/Berlin', 'Europe/Berlin'],
    ['a time zone', kinds.timeZone, 'Mars/Olympus', REFUSED],
    ['a time zone', kinds.timeZone, '+02:00', REFUSED],
    ['a locale', kinds.locale, 'pt-br', 'pt-BR'],
    ['a locale', kinds.locale, 'klingon', REFUSED],
    ['a locale', kinds.locale, 'en_US', REFUSED],
    ['a colour', kinds.accentColor, '#0E5A5A', '#0e5a5a'],
    ['a colour', kinds.accentColor, '#ffff99', REFUSED],
    ['a colour', kinds.accentColor, 'teal', REFUSED],
  ])('%s is read from %s', (_, kind, text, value) => expect(valueOf(kind(text))).toBe(value))

  it('is quoted short and without control characters in a reason', () => {
    expect(kinds.quoted('a\u001B[31m')).toBe("'a\uFFFD[31m'")
    expect(kinds.quoted('😀'.repeat(50))).toBe(`'${'😀'.repeat(40)}…'`)
  })
})

describe('contrast', () => {
  it('runs from 1 to 21', () => {
    expect(contrastRatio('#123456', '#123456')).toBe(1)
    expect(contrastRatio('#ffffff', '#000000')).toBeCloseTo(21)
  })

  it('is enough from 4.5 on, on white and on the paper', () => {
    expect(contrastRatio('#767676', '#ffffff')).toBeGreaterThan(4.5)
    expect(isReadableAccent('#767676')).toBe(false)
    expect(isReadableAccent('#6f6f6f')).toBe(true)
  })
})

const today = { day: '2026-11-20', timeZone: 'America/New_York' }
const reach = (reached_on: string) =>
  parseRecord('milestones.csv', { ref: 'm', engagement_ref: 'e', kind: 'close', reached_on }, today).faults.length
const answer = (answered_at: string) =>
  parseRecord(
    'responses.csv',
    { ref: 'r', engagement_ref: 'e', contact_ref: 'c', milestone_ref: 'm', answered_at, call_first: '1' },
    today,
  ).faults.length

describe('a record', () => {
  it('has its values under the names of the columns', () => {
    const fields = {
      ref: 'm-1',
      engagement_ref: 'e-1',
      kind: 'close',
      planned_on: '',
      reached_on: '2026-11-20',
      other: 'x',
    }
    expect(parseRecord('milestones.csv', fields, today)).toEqual({
      values: { ref: 'm-1', engagement_ref: 'e-1', kind: 'close', planned_on: null, reached_on: '2026-11-20' },
      faults: [],
    })
  })

  it('has every fault named: empty, missing, not UTF-8, wrong', () => {
    const { faults } = parseRecord('contacts.csv', { ref: ' ', account_ref: 'a', name: null, locale: 'klingon' }, today)
    expect(faults.map(({ column }) => column)).toEqual(['ref', 'name', 'email', 'locale'])
  })

  it('takes the defaults of empty fields', () => {
    const fields = { name: 'K', from_email: 'a@k.example', time_zone: 'UTC', locale: '', accent_color: '' }
    expect(parseRecord('firm.csv', fields, today).values).toMatchObject({ locale: 'en', accent_color: '#0e5a5a' })
  })

  it('can lie on the day it is for the firm, and not after', () => {
    expect(reach('2026-11-20')).toBe(0)
    expect(reach('2026-11-21')).toBe(1)
    expect(answer('2026-11-21T04:00:00Z')).toBe(0)
    expect(answer('2026-11-21T05:00:00Z')).toBe(1)
  })

  it('does not end before it started', () => {
    const dates = { started_on: '2026-06-30', ended_on: '2026-01-05' }
    const { faults } = parseRecord(
      'engagements.csv',
      { ref: 'e', account_ref: 'a', name: 'n', pm_ref: 'p', ...dates },
      today,
    )
    expect(faults).toEqual([
      { column: 'ended_on', reason: "'2026-01-05' is before started_on '2026-06-30'; correct one of them" },
    ])
  })
})
