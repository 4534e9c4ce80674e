import { draftOf, type SurveyDraft } from '../../core/answering/survey-draft.ts'
import { editDraft } from '../../core/answering/survey-draft-edit.ts'
import { fieldsOfDraft } from '../../core/answering/survey-draft-form.ts'
import { type Fingerprints, type MergedDraft, mergeDrafts } from '../../core/answering/survey-draft-merge.ts'
import {
  deleteSurveyDraft,
  findSurveyDraft,
  insertSurveyDraft,
  updateSurveyDraft,
} from '../../db/answering/survey-drafts.ts'
import { findSurveyInForce } from '../../db/answering/survey-versions.ts'
import type { Db } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'
import { readFirstWords } from './survey-library.ts'

/** A survey under work. `revision` 0: nothing is stored yet, the draft is the version in force. */
export type OpenDraft = {
  draft: SurveyDraft
  basedOn: number | null
  revision: number
  changedBy: string | null
  changedAt: Date | null
}

/** The draft of a survey, else the version in force as one; undefined: there is no such survey. */
export async function openDraft(db: Db, surveyKey: string): Promise<OpenDraft | undefined> {
  const stored = await findSurveyDraft(db, surveyKey)
  if (stored) return stored
  const inForce = await findSurveyInForce(db, surveyKey)
  if (!inForce) return undefined
  const { definition, version } = inForce
  return { draft: draftOf(definition), basedOn: version, revision: 0, changedBy: null, changedAt: null }
}

export type SavedDraft =
  | { kind: 'saved'; revision: number }
  /** Somebody has saved or published since; `theirs` is what stands now. `merge` is null where it is of another version, or was replaced as a whole. */
  | { kind: 'changed_meanwhile'; theirs: OpenDraft; merge: MergedDraft | null }
  | { kind: 'unknown' }
  /** Surveys are for administrators to write. */
  | { kind: 'not_yours' }

/** What a form was opened with: the revision of the draft, the version it was made from, and what stood in its fields where it says so. */
export type Opened = { revision: number; basedOn: number | null; fields: Fingerprints | null }

const isSame = (one: SurveyDraft, other: SurveyDraft): boolean =>
  JSON.stringify(fieldsOfDraft(one)) === JSON.stringify(fieldsOfDraft(other))

/** Of another version, questions may have other ids: there is nothing to merge. */
const mergeInto = (now: OpenDraft, draft: SurveyDraft, { fields, basedOn }: Opened): MergedDraft | null =>
  fields !== null && now.basedOn === basedOn ? mergeDrafts(fields, draft, now.draft) : null

/** Keeps a draft, together with what others have saved since `opened`, where they changed other fields; saying the same again stores nothing. */
export async function saveSurveyDraft(
  deps: Deps,
  actor: Actor,
  surveyKey: string,
  draft: SurveyDraft,
  opened: Opened,
): Promise<SavedDraft> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  return deps.db.transaction().execute((trx) => storeDraft(deps, trx, actor, surveyKey, draft, opened))
}

async function storeDraft(
  deps: Deps,
  trx: Db,
  actor: Actor,
  surveyKey: string,
  draft: SurveyDraft,
  opened: Opened,
): Promise<SavedDraft> {
  const now = await openDraft(trx, surveyKey)
  if (!now) return { kind: 'unknown' }
  // What a published version has replaced is out of date, though no draft is stored.
  const merge = mergeInto(now, draft, opened)
  const isCurrent = now.revision === opened.revision && now.basedOn === opened.basedOn
  const isFree = merge === null ? isCurrent : !merge.isConflict
  const merged = merge?.merged ?? draft
  if (isSame(now.draft, merged) && isFree) return { kind: 'saved', revision: now.revision }
  const row = { surveyKey, draft: merged, basedOn: now.basedOn, changedBy: actor.staffId, changedAt: deps.now() }
  const revision = !isFree
    ? undefined
    : now.revision === 0
      ? await insertSurveyDraft(trx, row)
      : await updateSurveyDraft(trx, row, now.revision)
  if (revision !== undefined) return { kind: 'saved', revision }
  const theirs = (await openDraft(trx, surveyKey)) ?? now
  return { kind: 'changed_meanwhile', theirs, merge: mergeInto(theirs, draft, opened) }
}

export type EditedDraft = Exclude<SavedDraft, { kind: 'saved' }> | { kind: 'edited'; field: string }

/** Does what a button of the editor says to the draft as typed, and keeps it; `field` is where to go on. */
export async function editSurveyDraft(
  deps: Deps,
  actor: Actor,
  surveyKey: string,
  typed: { draft: SurveyDraft; opened: Opened; action: string },
): Promise<EditedDraft> {
  const { draft, opened, action } = typed
  const edited = editDraft(draft, action, await readFirstWords(deps.db))
  const saved = await saveSurveyDraft(deps, actor, surveyKey, edited?.draft ?? draft, opened)
  return saved.kind === 'saved' ? { kind: 'edited', field: edited?.field ?? '' } : saved
}

/** Replaces whatever is under work with another text: an older version, or an uploaded file. */
export async function replaceSurveyDraft(
  deps: Deps,
  actor: Actor,
  surveyKey: string,
  draft: SurveyDraft,
  revision: number,
): Promise<SavedDraft> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  return deps.db.transaction().execute(async (trx) => {
    const now = await openDraft(trx, surveyKey)
    if (!now) return { kind: 'unknown' }
    return storeDraft(deps, trx, actor, surveyKey, draft, { revision, basedOn: now.basedOn, fields: null })
  })
}

/** Gives up a draft; a survey without a version goes with it. */
export async function discardSurveyDraft(
  deps: Deps,
  actor: Actor,
  surveyKey: string,
  revision: number,
): Promise<SavedDraft | { kind: 'discarded'; isGone: boolean }> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  return deps.db.transaction().execute(async (trx) => {
    const isDeleted = await deleteSurveyDraft(trx, surveyKey, revision)
    const now = await openDraft(trx, surveyKey)
    if (isDeleted) return { kind: 'discarded', isGone: now === undefined }
    return now ? { kind: 'changed_meanwhile', theirs: now, merge: null } : { kind: 'unknown' }
  })
}
