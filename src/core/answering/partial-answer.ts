import { cleanWords } from './clean-words.ts'
import { fieldNamesOf, type PostedFields } from './answer-form.ts'
import { isTicked } from './survey-condition.ts'
import { nameOf } from './survey-question.ts'
import type { SurveyDefinition } from './survey.ts'

/** The most characters of one field that are kept before sending: more than any answer may have, so that none is cut. */
const MAX_KEPT = 20_000

/** How many other versions of a field are kept beside it. */
const MOST_OTHERS = 5

/**
 * What stands in a field, and since which revision; `others` is what other windows or devices had said there that its page had not shown.
 * A revision is an instant in milliseconds, and grows with every change.
 */
export type KeptField = { value: string; revision: number; others?: string[] }

/** What a contact has filled in and not sent, by field; `revision` is that of its newest field. */
export type PartialAnswer = { fields: Record<string, KeptField>; revision: number; begunAt: Date; keptAt: Date }

/** Of what was posted, the fields that the survey's page asks, as they can be stored. */
function keepable(survey: SurveyDefinition, posted: PostedFields): [string, string][] {
  const asked = new Set(survey.ask.flatMap(fieldNamesOf))
  return Object.entries(posted)
    .filter(([field]) => asked.has(field))
    .map(([field, typed]) => [field, (cleanWords(typed) ?? '').slice(0, MAX_KEPT)])
}

/** What a field says that nobody has touched. */
const isUntouched = (field: string, value: string | undefined): boolean =>
  field === 'visibility' ? (value ?? 'team') === 'team' : ['', 'false'].includes(value?.trim() ?? '')

/**
 * What was kept in another window or on another device after the page was opened that posts, and what that page leaves blank.
 * `known` is the revision that the page has shown.
 */
export function keptElsewhere(
  partial: PartialAnswer | null,
  posted: PostedFields,
  known: number,
): Record<string, string> {
  const newer = Object.entries(partial?.fields ?? {}).filter(([, { revision }]) => revision > known)
  return Object.fromEntries(
    newer
      .filter(([field, { value }]) => isUntouched(field, posted[field]) && !isUntouched(field, value))
      .map(([field, { value }]) => [field, value]),
  )
}

const TYPED: ReadonlySet<string> = new Set(['comment', 'needs_next', 'short_text', 'long_text'])

/** Of what was said in a field, once each what `shown` does not say, too; words that somebody has gone on writing are in it. */
function notIn(survey: SurveyDefinition, field: string, { said, shown }: { said: string[]; shown: string }): string[] {
  const isTyped = survey.ask.some((asked) => nameOf(asked) === field && TYPED.has(asked.input))
  return [...new Set(said)].filter(
    (each) => !isUntouched(field, each) && !(isTyped ? shown.includes(each.trim()) : shown === each),
  )
}

/**
 * What other windows or devices have said of each field that says something else on a page; `known` is the revision that the page
 * which posts `shown` has shown.
 */
export function saidElsewhere(
  survey: SurveyDefinition,
  partial: PartialAnswer | null,
  shown: PostedFields,
  known = Number.POSITIVE_INFINITY,
): Record<string, string[]> {
  const besides = Object.entries(partial?.fields ?? {}).map(([field, { value, revision, others = [] }]) => {
    const said = revision > known ? [...others, value] : others
    return [field, notIn(survey, field, { said, shown: shown[field] ?? '' })] as const
  })
  return Object.fromEntries(besides.filter(([, said]) => said.length > 0))
}

/** Whether a page that posts says something else in a field than was kept since, and has not shown that. */
export const isUnseen = (
  survey: SurveyDefinition,
  partial: PartialAnswer | null,
  posted: PostedFields,
  known: number,
): boolean =>
  Object.keys(saidElsewhere(survey, partial, posted, known)).some(
    (field) => (partial?.fields[field]?.revision ?? 0) > known,
  )

const isSame = (one: string | undefined, other: string): boolean =>
  (one ?? '') === other || (other === 'false' && !isTicked(one))

/**
 * `before` with what a page posts: field by field, the last to say something counts, what its page has not shown of it is kept
 * beside it, and a blank takes nothing away that its page has not shown. `before` itself where nothing differs; `sent` is the answer that was sent, by field, and `sentAt` when it was.
 */
export function keptWith(
  before: PartialAnswer | null,
  {
    survey,
    posted,
    known,
    sent,
    sentAt,
    at,
  }: {
    survey: SurveyDefinition
    posted: PostedFields
    known: number
    sent: PostedFields
    sentAt: Date | null
    at: Date
  },
): PartialAnswer | null {
  const elsewhere = keptElsewhere(before, posted, known)
  const changed = keepable(survey, posted).filter(
    ([field, value]) => !Object.hasOwn(elsewhere, field) && !isSame(before?.fields[field]?.value ?? sent[field], value),
  )
  if (changed.every(([field, value]) => before === null && isUntouched(field, value) && sent[field] === undefined))
    return before
  const revision = Math.max(at.getTime(), (before?.revision ?? 0) + 1, (sentAt?.getTime() ?? 0) + 1)
  const beside = saidElsewhere(survey, before, posted, known)
  const added = Object.fromEntries(
    changed.map(([field, value]) => {
      const others = beside[field]?.slice(-MOST_OTHERS) ?? []
      return [field, { value, revision, ...(others.length > 0 && { others }) }]
    }),
  )
  return { fields: { ...before?.fields, ...added }, revision, begunAt: before?.begunAt ?? at, keptAt: at }
}

/** What stands in each field that was kept. */
export const valuesKept = (partial: PartialAnswer | null): Record<string, string> =>
  Object.fromEntries(Object.entries(partial?.fields ?? {}).map(([field, { value }]) => [field, value]))

/** Whether something is kept that was not sent. */
export const isUnsent = (partial: PartialAnswer | null, sent: PostedFields): boolean =>
  Object.entries(partial?.fields ?? {}).some(
    ([field, { value }]) => !isSame(sent[field], value) && !(sent[field] === undefined && isUntouched(field, value)),
  )
