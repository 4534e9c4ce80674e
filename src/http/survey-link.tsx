import type { Context } from 'hono'
import { fieldsOf } from '../core/answering/answer-content.ts'
import type { PostedFields } from '../core/answering/answer-form.ts'
import type { AnswerFault } from '../core/answering/form-reader.ts'
import { languagesOf } from '../core/answering/survey.ts'
import type { FirmFace, NotOpen, SurveyPage as PageData } from '../domain/answering/asked-survey.ts'
import { viewFirmFace } from '../domain/answering/view-firm-face.ts'
import { page as document } from '../views/layout.tsx'
import { NotOpenPage, type NotOpenReason, type PageLink } from '../views/survey/not-open-page.tsx'
import type { Speech } from '../views/survey/speech.ts'
import { pageKeys } from './client-pages.ts'
import type { AppEnv } from './env.ts'
import { keepingLanguage, otherLanguages, speechOf } from './speech.ts'

/** What the pages behind a survey link share. */
export type SurveyContext = Context<AppEnv>

export const addressOf = (c: SurveyContext): string => `/s/${encodeURIComponent(c.req.param('token') ?? '')}`

export const NOT_OPEN_STATUS = { unknown: 404, closed: 410, spent: 410, tooLong: 413 } as const

/** What stands in the form after an answer was sent. */
export const valuesOf = (answered: PageData['answered']): PostedFields => (answered ? fieldsOf(answered) : {})

/** To another page of the same link, in the same language. */
export const goTo = (c: SurveyContext, more = '') => c.redirect(keepingLanguage(c, `${addressOf(c)}${more}`), 303)

type Refused = {
  reason: NotOpenReason
  firm: FirmFace
  locales: readonly (string | null)[]
  replyTo?: string | undefined
  typed?: PostedFields | undefined
}

/** An answer that can be changed no more can still be quoted or not, and whoever was asked can see what is held. */
function linksOf(c: SurveyContext, reason: NotOpenReason, { words }: Speech): PageLink[] {
  const link = (label: string, more: string) => ({ label, path: keepingLanguage(c, `${addressOf(c)}${more}`) })
  if (reason !== 'spent' && reason !== 'closed') return []
  const quote = reason === 'spent' ? [link(words.quote.title, '/testimonial')] : []
  return [...quote, link(words.mine.link, '/data')]
}

function refusedPage(c: SurveyContext, { reason, firm, locales, replyTo, typed }: Refused) {
  const speech = speechOf(c, locales)
  const frame = { firm, ...pageKeys(c), speech }
  const others = typed === undefined && c.req.method === 'GET' ? otherLanguages(c.req.path, speech) : []
  return c.html(
    document(
      <NotOpenPage
        {...frame}
        otherLanguages={others}
        reason={reason}
        replyTo={replyTo}
        typed={typed}
        links={linksOf(c, reason, speech)}
      />,
    ),
    NOT_OPEN_STATUS[reason],
  )
}

/** `posted` came too late and is given back; never to a link that nobody was sent. */
export const notOpen = (c: SurveyContext, { kind, ...refused }: NotOpen, posted?: PostedFields) =>
  refusedPage(c, { ...refused, reason: kind, typed: kind === 'unknown' ? undefined : posted })

export async function firmRefusal(c: SurveyContext, reason: 'unknown' | 'tooLong') {
  const firm = await viewFirmFace(c.get('deps'))
  return refusedPage(c, { reason, firm, locales: [firm.locale] })
}

/** What stands in the form, and what is wrong with it. */
export type Shown = { values: PostedFields; faults?: readonly AnswerFault[] }

/** What both pages with questions are rendered from; `path` is where the page is opened again in another language. */
export function askingPage(c: SurveyContext, page: PageData, { values, faults = [] }: Shown, path: string) {
  const spoken = languagesOf(page.survey)
  const speech = speechOf(c, page.locales, spoken)
  // A link would lose what was typed.
  const others = faults.length > 0 ? [] : otherLanguages(path, speech, spoken)
  return { ...page, ...pageKeys(c), speech, otherLanguages: others, values, faults }
}
