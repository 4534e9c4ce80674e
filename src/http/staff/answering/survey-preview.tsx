import type { Context } from 'hono'
import { isLanguage, type Language, LANGUAGES } from '../../../core/languages.ts'
import type { Deps } from '../../../deps.ts'
import type { SurveyPreview } from '../../../domain/answering/show-survey-version.ts'
import { page as document } from '../../../views/layout.tsx'
import { speechFor } from '../../../views/survey/speech.ts'
import { SurveyPage } from '../../../views/survey/survey-page.tsx'
import { ThanksPage } from '../../../views/survey/thanks-page.tsx'
import type { AppEnv } from '../../env.ts'

/** A preview runs nothing, sends nothing and loads only our styles and pictures. */
const PREVIEW_POLICY =
  "sandbox allow-same-origin; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"

/** Which page of a survey is looked at, and in which language. */
export type Look = { page: 'ask' | 'after'; language: Language }

/** What a request wants to look at; another language than `own` where it says so. */
export const lookOf = (wanted: { page?: string | undefined; lang?: string | undefined }, own: Language): Look => ({
  page: wanted.page === 'after' ? 'after' : 'ask',
  language: wanted.lang !== undefined && isLanguage(wanted.lang) ? wanted.lang : own,
})

/** Answers that make the page after sending show what it can. */
const ANSWERED = { call_first: '8', comment: '…', visibility: 'team' }

const NOTHING_KEPT = { keptAt: null, isFromElsewhere: false, elsewhere: {}, keepAction: '#' }

/** Links and forms of the preview lead nowhere. */
const NOWHERE = {
  surveyPath: '#',
  morePath: '#',
  quotePath: '#',
  copyPath: '#',
  dataPath: '#',
}
const NO_CALL = { days: [], wish: { day: null, half: null, words: null, number: null } }

/** The real page of a client, from a survey that nobody is asked. */
export function previewDocument(
  { survey, firm, fields, timeZone }: SurveyPreview,
  look: Look,
  { assetVersion, now }: Pick<Deps, 'assetVersion' | 'now'>,
) {
  const shown = {
    survey,
    firm,
    fields,
    timeZone,
    nonce: undefined,
    assetVersion,
    speech: speechFor([look.language], LANGUAGES),
    otherLanguages: [],
    milestone: { kind: survey.key, name: null },
    closesAt: new Date(now().getTime() + 14 * 86_400_000),
    faults: [],
  }
  return document(
    look.page === 'ask' ? (
      <SurveyPage {...shown} values={{}} tapped={null} isAnswered={false} {...NOTHING_KEPT} action="#" />
    ) : (
      <ThanksPage {...shown} {...NOWHERE} values={ANSWERED} saved={null} hasTestimonial={false} call={NO_CALL} />
    ),
  )
}

export function previewPage(c: Context<AppEnv>, preview: SurveyPreview, look: Look) {
  c.header('content-security-policy', PREVIEW_POLICY)
  return c.html(previewDocument(preview, look, c.var.deps))
}
