import type { DraftNote } from '../../core/answering/survey-draft-notes.ts'
import type { Fingerprints } from '../../core/answering/survey-draft-merge.ts'
import type { Translation } from '../../core/answering/survey-draft-reading.ts'
import type { SurveyDraft } from '../../core/answering/survey-draft.ts'
import type { SurveyChange } from '../../core/answering/survey-difference.ts'
import type { Language } from '../../core/languages.ts'
import type { Frame } from '../layout.tsx'

/** Which languages stand beside the survey's own: one, all of them, or none (''). */
export type Beside = Language | 'all' | ''

export type SurveyEditorProps = {
  frame: Frame
  key: string
  draft: SurveyDraft
  /** What the form is opened with, to tell what is changed in it. */
  opened: Fingerprints
  /** The version the draft was made from; null: the survey has none yet. */
  basedOn: number | null
  /** 0: no draft is stored yet. */
  revision: number
  changedBy: string | null
  changedAt: Date | null
  askedAt: readonly string[]
  notes: readonly DraftNote[]
  translations: readonly Translation[]
  beside: Beside
  /** The field to go on with. */
  focus: string
  /** What differs between what somebody else saved meanwhile and what was typed here. */
  conflict: { by: string | null; changes: readonly SurveyChange[] } | null
  look: { page: 'ask' | 'after'; language: Language }
}

/** The languages whose texts stand side by side; the others travel along unseen. */
export function shownLanguages(draft: SurveyDraft, beside: Beside, all: readonly Language[]): Language[] {
  const others = all.filter((language) => language !== draft.language && (beside === 'all' || beside === language))
  return [draft.language, ...others]
}

/** The notes on each field that is shown; those on a field that is not stand with their question. */
export function notesAt(notes: readonly DraftNote[], shown: readonly Language[]): Map<string, DraftNote[]> {
  const placed = new Map<string, DraftNote[]>()
  for (const note of notes) {
    const language = /\.([A-Za-z-]+)$/.exec(note.field)?.[1] ?? ''
    const isText = /(?:text|title|experiences)\.[A-Za-z-]+$/.test(note.field)
    const at = isText && !shown.some((each) => each === language) ? note.question : note.field
    placed.set(at, [...(placed.get(at) ?? []), note])
  }
  return placed
}
