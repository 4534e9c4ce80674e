import type { DraftNote } from '../../core/answering/survey-draft-notes.ts'
import { draftNotes } from '../../core/answering/survey-draft-notes.ts'
import { isSameSurvey, surveyOfDraft } from '../../core/answering/survey-draft-reading.ts'
import { surveyYaml } from '../../core/answering/survey-yaml.ts'
import type { SurveyDefinition } from '../../core/answering/survey.ts'
import { deleteSurveyDraft, lockSurveyDraft } from '../../db/answering/survey-drafts.ts'
import {
  findNewestShippedSurvey,
  findSurveyInForce,
  insertSurveyVersion,
  nextSurveyVersion,
} from '../../db/answering/survey-versions.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { openDraft } from './survey-drafts.ts'

export type PublishedSurvey =
  | { kind: 'published'; version: number }
  /** Nothing differs from the version in force. */
  | { kind: 'same' }
  | { kind: 'faults'; faults: DraftNote[] }
  /** Somebody has saved or published since; look again. */
  | { kind: 'changed_meanwhile' }
  | { kind: 'unknown' }
  | { kind: 'not_yours' }

type Version = { definition: SurveyDefinition; source: string; origin: 'shipped' | 'firm' }

async function insertAndKeep(deps: Deps, trx: Db, viewer: Viewer, version: Version) {
  const { key } = version.definition
  const { staffId } = viewer
  const at = deps.now()
  let inserted: number | undefined
  while (inserted === undefined) {
    // Somebody else may take the number in between: then the next one.
    const next = await nextSurveyVersion(trx, key)
    inserted = await insertSurveyVersion(trx, { ...version, createdAt: at, createdBy: staffId }, next)
  }
  const detail = { survey: key, version: inserted, origin: version.origin }
  await insertAudit(trx, { at, staffId, action: 'survey_published', detail })
  return { kind: 'published' as const, version: inserted }
}

/**
 * Makes the draft the version in force. `seen` is what its reader looked at: the draft's revision, and the version it
 * was compared with; null: there was none.
 */
export async function publishSurvey(
  deps: Deps,
  viewer: Viewer,
  surveyKey: string,
  seen: { revision: number; against: number | null },
): Promise<PublishedSurvey> {
  if (viewer.role !== 'admin') return { kind: 'not_yours' }
  return deps.db.transaction().execute(async (trx): Promise<PublishedSurvey> => {
    await lockSurveyDraft(trx, surveyKey)
    const opened = await openDraft(trx, surveyKey)
    if (!opened) return { kind: 'unknown' }
    const inForce = await findSurveyInForce(trx, surveyKey)
    if (opened.revision !== seen.revision || (inForce?.version ?? null) !== seen.against) {
      return { kind: 'changed_meanwhile' }
    }
    const faults = draftNotes(surveyKey, opened.draft, false).filter(({ tone }) => tone === 'fault')
    if (faults.length > 0) return { kind: 'faults', faults }
    const definition = surveyOfDraft(surveyKey, opened.draft)
    if (inForce && isSameSurvey(definition, inForce.definition)) return { kind: 'same' }
    await deleteSurveyDraft(trx, surveyKey, opened.revision)
    return insertAndKeep(deps, trx, viewer, { definition, source: surveyYaml(definition), origin: 'firm' })
  })
}

/** Makes a whole definition the version in force, as a program hands it over; a draft under work stays. The version that stands for it. */
export async function putSurvey(
  deps: Deps,
  viewer: Viewer,
  { definition, source }: Omit<Version, 'origin'>,
): Promise<{ kind: 'published' | 'same'; version: number }> {
  return deps.db.transaction().execute(async (trx) => {
    const inForce = await findSurveyInForce(trx, definition.key)
    if (inForce && isSameSurvey(definition, inForce.definition)) return { kind: 'same', version: inForce.version }
    return insertAndKeep(deps, trx, viewer, { definition, source, origin: 'firm' })
  })
}

/** Follows the shipped survey again, that of today and later ones; the firm's own versions stay in the list. */
export async function followShippedSurvey(deps: Deps, viewer: Viewer, surveyKey: string): Promise<PublishedSurvey> {
  if (viewer.role !== 'admin') return { kind: 'not_yours' }
  return deps.db.transaction().execute(async (trx): Promise<PublishedSurvey> => {
    const shipped = await findNewestShippedSurvey(trx, surveyKey)
    const inForce = await findSurveyInForce(trx, surveyKey)
    if (!shipped || !inForce) return { kind: 'unknown' }
    if (inForce.origin === 'shipped') return { kind: 'same' }
    const { definition, source } = shipped
    return insertAndKeep(deps, trx, viewer, { definition, source, origin: 'shipped' })
  })
}
