import { directionOf, type Language, languageFor, localeFor } from '../../core/languages.ts'
import { dateFormat } from '../../core/formats.ts'
import {
  isolate,
  type MergeFields,
  mergeText,
  type SpokenText,
  type SurveyText,
} from '../../core/answering/survey-text.ts'
import { type SurveyDefinition, spokenOf } from '../../core/answering/survey.ts'
import { wordsIn } from './words/registry.ts'
import type { SurveyWords } from './words/survey-words.ts'

/** How a page speaks: its language, how dates and numbers are written in it, and what it says by itself. */
export type Speech = { language: Language; locale: string; words: SurveyWords }

/** The first of the `wanted` languages that is offered, English otherwise. */
export function speechFor(wanted: readonly (string | null | undefined)[], offered: readonly Language[]): Speech {
  const language = languageFor(wanted, offered) ?? offered.find((each) => each === 'en') ?? offered[0] ?? 'en'
  return { language, locale: localeFor(language, wanted), words: wordsIn(language) }
}

/** The day of an instant in a time zone, without its year, as in '13 December'. */
export const dayOf = (at: Date, timeZone: string, speech: Speech): string =>
  dateFormat(speech.locale, { day: 'numeric', month: 'long', timeZone }).format(at)

/** What stands between two sentences. */
export const spaceIn = ({ isSpaced }: SurveyWords): string => (isSpaced ? ' ' : '')

const isRightToLeft = ({ language }: Speech): boolean => directionOf(language) === 'rtl'

/** Somebody's name amid the words of a page. */
export const nameIn = (name: string, speech: Speech): string => (isRightToLeft(speech) ? isolate(name) : name)

/** Reads a survey's texts out, with names filled in: in the page's language where they are in it. */
export const readerOf =
  ({ survey, fields, speech }: { survey: SurveyDefinition; fields: MergeFields; speech: Speech }) =>
  (text: SurveyText): SpokenText => {
    const { words, language } = spokenOf(survey, text, speech.language)
    return { words: mergeText(words, fields, { isolated: directionOf(language) === 'rtl' }), language }
  }

/** The name of a milestone: the firm's own, else that of its kind. */
export function milestoneName({ kind, name }: { kind: string; name: string | null }, { words }: Speech): string {
  if (name) return name
  if (Object.hasOwn(words.milestones, kind)) return words.milestones[kind as keyof SurveyWords['milestones']]
  const own = kind.replaceAll('_', ' ')
  return own.charAt(0).toUpperCase() + own.slice(1)
}
