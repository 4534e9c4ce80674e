import { draftNotes } from '../../core/answering/survey-draft-notes.ts'
import { surveyOfDraft, translationsOf } from '../../core/answering/survey-draft-reading.ts'
import { surveyDifference } from '../../core/answering/survey-difference.ts'
import { languagesOf, questionsOf } from '../../core/answering/survey.ts'
import { tableText } from '../../core/table.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import { MILESTONE_KINDS } from '../../core/words.ts'
import { listPlanRules } from '../../db/asking/plan-rules.ts'
import { findSurveyDraft, listSurveyDrafts } from '../../db/answering/survey-drafts.ts'
import {
  findNewestShippedSurvey,
  findSurveyInForce,
  listSurveysInForce,
  listSurveyVersions,
} from '../../db/answering/survey-versions.ts'
import type { Db } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { type OpenDraft, openDraft } from './survey-drafts.ts'

/** The milestone kinds at which the plan asks a survey. */
async function listAskedAt(db: Db, surveyKey: string): Promise<string[]> {
  const rules = await listPlanRules(db)
  return rules.filter((rule) => rule.surveyKey === surveyKey).map(({ milestoneKind }) => milestoneKind)
}

const rankOf = (key: string): number => {
  const rank = MILESTONE_KINDS.findIndex((kind) => kind === key)
  return rank === -1 ? MILESTONE_KINDS.length : rank
}

/** Surveys named for a milestone as a project meets them, then the firm's own by name. */
const inOrderOfProject = (keys: readonly string[]): string[] =>
  keys.toSorted((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))

/** Every survey: what is in force, where the plan asks it, and whether somebody works on it; leaders read, administrators change. */
export async function showSurveys(deps: Deps, viewer: Viewer) {
  if (!seesEverything(viewer)) return { kind: 'not_yours' as const }
  const { db } = deps
  const [inForce, drafts, rules] = [await listSurveysInForce(db), await listSurveyDrafts(db), await listPlanRules(db)]
  const keys = inOrderOfProject([...new Set([...inForce, ...drafts].map(({ surveyKey }) => surveyKey))])
  const surveys = keys.map((key) => {
    const version = inForce.find(({ surveyKey }) => surveyKey === key)
    const draft = drafts.find(({ surveyKey }) => surveyKey === key)
    return {
      key,
      inForce: version && {
        version: version.version,
        isOwn: version.origin === 'firm',
        questions: questionsOf(version.definition).length,
        languages: languagesOf(version.definition),
      },
      askedAt: rules.filter((rule) => rule.surveyKey === key).map(({ milestoneKind }) => milestoneKind),
      draft: draft && { changedBy: draft.changedBy, changedAt: draft.changedAt },
    }
  })
  return { kind: 'shown' as const, surveys, mayChange: viewer.role === 'admin' }
}

/** The surveys as a table for a spreadsheet; undefined for whom it is not. */
export async function writeSurveysTable(deps: Deps, viewer: Viewer): Promise<string | undefined> {
  const shown = await showSurveys(deps, viewer)
  if (shown.kind !== 'shown') return undefined
  const rows = shown.surveys.map(({ key, inForce, askedAt, draft }) => ({
    survey: key,
    version: inForce?.version,
    own: inForce?.isOwn,
    questions: inForce?.questions,
    languages: inForce?.languages.join(' '),
    asked_at: askedAt.join(' '),
    draft_changed_by: draft?.changedBy,
    draft_changed_at: draft?.changedAt,
  }))
  const columns = ['survey', 'version', 'own', 'questions', 'languages', 'asked_at']
  return tableText([...columns, 'draft_changed_by', 'draft_changed_at'], rows)
}

/** One survey: its state and its versions, newest first, each with what it changed. */
export async function showSurvey(deps: Deps, viewer: Viewer, key: string) {
  if (!seesEverything(viewer)) return { kind: 'not_yours' as const }
  const { db } = deps
  const inForce = await findSurveyInForce(db, key)
  const draft = await findSurveyDraft(db, key)
  if (!inForce && !draft) return { kind: 'unknown' as const }
  const versions = await listSurveyVersions(db, key)
  const shipped = await findNewestShippedSurvey(db, key)
  return {
    kind: 'shown' as const,
    key,
    mayChange: viewer.role === 'admin',
    askedAt: await listAskedAt(db, key),
    inForce: inForce && {
      version: inForce.version,
      isOwn: inForce.origin === 'firm',
      survey: inForce.definition,
    },
    /** Whether there is a shipped survey to go back to, and whether a newer one has come since the firm wrote its own. */
    shipped: { exists: shipped !== undefined, isNewer: (shipped?.version ?? 0) > (inForce?.version ?? 0) },
    draft: draft && { changedBy: draft.changedBy, changedAt: draft.changedAt, revision: draft.revision },
    versions: versions.map(({ definition, ...version }, at) => ({
      ...version,
      survey: definition,
      changes: versions[at + 1] ? surveyDifference(versions[at + 1]!.definition, definition) : [],
    })),
  }
}

/** What the editor shows of a draft, stored or typed. */
export async function describeDraft(db: Db, key: string, opened: OpenDraft) {
  const askedAt = await listAskedAt(db, key)
  const isKickoff = key.includes('kickoff') || askedAt.includes('kickoff')
  return {
    key,
    ...opened,
    askedAt,
    notes: draftNotes(key, opened.draft, isKickoff),
    translations: translationsOf(opened.draft),
  }
}

/** The editor's page: the draft, what is said about it, and what clients get meanwhile. */
export async function showSurveyDraft(deps: Deps, viewer: Viewer, key: string) {
  if (viewer.role !== 'admin') return { kind: 'not_yours' as const }
  const opened = await openDraft(deps.db, key)
  if (!opened) return { kind: 'unknown' as const }
  return { kind: 'shown' as const, ...(await describeDraft(deps.db, key, opened)) }
}

/** What publishing the draft would change, and what is said about it. */
export async function showPublication(deps: Deps, viewer: Viewer, key: string) {
  if (viewer.role !== 'admin') return { kind: 'not_yours' as const }
  const opened = await openDraft(deps.db, key)
  if (!opened) return { kind: 'unknown' as const }
  const versions = await listSurveyVersions(deps.db, key)
  const inForce = await findSurveyInForce(deps.db, key)
  const survey = surveyOfDraft(key, opened.draft)
  return {
    kind: 'shown' as const,
    ...(await describeDraft(deps.db, key, opened)),
    survey,
    against: inForce?.version ?? null,
    nextVersion: (versions[0]?.version ?? 0) + 1,
    planned: versions.reduce((sum, version) => sum + (version.planned ?? 0), 0),
    changes: inForce ? surveyDifference(inForce.definition, survey) : [],
  }
}
