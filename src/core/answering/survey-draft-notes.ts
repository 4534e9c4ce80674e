import { isLanguage } from '../languages.ts'
import type { DraftQuestion, SurveyDraft } from './survey-draft.ts'
import { surveyOfDraft } from './survey-draft-reading.ts'
import { adviceOn } from './survey-lint.ts'
import { surveyFaults } from './survey.ts'

/** Something said about a draft. `question` is the id of one, or 'ask', 'after', 'title', 'experiences'; `field` the form's field it is about. */
export type DraftNote = { tone: 'fault' | 'advice'; question: string; field: string; message: string }

/** Where a fault of a survey stands in the form of its draft. */
function fieldAt(draft: SurveyDraft, path: readonly PropertyKey[]): { question: string; field: string } {
  const [part, index, what, ...rest] = path
  if (part === 'title' || part === 'experiences') {
    const language = typeof index === 'string' && isLanguage(index) ? index : draft.language
    return { question: part, field: `${part}.${language}` }
  }
  const page = part === 'after' ? 'after' : 'ask'
  const question = typeof index === 'number' ? draft[page][index] : undefined
  if (!question) return { question: page, field: page }
  return { question: question.id, field: fieldOf(draft, question, [what, ...rest]) }
}

function fieldOf({ language: own }: SurveyDraft, { id, options }: DraftQuestion, path: readonly unknown[]): string {
  const languageIn = (each: unknown): string => (typeof each === 'string' && isLanguage(each) ? each : own)
  const [what, index, inOption, language] = path
  if (what === 'text') return `${id}.text.${languageIn(index)}`
  if (what === 'key') return `${id}.key`
  if (what === 'when') return `${id}.on`
  const option = what === 'options' && typeof index === 'number' ? options[index] : undefined
  if (option) return inOption === 'key' ? `${id}.${option.id}.key` : `${id}.${option.id}.text.${languageIn(language)}`
  return `${id}.text.${own}`
}

/** A condition of a draft names its question by an id, which nobody reads. */
const readable = (message: string): string =>
  message.replace(
    /^q\d+ is not asked before.*/,
    'depends on a question that is not asked; choose one that stands above',
  )

/** What stops a draft from being published, and what the wording rules advise against; `isKickoff`: it is asked once a project has begun. */
export function draftNotes(key: string, draft: SurveyDraft, isKickoff: boolean): DraftNote[] {
  const survey = surveyOfDraft(key, draft)
  const faults = surveyFaults(survey).map(({ path, message }) => ({
    tone: 'fault' as const,
    ...fieldAt(draft, path),
    message: readable(message),
  }))
  const advice = adviceOn(survey, isKickoff).map(({ path, message }) => ({
    tone: 'advice' as const,
    ...fieldAt(draft, path),
    message,
  }))
  const isNew = ({ field, message }: DraftNote, at: number, all: readonly DraftNote[]): boolean =>
    all.findIndex((other) => other.field === field && other.message === message) === at
  return [...faults, ...advice].filter(isNew)
}
