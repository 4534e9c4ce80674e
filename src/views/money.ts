import { numberFormat } from '../core/formats.ts'

/** An amount in the reader's language with its currency, without cents where there are none: '40,000 EUR'. */
export function money(value: number | string, currency: string, locale: string): string {
  const amount = Number(value)
  const digits = Number.isInteger(amount) ? 0 : 2
  const written = numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${written.format(amount)} ${currency}`
}

/** An amount in short, its currency where one is named: '12.3M USD'. */
export function compactMoney(value: number, ...of: [locale: string] | [currency: string, locale: string]): string {
  const [currency, locale] = of.length === 1 ? [null, of[0]] : of
  const written = numberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 }).format(value)
  return currency === null ? written : `${written} ${currency}`
}
