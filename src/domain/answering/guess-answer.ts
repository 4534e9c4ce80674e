import { readGuess } from '../../core/answering/guess.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../../db/database.ts'
import {
  insertOpening,
  leaseGuessed,
  listOpenQuestions,
  listSealedAnswers,
  updateGuesses,
  upsertGuess,
} from '../../db/answering/guesses.ts'
import type { Deps } from '../../deps.ts'

/** Somebody of the firm who has signed in. */
type Actor = Viewer & { staffId: number }

export type GuessResult =
  | { kind: 'guessed'; engagementId: number }
  /** Not a number from 0 to 10. */
  | { kind: 'fault' }
  /** Not the viewer's own question, seen already, closed, or without an answer that the viewer could ever compare. */
  | { kind: 'too_late' }
  | { kind: 'not_yours' }

/** An open question and a new answer that waits are guessed alike: which of the two it is does not show. */
async function findGuessable(deps: Deps, trx: Db, actor: Actor, invitationId: number) {
  const choice = { invitationId }
  const [sealed] = await listSealedAnswers(trx, actor, choice)
  if (sealed !== undefined) return sealed
  const [question] = await listOpenQuestions(trx, actor, actor.staffId, deps.now(), choice)
  return question
}

/** Keeps what a PM thinks a contact will answer, in place of what the PM thought before, until the answer is opened. */
export async function guessAnswer(deps: Deps, actor: Actor, invitationId: number, typed: string): Promise<GuessResult> {
  if (actor.role !== 'pm') return { kind: 'not_yours' }
  const callFirst = readGuess(typed)
  if (callFirst === undefined) return { kind: 'fault' }
  return deps.db.transaction().execute(async (trx) => {
    await leaseGuessed(trx, invitationId)
    const found = await findGuessable(deps, trx, actor, invitationId)
    if (found === undefined) return { kind: 'too_late' }
    await upsertGuess(trx, { invitationId, staffId: actor.staffId, callFirst, at: deps.now() })
    return { kind: 'guessed', engagementId: found.engagementId }
  })
}

/**
 * Opens a new answer that waits, with a guess right before where one is typed; from then on it can't be guessed any more.
 * One that is open already, or not the viewer's to read, stays as it is.
 */
export async function openAnswer(
  deps: Deps,
  actor: Actor,
  responseId: number,
  typed: string,
): Promise<{ kind: 'opened' | 'fault' | 'not_yours' }> {
  if (actor.role !== 'pm') return { kind: 'not_yours' }
  const callFirst = typed === '' ? null : readGuess(typed)
  if (callFirst === undefined) return { kind: 'fault' }
  return deps.db.transaction().execute(async (trx) => {
    const [sealed] = await listSealedAnswers(trx, actor, { responseId })
    if (sealed === undefined) return { kind: 'opened' }
    const { invitationId } = sealed
    await leaseGuessed(trx, invitationId)
    const [still] = await listSealedAnswers(trx, actor, { responseId })
    if (still === undefined) return { kind: 'opened' }
    const { staffId } = actor
    if (callFirst !== null) await upsertGuess(trx, { invitationId, staffId, callFirst, at: deps.now() })
    await insertOpening(trx, { responseId, staffId, at: deps.now() })
    return { kind: 'opened' }
  })
}

/** Whether new answers wait for this PM to open them, from now on. */
export async function chooseGuessing(
  deps: Deps,
  actor: Actor,
  guesses: boolean,
): Promise<{ kind: 'chosen' | 'not_yours' }> {
  if (actor.role !== 'pm') return { kind: 'not_yours' }
  await updateGuesses(deps.db, actor.staffId, guesses)
  return { kind: 'chosen' }
}
