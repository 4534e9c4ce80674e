const MOST = 1000

/** Keeps what was made: making a format takes longer than drawing a page with it. */
function keeping<Options, Format>(make: (locale: string, options: Options) => Format) {
  const made = new Map<string, Format>()
  return (locale: string, options: Options): Format => {
    const key = JSON.stringify([locale, options])
    const format = made.get(key) ?? make(locale, options)
    if (made.size >= MOST) made.clear()
    made.set(key, format)
    return format
  }
}

/** How dates are written in a locale. */
export const dateFormat = keeping(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)

/** A language tag with the digits to write numbers in. */
export const withDigits = keeping((locale, numberingSystem: string) =>
  new Intl.Locale(locale, { numberingSystem }).toString(),
)

/** How numbers are written in a locale. */
export const numberFormat = keeping(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)
