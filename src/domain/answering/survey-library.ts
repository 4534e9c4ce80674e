import { draftOf, type DraftText, isKeyed, type SurveyDraft } from '../../core/answering/survey-draft.ts'
import { editDraft, type FirstWords } from '../../core/answering/survey-draft-edit.ts'
import { nameOf } from '../../core/answering/survey-question.ts'
import { questionsOf, type SurveyDefinition } from '../../core/answering/survey.ts'
import { listShippedSurveys } from '../../db/answering/survey-versions.ts'
import type { Db } from '../../db/database.ts'

/** The survey whose wording suits any milestone best. */
const MODEL = 'delivery'

async function shippedSurveys(db: Db): Promise<SurveyDefinition[]> {
  const surveys = (await listShippedSurveys(db)).map(({ definition }) => definition)
  return surveys.toSorted((one, other) => Number(other.key === MODEL) - Number(one.key === MODEL))
}

/** The words that a question which we ship begins with, in every language; a question of the firm's own begins empty. */
function wordsFrom(surveys: readonly SurveyDefinition[]): FirstWords {
  const known = new Map<string, DraftText>()
  for (const survey of surveys) {
    const questions = questionsOf(survey)
    for (const [at, { text }] of [...draftOf(survey).ask, ...draftOf(survey).after].entries()) {
      const name = questions[at] && nameOf(questions[at])
      if (name !== undefined && !known.has(name)) known.set(name, text)
    }
  }
  return (input, key) => ({ ...known.get(isKeyed(input) ? key : input) })
}

export const readFirstWords = async (db: Db): Promise<FirstWords> => wordsFrom(await shippedSurveys(db))

const BLANK: SurveyDraft = { language: 'en', title: {}, experiences: {}, ask: [], after: [], aside: [] }

/** A survey that asks what every survey asks, and nothing else, in every language that we ship. */
export async function blankDraft(db: Db): Promise<SurveyDraft> {
  const surveys = await shippedSurveys(db)
  const words = wordsFrom(surveys)
  const [model] = surveys
  const { title, experiences } = model ? draftOf(model) : BLANK
  return ['call_first', 'comment', 'visibility'].reduce<SurveyDraft>(
    (draft, input) => editDraft(draft, `add:ask:${input}`, words)?.draft ?? draft,
    { ...BLANK, title, experiences },
  )
}
