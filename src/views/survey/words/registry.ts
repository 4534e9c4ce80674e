import { type Language, LANGUAGES } from '../../../core/languages.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import type { SurveyWords } from './survey-words.ts'

/** The words of every language that has them. */
const WORDS: Partial<Record<Language, SurveyWords>> = { en, de, fr, es }

/** The languages that the pages for clients speak. */
export const PAGE_LANGUAGES: readonly Language[] = LANGUAGES.filter((language) => WORDS[language] !== undefined)

export const wordsIn = (language: Language): SurveyWords => WORDS[language] ?? en
