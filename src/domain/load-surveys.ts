import { parseSurvey, type SurveyDefinition, type SurveyFault } from '../core/survey.ts'
import type { Db } from '../db/database.ts'
import { insertSurveyIfChanged } from '../db/survey-versions.ts'

export type LoadedSurveys =
  | { kind: 'loaded'; inserted: string[] }
  | { kind: 'bad'; faults: ({ name: string } & SurveyFault)[] }

/** Loads surveys as versions: a text that differs from the newest version's becomes the next one. All or none. */
export async function loadSurveys(
  db: Db,
  sources: readonly { name: string; text: string }[],
  now: Date,
): Promise<LoadedSurveys> {
  const parsed = sources.map((source) => ({ ...source, result: parseSurvey(source.text) }))
  const faults = parsed.flatMap(({ name, result }) =>
    result.kind === 'bad' ? result.faults.map((fault) => ({ name, ...fault })) : [],
  )
  if (faults.length > 0) return { kind: 'bad', faults }
  const inserted: string[] = []
  for (const { text, result } of parsed) {
    const definition = (result as { definition: SurveyDefinition }).definition
    if (await insertSurveyIfChanged(db, { source: text, definition, createdAt: now })) inserted.push(definition.key)
  }
  return { kind: 'loaded', inserted }
}
