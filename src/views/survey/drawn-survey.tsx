import { raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { SurveyDefinition } from '../../core/answering/survey.ts'
import { page as document } from '../layout.tsx'
import { dayOf } from './speech.ts'
import { SurveyPage, type SurveyPageProps } from './survey-page.tsx'

/** A page in pieces: what stands between two slots, and after each the number of the slot that follows. */
type Pieces = readonly string[]

/** What is different for each reader and stands in the page as it is. */
type Own = Record<string, string>

/** A slot is found again in the page by signs that hardly anybody types. */
const SIGN = '\uE000'
const slot = (at: number): string => `${SIGN}${at}\uE001`
const SLOTS = /\uE000(\d+)\uE001/

/** More than the languages and days that the surveys of a version are read in. */
const MOST_PAGES = 500

const pagesOf = new WeakMap<SurveyDefinition, Map<string, Pieces>>()

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

/** The texts of a page that are its reader's own, and the page with slots in their place. */
function apart(page: SurveyPageProps): { own: string[]; slotted: SurveyPageProps } {
  const own: string[] = []
  const slotFor = (text: string): string => slot(own.push(text) - 1)
  const inSlots = <Texts extends Own>(texts: Texts): Texts =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, slotFor(text)])) as Texts
  const { timeZone, ...rest } = page
  const texts = Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const slotted = {
    ...page,
    ...inSlots(Object.fromEntries(texts)),
    timeZone,
    fields: inSlots(page.fields),
    otherLanguages: page.otherLanguages.map((other) => ({ ...other, path: slotFor(other.path) })),
  }
  return { own, slotted }
}

/** What two pages must share to be the same but for their slots. */
function keyOf(page: SurveyPageProps): string {
  const { survey: _, speech, closesAt, ...rest } = page
  const day = closesAt && dayOf(closesAt, rest.timeZone, speech)
  return JSON.stringify([speech.language, speech.locale, day, rest])
}

const signsIn = (text: string): number => text.split(SIGN).length - 1

const draw = (page: SurveyPageProps): string => document(<SurveyPage {...page} />).toString()

/** Nothing of what somebody wrote is remembered. */
const isFresh = ({ values, faults, keptAt, elsewhere }: SurveyPageProps): boolean =>
  faults.length === 0 &&
  keptAt === null &&
  Object.keys(elsewhere).length === 0 &&
  Object.keys(values).every((name) => name === 'call_first')

/**
 * The survey page as the document that is sent. As most people first open it, it is drawn once for all who see the same but for names and addresses,
 * and for each of them these are filled in, at a tenth of the time.
 */
export function drawnSurvey(page: SurveyPageProps): HtmlEscapedString {
  if (!isFresh(page)) return raw(draw(page))
  const { own, slotted } = apart(page)
  const pages = pagesOf.get(page.survey) ?? new Map<string, Pieces>()
  pagesOf.set(page.survey, pages)
  const key = keyOf(slotted)
  if (signsIn(key) !== own.length) return raw(draw(page))
  const pieces = pages.get(key) ?? draw(slotted).split(SLOTS)
  if (pages.size >= MOST_PAGES) pages.clear()
  pages.set(key, pieces)
  const escaped = own.map(escape)
  return raw(
    pieces.map((piece, at) => (at % 2 === 0 ? piece : (escaped[Number(piece)] ?? slot(Number(piece))))).join(''),
  )
}
