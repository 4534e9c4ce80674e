import type { OwnAnswer } from '../../core/answering/answer-content.ts'
import { isOwn } from '../../core/answering/survey-question.ts'
import { firstNameOf, mergeText, type SurveyText } from '../../core/answering/survey-text.ts'
import { questionsOf, type SurveyDefinition, wordsOf } from '../../core/answering/survey.ts'
import { tableText } from '../../core/table.ts'
import type { Viewer } from '../../core/viewer.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { listOwnAnswersOf } from '../../db/answering/responses.ts'
import {
  findAnswerBefore,
  findFollowUpOf,
  findResponseDetail,
  listExperiencesOf,
} from '../../db/answering/response-detail.ts'
import { findReplyOf } from '../../db/acting/replies.ts'
import type { Deps } from '../../deps.ts'
import { listSpokenReports } from '../../db/answering/spoken-reports.ts'
import { findOwnGuess } from './show-guesses.ts'

type Detail = NonNullable<Awaited<ReturnType<typeof findResponseDetail>>>

/** Reads a survey's texts as the contact read them, in the survey's own language. */
const readerOf = (detail: Detail, survey: SurveyDefinition, firmName: string) => (text: SurveyText) =>
  mergeText(wordsOf(survey, text, survey.language), {
    pm: firstNameOf(detail.pmName),
    pm_name: detail.pmName,
    firm: firmName,
    engagement: detail.engagementName,
    contact: firstNameOf(detail.contactName),
    contact_name: detail.contactName,
  })

/** The sentence that was rated; null for history from an earlier tool. */
function statementOf(detail: Detail, firmName: string, key: string): string | null {
  const question = detail.survey?.ask.find((each) => each.input === 'experience' && each.key === key)
  return detail.survey && question ? readerOf(detail, detail.survey, firmName)(question.text) : null
}

/** An answer to a question of the firm's own in words; by its keys where the survey no longer has them. */
function ownAnswerOf(
  detail: Detail,
  firmName: string,
  { key, value }: OwnAnswer,
): { question: string; answer: string } {
  const { survey } = detail
  const asked = survey && questionsOf(survey).find((each) => isOwn(each) && each.key === key)
  if (!survey || !asked) return { question: key, answer: [value].flat().join(', ') }
  const read = readerOf(detail, survey, firmName)
  const options = 'options' in asked ? asked.options : []
  const answers = [value].flat().map((each) => {
    const option = options.find((one) => one.key === each)
    return option ? read(option.text) : each
  })
  return { question: read(asked.text), answer: answers.join(', ') }
}

/** The experiences that were rated, each with the sentence that was read. */
async function readRatings({ db }: Deps, detail: Detail, id: number) {
  const firm = await getFirm(db)
  return (await listExperiencesOf(db, id)).map(({ key, rating }) => ({
    key,
    rating,
    statement: statementOf(detail, firm.name, key),
  }))
}

/** The same as a table for a spreadsheet; undefined where the viewer may not read the answer. */
export async function writeRatings(deps: Deps, viewer: Viewer, id: number): Promise<string | undefined> {
  const detail = await findResponseDetail(deps.db, viewer, id)
  if (detail === undefined) return undefined
  const rows = (await readRatings(deps, detail, id)).map(({ key: experience, ...row }) => ({ experience, ...row }))
  return tableText(['experience', 'statement', 'rating'], rows)
}

/** One answer, the one before it and what came of it; unknown also where the viewer may not read it. */
export async function showResponse(deps: Deps, viewer: Viewer, id: number) {
  const { db } = deps
  const detail = await findResponseDetail(db, viewer, id)
  if (detail === undefined) return { kind: 'unknown' as const }
  const { contactName, accountId, accountName, engagementId, engagementName, pmName, milestoneKind } = detail
  const { origin, survey: _, surveyKey, surveyVersion, contactId, invitationId, ...response } = detail
  const firm = await getFirm(db)
  const answers = await listOwnAnswersOf(db, id)
  const followUp = await findFollowUpOf(db, viewer, id)
  return {
    kind: 'shown' as const,
    response: { ...response, imported: origin === 'import' },
    contactName,
    account: { id: accountId, name: accountName },
    engagement: { id: engagementId, name: engagementName },
    pmName,
    milestoneKind,
    /** Which version was answered; null for history from an earlier tool. */
    asked: surveyKey !== null && surveyVersion !== null ? { survey: surveyKey, version: surveyVersion } : null,
    experiences: await readRatings(deps, detail, id),
    answers: answers.map((answer) => ownAnswerOf(detail, firm.name, answer)),
    previous: (await findAnswerBefore(db, viewer, contactId, detail.answeredAt)) ?? null,
    followUp: followUp ?? null,
    reply: (followUp && (await findReplyOf(db, followUp.id))) ?? null,
    report: (await listSpokenReports(db, viewer, { invitationId }))[0] ?? null,
    guess: await findOwnGuess(deps, viewer, id),
  }
}
