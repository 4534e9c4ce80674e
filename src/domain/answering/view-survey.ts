import type { Deps } from '../../deps.ts'
import { findAsked, type NotOpen, type SurveyPage } from './asked-survey.ts'

/** What a survey link shows. It reads alone: whoever opens a link, however often, changes nothing. */
export async function viewSurvey(deps: Deps, token: string): Promise<{ kind: 'open'; page: SurveyPage } | NotOpen> {
  const asked = await findAsked(deps.db, token, deps.now())
  return asked.kind === 'open' ? { kind: 'open', page: asked.page } : asked
}
