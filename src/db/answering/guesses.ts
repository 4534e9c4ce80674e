import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { nameOf } from '../name-of.ts'
import { unseenKey, unseenTime } from '../unseen.ts'
import { visibleInvitations, visibleResponses, visibleSealedResponses } from '../visible.ts'

/** Which answers or questions: of one engagement, or all. */
export type GuessChoice = { engagementId?: number; responseId?: number; invitationId?: number }

/** New answers that the viewer has not opened, newest first, with the viewer's guess. What was answered is not among it. */
export const listSealedAnswers = (db: Db, viewer: Viewer, choice: GuessChoice) =>
  visibleSealedResponses(db, viewer)
    .leftJoin('guess', 'guess.invitationId', 'invitation.id')
    .$if(choice.engagementId !== undefined, (query) =>
      query.where('response.engagementId', '=', choice.engagementId ?? 0),
    )
    .$if(choice.responseId !== undefined, (query) => query.where('response.id', '=', choice.responseId ?? 0))
    .$if(choice.invitationId !== undefined, (query) => query.where('invitation.id', '=', choice.invitationId ?? 0))
    .select(['response.id as responseId', 'response.answeredAt', 'invitation.id as invitationId'])
    .select([nameOf('contact', 'invitation.contactId').as('contactName')])
    .select([nameOf('account', 'engagement.accountId').as('accountName'), 'engagement.name as engagementName'])
    .select(['engagement.id as engagementId', 'milestone.kind as milestoneKind', 'guess.callFirst as guess'])
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .execute()

/**
 * Questions of the viewer's own that are open and without an answer that the viewer may read. An answer for leadership only
 * stands among them as if there were none, until its survey closes.
 */
export const listOpenQuestions = (db: Db, viewer: Viewer, staffId: number, now: Date, choice: GuessChoice) =>
  visibleInvitations(db, viewer)
    .leftJoin('guess', 'guess.invitationId', 'invitation.id')
    .leftJoin('response', (join) =>
      join.onRef('response.invitationId', '=', 'invitation.id').on('response.visibility', '=', 'team'),
    )
    .where('invitation.pmId', '=', unseenKey(staffId))
    .where('invitation.origin', '=', 'plan')
    .where('invitation.state', 'in', ['sent', 'answered'])
    .where('invitation.closesAt', '>', unseenTime(now))
    .where('response.id', 'is', null)
    .$if(choice.engagementId !== undefined, (query) => query.where('engagement.id', '=', choice.engagementId ?? 0))
    .$if(choice.invitationId !== undefined, (query) => query.where('invitation.id', '=', choice.invitationId ?? 0))
    .select(['invitation.id as invitationId', 'invitation.sentAt', 'invitation.closesAt'])
    .select([nameOf('contact', 'invitation.contactId').as('contactName')])
    .select([nameOf('account', 'engagement.accountId').as('accountName'), 'engagement.name as engagementName'])
    .select(['engagement.id as engagementId', 'milestone.kind as milestoneKind', 'guess.callFirst as guess'])
    .orderBy('invitation.sentAt', 'desc')
    .orderBy('invitation.id', 'desc')
    .execute()

/** The viewer's own guesses beside the answers that the viewer may read and has opened, newest first. */
export const listGuessed = (db: Db, viewer: Viewer, staffId: number, choice: GuessChoice) =>
  visibleResponses(db, viewer, 'few')
    .innerJoin('guess', 'guess.invitationId', 'invitation.id')
    .where('guess.staffId', '=', staffId)
    .where('response.visibility', '=', 'team')
    .$if(choice.engagementId !== undefined, (query) =>
      query.where('response.engagementId', '=', choice.engagementId ?? 0),
    )
    .$if(choice.responseId !== undefined, (query) => query.where('response.id', '=', choice.responseId ?? 0))
    .select(['response.id as responseId', 'response.callFirst', 'response.answeredAt', 'guess.callFirst as guess'])
    .select([nameOf('contact', 'invitation.contactId').as('contactName')])
    .select([nameOf('account', 'engagement.accountId').as('accountName'), 'engagement.name as engagementName'])
    .select(['milestone.kind as milestoneKind', 'guess.at as guessedAt'])
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .execute()

/** Holds an invitation until the transaction ends, so that its answer is neither given nor opened meanwhile. */
export async function leaseGuessed(trx: Db, invitationId: number): Promise<void> {
  await trx.selectFrom('invitation').select('id').where('id', '=', invitationId).forNoKeyUpdate().executeTakeFirst()
}

export async function upsertGuess(
  trx: Db,
  guess: { invitationId: number; staffId: number; callFirst: number; at: Date },
): Promise<void> {
  const { callFirst, at } = guess
  await trx
    .insertInto('guess')
    .values(guess)
    .onConflict((conflict) => conflict.column('invitationId').doUpdateSet({ callFirst, at }))
    .execute()
}

/** Keeps the first opening; later ones change nothing. */
export async function insertOpening(
  trx: Db,
  opening: { responseId: number; staffId: number; at: Date },
): Promise<void> {
  await trx
    .insertInto('opening')
    .values(opening)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Whether new answers wait for this person. */
export const doesGuess = async (db: Db, staffId: number): Promise<boolean> =>
  (await db.selectFrom('staff').select('guesses').where('id', '=', staffId).executeTakeFirstOrThrow()).guesses

export async function updateGuesses(db: Db, staffId: number, guesses: boolean): Promise<void> {
  await db.updateTable('staff').set({ guesses }).where('id', '=', staffId).execute()
}
