import { stringify } from 'yaml'
import type { SurveyDefinition } from './survey.ts'

/** A survey as the YAML that `readSurvey` reads it from. */
export const surveyYaml = ({ key, language, title, experiences, ask, after }: SurveyDefinition): string =>
  stringify({ key, language, title, experiences, ask, after }, { lineWidth: 0, blockQuote: 'literal' })
