/** An amount in the reader's language with its currency, without cents where there are none: '40,000 EUR'. */
export function money(value: number | string, currency: string, locale: string): string {
  const amount = Number(value)
  const digits = Number.isInteger(amount) ? 0 : 2
  const written = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${written.format(amount)} ${currency}`
}
