import type { Language } from '../../core/languages.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import type { DigestList, DigestMove, DigestProps } from '../../mail/email-props.ts'
import { type DateReader, writtenDay } from '../../mail/written-day.ts'
import type { DigestContent, MovedScore } from './digest-content.ts'

/** Who reads a digest, in which language, and where its links begin. `until`: what is due before is overdue. */
export type DigestView = DateReader & { viewer: Viewer; baseUrl: string; language: Language; until: Date }

/** Lines of one list; the pages have the rest. */
const MOST = 8

const firstOf = <Item, Line>(items: readonly Item[], lineOf: (item: Item) => Line): DigestList<Line> => ({
  lines: items.slice(0, MOST).map(lineOf),
  more: Math.max(0, items.length - MOST),
})

function pageOf({ subjectKind, move: { subjectId } }: MovedScore, { viewer, baseUrl }: DigestView): string {
  if (subjectKind === 'firm') return `${baseUrl}/overview`
  if (subjectKind === 'pm') return seesEverything(viewer) ? `${baseUrl}/pms/${subjectId}` : `${baseUrl}/my-score`
  return `${baseUrl}/${subjectKind}s/${subjectId}`
}

function moveLine(moved: MovedScore, view: DigestView): DigestMove {
  const { move, name } = moved
  const line = { name, url: pageOf(moved, view) }
  if (move.kind === 'lost') return { ...line, value: null, low: null, high: null, before: null }
  const { value, low, high } = move
  return { ...line, value, low, high, before: move.kind === 'moved' ? move.before : null }
}

/** The lists of a digest as its template takes them. A PM opens an answer before reading its number, so as to guess it first. */
export function digestLines(
  { cameIn, due, moved }: DigestContent,
  view: DigestView,
): Pick<DigestProps, 'cameIn' | 'due' | 'moved'> {
  const { baseUrl, language, until, viewer } = view
  return {
    cameIn: firstOf(cameIn, ({ id, contactName, accountName, callFirst, previousCallFirst }) => {
      const isOpen = viewer.role !== 'pm'
      const numbers = isOpen ? { callFirst, previousCallFirst } : { callFirst: null, previousCallFirst: null }
      return { contactName, accountName, ...numbers, url: `${baseUrl}/responses/${id}` }
    }),
    due: firstOf(due, ({ id, contactName, accountName, dueAt }) => ({
      contactName,
      accountName,
      overdue: dueAt <= until,
      dueBy: writtenDay(dueAt, language, view, true),
      url: `${baseUrl}/follow-ups/${id}`,
    })),
    moved: firstOf(moved, (each) => moveLine(each, view)),
  }
}
