import { readSurvey } from '../../core/answering/survey-source.ts'
import { surveyYaml } from '../../core/answering/survey-yaml.ts'
import { languagesOf } from '../../core/answering/survey.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import { findSurveyInForce, findSurveyVersion, listSurveysInForce } from '../../db/answering/survey-versions.ts'
import type { Deps } from '../../deps.ts'
import { putSurvey } from './publish-survey.ts'

/** The version in force of every survey, for programs. */
export async function readSurveys(deps: Deps, viewer: Viewer) {
  if (!seesEverything(viewer)) return { kind: 'not_yours' as const }
  const surveys = await listSurveysInForce(deps.db)
  const items = surveys.map(({ surveyKey, version, origin, definition, createdAt }) => ({
    key: surveyKey,
    version,
    origin,
    languages: languagesOf(definition),
    publishedAt: createdAt,
  }))
  return { kind: 'read' as const, items }
}

/** One version of a survey with all its questions; `version` undefined: the one in force. */
export async function readSurveyDefinition(deps: Deps, viewer: Viewer, key: string, version?: number) {
  if (!seesEverything(viewer)) return { kind: 'not_yours' as const }
  const found =
    version === undefined ? await findSurveyInForce(deps.db, key) : await findSurveyVersion(deps.db, key, version)
  if (!found) return { kind: 'unknown' as const }
  const { origin, definition, createdAt } = found
  return { kind: 'read' as const, key, version: found.version, origin, publishedAt: createdAt, definition }
}

export type PutSurvey =
  | { kind: 'published' | 'same'; version: number }
  | { kind: 'wrong'; errors: { field: string; reason: string }[] }
  | { kind: 'not_yours' }

/** Publishes a definition as JSON gives it, under the same check as a file. */
export async function putSurveyDefinition(deps: Deps, viewer: Viewer, key: string, given: object): Promise<PutSurvey> {
  if (viewer.role !== 'admin') return { kind: 'not_yours' }
  const read = readSurvey(JSON.stringify({ ...given, key }))
  if (read.kind === 'bad') {
    const errors = read.faults.map(({ message }) => {
      const [, field = 'body', reason = message] = /^([\w.-]+): ([^]*)$/.exec(message) ?? []
      return { field, reason }
    })
    return { kind: 'wrong', errors }
  }
  return putSurvey(deps, viewer, { definition: read.definition, source: surveyYaml(read.definition) })
}
