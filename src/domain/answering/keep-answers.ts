import { fieldsOf } from '../../core/answering/answer-content.ts'
import type { PostedFields } from '../../core/answering/answer-form.ts'
import { keptWith, saidElsewhere, valuesKept } from '../../core/answering/partial-answer.ts'
import { upsertPartialAnswer } from '../../db/answering/partial-answers.ts'
import type { Deps } from '../../deps.ts'
import { findAsked, type NotOpen } from './asked-survey.ts'

export type KeepResult =
  /** `elsewhere` is what other windows or devices have said that differs, by field. */
  | { kind: 'kept'; known: number; fields: Record<string, string>; elsewhere: Record<string, string[]> }
  /** The answer was sent after the page was opened that would keep something. */
  | { kind: 'sentSince' }
  | NotOpen

/** Keeps what a contact has filled in so far, without counting any of it; `known` is the revision that the page has shown. */
export async function keepAnswers(
  deps: Deps,
  token: string,
  { posted, known }: { posted: PostedFields; known: number },
): Promise<KeepResult> {
  return deps.db.transaction().execute(async (trx): Promise<KeepResult> => {
    const asked = await findAsked(trx, token, deps.now(), { lease: true })
    if (asked.kind !== 'open') return asked
    const { invitation, stored, page } = asked
    if (stored && stored.changedAt.getTime() > known) return { kind: 'sentSince' }
    const sent = stored ? fieldsOf(stored.content) : {}
    const kept = keptWith(page.partial, {
      survey: page.survey,
      posted,
      known,
      sent,
      sentAt: stored?.changedAt ?? null,
      at: deps.now(),
    })
    if (kept !== null && kept !== page.partial) await upsertPartialAnswer(trx, invitation.id, kept)
    const fields = valuesKept(kept)
    const elsewhere = saidElsewhere(page.survey, kept, fields)
    return { kind: 'kept', known: Math.max(page.known, kept?.revision ?? 0), fields, elsewhere }
  })
}
