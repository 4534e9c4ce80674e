import type { Language } from '../../../core/languages.ts'

/** What a counted thing is called, by the plural forms of a language; `other` stands for every form that is left out. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Writes counts as a language does: `#` in the form that fits `count` becomes the number. */
export function pluralsOf(language: Language): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(language, { numberingSystem: 'latn' })
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replaceAll('#', numbers.format(count))
}
