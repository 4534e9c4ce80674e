import { CSV_FILES, type CsvFile, columnsOf } from './csv-columns.ts'

/**
 * What an export holds beside the firm's own files: what was decided and held, what was said on calls, follow-ups and what was done
 * about them, needs and how they were moved on, answers to questions of the firm's own, a row for each answer chosen, and the words that were answered. An import passes
 * these over.
 */
const HISTORY_COLUMNS = {
  'decisions.csv': [
    'id',
    'engagement_ref',
    'milestone_ref',
    'contact_ref',
    'kind',
    'reason',
    'next_allowed_on',
    'due_at',
    'note',
    'at',
  ],
  'holds.csv': [
    'id',
    'engagement_ref',
    'milestone_ref',
    'contact_ref',
    'reason',
    'placed_by_ref',
    'placed_at',
    'lifted_by_ref',
    'lifted_at',
  ],
  'answers.csv': ['response_ref', 'key', 'value'],
  'answered_versions.csv': ['response_ref', 'survey', 'version'],
  'survey_versions.csv': ['survey', 'version', 'origin', 'published_by_ref', 'published_at', 'source'],
  'spoken_reports.csv': [
    'engagement_ref',
    'milestone_ref',
    'contact_ref',
    'response_ref',
    'reported_by_ref',
    'reported_at',
    'said_on',
    'call_first',
    'comment',
    'experiences',
    'state',
    'decided_at',
  ],
  'follow_ups.csv': [
    'id',
    'response_ref',
    'engagement_ref',
    'milestone_ref',
    'contact_ref',
    'reasons',
    'owner_ref',
    'state',
    'opened_at',
    'due_at',
    'taken_at',
    'snoozed_until',
    'escalations',
    'closed_at',
    'closed_by_ref',
    'what_we_did',
  ],
  'follow_up_notes.csv': ['follow_up_id', 'at', 'by_ref', 'note'],
  'follow_up_steps.csv': ['follow_up_id', 'at', 'kind', 'by_ref', 'to_ref', 'reason', 'until'],
  'opportunities.csv': [
    'id',
    'response_ref',
    'account_ref',
    'engagement_ref',
    'contact_ref',
    'owner_ref',
    'added_by_ref',
    'state',
    'need',
    'value',
    'currency',
    'note',
    'outcome_ref',
    'opened_at',
  ],
  'opportunity_moves.csv': [
    'opportunity_id',
    'at',
    'moved_by_ref',
    'key_name',
    'state',
    'owner_ref',
    'value',
    'currency',
    'note',
  ],
} as const

type HistoryFile = keyof typeof HISTORY_COLUMNS

export type ExportFile = CsvFile | HistoryFile

/** The files of an export, in their order. */
export const EXPORT_FILES: readonly ExportFile[] = [...CSV_FILES, ...(Object.keys(HISTORY_COLUMNS) as HistoryFile[])]

const isHistory = (file: ExportFile): file is HistoryFile => file in HISTORY_COLUMNS

/** The columns of an exported file, in their order. */
export const exportColumns = (file: ExportFile): readonly string[] =>
  isHistory(file) ? HISTORY_COLUMNS[file] : Object.keys(columnsOf(file))
