import { readFileSync } from 'node:fs'
import type { Language } from '../../src/core/languages.ts'

/** The text of `templates/words/<language>.yaml`. */
export const shippedFile = (language: Language): string =>
  readFileSync(new URL(`../../templates/words/${language}.yaml`, import.meta.url), 'utf8')
