import { remembering } from './remembering.ts'

// Making a format takes longer than drawing a page with it.

/** How dates are written in a locale. */
export const dateFormat = remembering(
  (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)

/** A language tag with the digits to write numbers in. */
export const withDigits = remembering((locale: string, numberingSystem: string) =>
  new Intl.Locale(locale, { numberingSystem }).toString(),
)

/** How numbers are written in a locale. */
export const numberFormat = remembering(
  (locale: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)
