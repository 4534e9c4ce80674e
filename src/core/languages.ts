import { withDigits } from './formats.ts'

/** The languages that clients are written to in, as BCP 47 tags. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]

export const isLanguage = (text: string): text is Language => (LANGUAGES as readonly string[]).includes(text)

/** Each by its own name, as its readers look for it. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
  ja: '日本語',
  ar: 'العربية',
}

export type Direction = 'ltr' | 'rtl'

/** Which way a language is written. */
export const directionOf = (language: Language): Direction => (language === 'ar' ? 'rtl' : 'ltr')

const baseOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''

/** The first of `wanted` tags that is offered, also where only its region differs (`de-AT` is served `de`); undefined: none is. */
export function languageFor(
  wanted: readonly (string | null | undefined)[],
  offered: readonly Language[],
): Language | undefined {
  for (const tag of wanted) {
    if (!tag) continue
    const exact = offered.find((language) => language.toLowerCase() === tag.toLowerCase())
    const found = exact ?? offered.find((language) => baseOf(language) === baseOf(tag))
    if (found) return found
  }
  return undefined
}

/** How dates and numbers are written in a language: as the first of the reader's `wanted` tags of it says, in the digits of the scale. */
export function localeFor(language: Language, wanted: readonly (string | null | undefined)[]): string {
  const own = wanted.find((tag) => tag && baseOf(tag) === baseOf(language)) ?? language
  return withDigits(own === 'en' ? 'en-GB' : own, 'latn')
}
