import { type RawBuilder, sql } from 'kysely'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { ContactRole, Visibility } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { isReportedByUs } from './reported-by-us.ts'
import { nameOf } from '../name-of.ts'
import { visibleAnswers } from '../visible.ts'
import { newestAnswers } from './newest-answers.ts'

/** Which answers beside the filter's, and the instants between which they were given. */
export type AnswerChoice = {
  filter: AnswerFilter
  from: Date
  until: Date
  contactId: number | null
  /** Answers up to this one; null: all. */
  atMost: number | null
  /** Only those with a comment. */
  withWords: boolean
}

/** Where a page of answers begins: right after this one, newest first. */
export type AnswerCursor = { answeredAt: Date; id: number }

export type AnswerLine = {
  id: number
  answeredAt: Date
  callFirst: number
  comment: string | null
  visibility: Visibility
  /** Noted after a call, and confirmed by the contact. */
  reportedByUs: boolean
  contactName: string
  contactRole: ContactRole | null
  accountId: number
  accountName: string
  engagementId: number
  engagementName: string
  milestoneKind: string
  milestoneName: string | null
  pmName: string
}

/** Something of what was asked, looked at for each answer. */
const askedAt = (is: RawBuilder<unknown>) => sql<boolean>`(
  select ${is} from invitation join milestone on milestone.id = invitation.milestone_id
    left join survey_version on survey_version.id = invitation.survey_version_id
    where invitation.id = response.invitation_id)`

/** Leaves the answers of a choice, from where a page begins. */
function chosen(
  answers: ReturnType<typeof visibleAnswers>,
  { filter, from, until, contactId, atMost, withWords }: AnswerChoice,
  after: AnswerCursor | null,
) {
  const { pmId, accountId, engagementId, industry, milestoneKind, surveyKey } = filter
  return answers
    .where('response.answeredAt', '>=', from)
    .where('response.answeredAt', '<', until)
    .$if(pmId !== null, (query) => query.where('response.pmId', '=', pmId ?? 0))
    .$if(accountId !== null, (query) => query.where('response.accountId', '=', accountId ?? 0))
    .$if(engagementId !== null, (query) => query.where('response.engagementId', '=', engagementId ?? 0))
    .$if(industry !== null, (query) =>
      query.where((eb) =>
        eb('response.accountId', 'in', eb.selectFrom('account').select('id').where('industry', '=', industry)),
      ),
    )
    .$if(milestoneKind !== null, (query) => query.where(askedAt(sql`milestone.kind = ${milestoneKind}`)))
    .$if(surveyKey !== null, (query) =>
      query.where(askedAt(sql`coalesce(survey_version.survey_key, '') = ${surveyKey}`)),
    )
    .$if(contactId !== null, (query) => query.where('response.contactId', '=', contactId ?? 0))
    .$if(atMost !== null, (query) => query.where('response.callFirst', '<=', atMost ?? 0))
    .$if(withWords, (query) => query.where('response.comment', '<>', ''))
    .$if(after !== null, (query) =>
      query
        .where('response.answeredAt', '<=', after!.answeredAt)
        .where((eb) => eb.or([eb('response.answeredAt', '<', after!.answeredAt), eb('response.id', '<', after!.id)])),
    )
}

/** Answers that the viewer may read, newest first; the PM is the PM of the day. */
export async function listAnswerLines(
  db: Db,
  viewer: Viewer,
  choice: AnswerChoice,
  { after, limit }: { after: AnswerCursor | null; limit: number },
): Promise<AnswerLine[]> {
  const { pmId, accountId, engagementId } = choice.filter
  const isNarrowed = [pmId, accountId, engagementId, choice.contactId].some((one) => one !== null)
  const page = newestAnswers(db, viewer, (answers) => chosen(answers, choice, after), { isNarrowed, limit })
  return (
    visibleAnswers(db, viewer, 'few')
      .innerJoin('invitation', 'invitation.id', 'response.invitationId')
      .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
      // Found first, so that names are read for one page alone.
      .where(sql<boolean>`response.id = any(array(${page}))`)
      .select(['response.id', 'response.answeredAt', 'response.callFirst', 'response.comment', 'response.visibility'])
      .select([nameOf('contact', 'response.contactId').as('contactName'), isReportedByUs.as('reportedByUs')])
      .select(
        sql<ContactRole | null>`(select part.role from engagement_contact as part
          where part.engagement_id = response.engagement_id and part.contact_id = response.contact_id)`.as(
          'contactRole',
        ),
      )
      .select(['response.accountId', nameOf('account', 'response.accountId').as('accountName')])
      .select(['response.engagementId', nameOf('engagement', 'response.engagementId').as('engagementName')])
      .select(['milestone.kind as milestoneKind', 'milestone.name as milestoneName'])
      .select(nameOf('staff', 'response.pmId').as('pmName'))
      .orderBy('response.answeredAt', 'desc')
      .orderBy('response.id', 'desc')
      .execute()
  )
}
