import type { Context } from 'hono'
import { type Language, LANGUAGES } from '../core/languages.ts'
import type { OtherLanguage } from '../views/survey/frame.tsx'
import { type Speech, speechFor } from '../views/survey/speech.ts'
import type { AppEnv } from './env.ts'

/** The language that the reader has chosen on the page, if any. */
const chosenLanguage = (c: Context<AppEnv>): Language | undefined =>
  LANGUAGES.find((language) => language === c.req.query('lang'))

/** The languages of a page whose own texts are in `spoken`. */
const offered = (spoken: readonly Language[]): Language[] => LANGUAGES.filter((language) => spoken.includes(language))

/** How a page speaks: as its reader has chosen there, else as `locales` say, of the languages that it is in. */
export const speechOf = (
  c: Context<AppEnv>,
  locales: readonly (string | null)[],
  spoken: readonly Language[] = LANGUAGES,
): Speech => speechFor([chosenLanguage(c), ...locales], offered(spoken))

/** `path` in the language that the reader has chosen. */
export function keepingLanguage(c: Context<AppEnv>, path: string): string {
  const language = chosenLanguage(c)
  return language === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}lang=${language}`
}

/** The page at `path` in each other language. */
export const otherLanguages = (
  path: string,
  speech: Speech,
  spoken: readonly Language[] = LANGUAGES,
): OtherLanguage[] =>
  offered(spoken)
    .filter((language) => language !== speech.language)
    .map((language) => ({ language, path: `${path}${path.includes('?') ? '&' : '?'}lang=${language}` }))
