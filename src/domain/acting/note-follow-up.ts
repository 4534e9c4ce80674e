import { insertFollowUpNote } from '../../db/acting/follow-up-detail.ts'
import type { Deps } from '../../deps.ts'
import { type Actor, actOnFollowUp, recordedWords } from './act-on-follow-up.ts'

/** Adds a note for colleagues. */
export async function noteFollowUp(deps: Deps, actor: Actor, id: number, typed: string) {
  const read = recordedWords(typed, 'Write the note first')
  if ('fault' in read) return { kind: 'fault' as const, message: read.fault }
  return actOnFollowUp(deps, actor, id, 'follow_up_noted', async (trx) => {
    await insertFollowUpNote(trx, { followUpId: id, staffId: actor.staffId, note: read.words, at: deps.now() })
    return { kind: 'noted' as const }
  })
}
