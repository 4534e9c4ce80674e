import { draftOf, type SurveyDraft } from '../../core/answering/survey-draft.ts'
import { keyFrom } from '../../core/answering/survey-draft-keys.ts'
import { readSurvey } from '../../core/answering/survey-source.ts'
import { insertSurveyDraft } from '../../db/answering/survey-drafts.ts'
import { openDraft, type SavedDraft, replaceSurveyDraft } from './survey-drafts.ts'
import { findSurveyInForce } from '../../db/answering/survey-versions.ts'
import type { Db } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'
import { blankDraft } from './survey-library.ts'

/** What is wrong with the field of a form that begins a survey. */
type Fault = { field: 'name' | 'copy' | 'source'; message: string }

export type CreatedSurvey =
  | { kind: 'created'; key: string }
  | { kind: 'faults'; faults: Fault[] }
  | { kind: 'not_yours' }

const faults = (field: Fault['field'], ...messages: string[]): { kind: 'faults'; faults: Fault[] } => ({
  kind: 'faults',
  faults: messages.map((message) => ({ field, message })),
})

async function insertNew(deps: Deps, trx: Db, actor: Actor, surveyKey: string, draft: SurveyDraft) {
  if (await openDraft(trx, surveyKey))
    return faults('name', `There is a survey ${surveyKey} already; choose another name`)
  const row = { surveyKey, draft, basedOn: null, changedBy: actor.staffId, changedAt: deps.now() }
  return (await insertSurveyDraft(trx, row)) === undefined
    ? faults('name', `Somebody has just begun a survey ${surveyKey}; choose another name`)
    : { kind: 'created' as const, key: surveyKey }
}

/** Begins a survey of the firm's own as a draft: blank where `copy` is '', else as a copy of the version of `copy` in force. */
export async function createSurvey(
  deps: Deps,
  actor: Actor,
  { name, copy }: { name: string; copy: string },
): Promise<CreatedSurvey> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  const surveyKey = keyFrom(name)
  if (surveyKey === '') return faults('name', 'Give it a name with Latin letters; the plan calls it by them')
  return deps.db.transaction().execute(async (trx): Promise<CreatedSurvey> => {
    const model = copy === '' ? undefined : await findSurveyInForce(trx, copy)
    if (copy !== '' && !model) return faults('copy', 'There is no such survey any more; choose another')
    return insertNew(deps, trx, actor, surveyKey, model ? draftOf(model.definition) : await blankDraft(trx))
  })
}

const atLine = ({ line, column, message }: { line: number; column: number; message: string }): string =>
  `Line ${line}, column ${column}: ${message}`

/** Begins a survey from YAML, under the key that it says. */
export async function createSurveyFrom(deps: Deps, actor: Actor, source: string): Promise<CreatedSurvey> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  const read = readSurvey(source)
  if (read.kind === 'bad') return faults('source', ...read.faults.map(atLine))
  const { key } = read.definition
  return deps.db.transaction().execute(async (trx): Promise<CreatedSurvey> => {
    if (await openDraft(trx, key)) {
      return faults(
        'source',
        atLine({ ...read.placeOf(['key']), message: `there is a survey ${key} already; upload it on its own page` }),
      )
    }
    return insertNew(deps, trx, actor, key, draftOf(read.definition))
  })
}

/** Takes YAML as the draft of a survey. */
export async function uploadSurvey(
  deps: Deps,
  actor: Actor,
  surveyKey: string,
  { source, revision }: { source: string; revision: number },
): Promise<SavedDraft | { kind: 'faults'; faults: Fault[] }> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  const read = readSurvey(source)
  if (read.kind === 'bad') return faults('source', ...read.faults.map(atLine))
  if (read.definition.key !== surveyKey) {
    const message = `the key is ${read.definition.key}; this is the page of ${surveyKey}. Change the key, or begin a survey of that name`
    return faults('source', atLine({ ...read.placeOf(['key']), message }))
  }
  return replaceSurveyDraft(deps, actor, surveyKey, draftOf(read.definition), revision)
}
