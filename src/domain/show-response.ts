import { firstNameOf, mergeText } from '../core/survey.ts'
import type { Viewer } from '../core/viewer.ts'
import { getFirm } from '../db/firms.ts'
import { findAnswerBefore, findFollowUpOf, findResponseDetail, listExperiencesOf } from '../db/response-detail.ts'
import type { Deps } from '../deps.ts'

type Detail = NonNullable<Awaited<ReturnType<typeof findResponseDetail>>>

/** The sentence that was rated, as the contact read it; null for history from an earlier tool. */
function statementOf(detail: Detail, firmName: string, key: string): string | null {
  const question = detail.survey?.ask.find((each) => each.input === 'experience' && each.key === key)
  if (question === undefined) return null
  return mergeText(question.text, {
    pm: firstNameOf(detail.pmName),
    firm: firmName,
    engagement: detail.engagementName,
    contact: firstNameOf(detail.contactName),
  })
}

/** One answer, the one before it and what came of it; unknown also where the viewer may not read it. */
export async function showResponse(deps: Deps, viewer: Viewer, id: number) {
  const { db } = deps
  const detail = await findResponseDetail(db, viewer, id)
  if (detail === undefined) return { kind: 'unknown' as const }
  const { contactName, accountId, accountName, engagementId, engagementName, pmName, milestoneKind } = detail
  const { origin, survey: _, contactId, ...response } = detail
  const firm = await getFirm(db)
  const experiences = await listExperiencesOf(db, id)
  return {
    kind: 'shown' as const,
    response: { ...response, imported: origin === 'import' },
    contactName,
    account: { id: accountId, name: accountName },
    engagement: { id: engagementId, name: engagementName },
    pmName,
    milestoneKind,
    experiences: experiences.map(({ key, rating }) => ({
      key,
      rating,
      statement: statementOf(detail, firm.name, key),
    })),
    previous: (await findAnswerBefore(db, viewer, contactId, detail.answeredAt)) ?? null,
    followUp: (await findFollowUpOf(db, viewer, id)) ?? null,
  }
}
