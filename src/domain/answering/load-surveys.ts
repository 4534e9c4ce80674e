import { readSurvey, type SurveyNote } from '../../core/answering/survey-source.ts'
import type { SurveyDefinition } from '../../core/answering/survey.ts'
import type { Db } from '../../db/database.ts'
import { insertSurveyIfChanged, type SurveyOrigin } from '../../db/answering/survey-versions.ts'

/** A survey's text, and the name of the file it came from. */
export type SurveySource = { name: string; text: string }

export type LoadedSurvey = { name: string; key: string; version: number; isNew: boolean }

export type LoadedSurveys =
  | { kind: 'loaded'; surveys: LoadedSurvey[] }
  | { kind: 'bad'; faults: ({ name: string } & SurveyNote)[] }

/** Loads surveys as versions: a text that differs from the newest version's becomes the next one. All or none. */
export async function loadSurveys(
  db: Db,
  sources: readonly SurveySource[],
  { origin, now }: { origin: SurveyOrigin; now: Date },
): Promise<LoadedSurveys> {
  const read = sources.map((source) => ({ ...source, result: readSurvey(source.text) }))
  const faults = read.flatMap(({ name, result }) =>
    result.kind === 'bad' ? result.faults.map((fault) => ({ name, ...fault })) : [],
  )
  if (faults.length > 0) return { kind: 'bad', faults }
  const surveys: LoadedSurvey[] = []
  for (const { name, text, result } of read) {
    const { definition } = result as { definition: SurveyDefinition }
    const inserted = await insertSurveyIfChanged(db, { source: text, definition, origin, createdAt: now })
    surveys.push({ name, key: definition.key, ...inserted })
  }
  return { kind: 'loaded', surveys }
}
