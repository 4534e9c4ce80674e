import type { Language } from '../../../core/languages.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import { ptBr } from './pt-br.ts'
import type { SurveyWords } from './survey-words.ts'

/** The words of every language; one that is missing fails the build. */
const WORDS: Record<Language, SurveyWords> = { en, de, fr, es, 'pt-BR': ptBr, ja, ar }

export const wordsIn = (language: Language): SurveyWords => WORDS[language]
