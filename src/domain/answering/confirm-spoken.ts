import { answerOf } from '../../core/answering/spoken.ts'
import type { SpokenState } from '../../core/words.ts'
import { findSpokenReport, settleSpokenReport } from '../../db/answering/spoken-reports.ts'
import type { Deps } from '../../deps.ts'
import { type Asked, findAsked, type NotOpen } from './asked-survey.ts'
import { saveAnswer } from './save-answer.ts'

type Report = NonNullable<Awaited<ReturnType<typeof findSpokenReport>>>

export type SpokenView = { kind: 'open'; report: Report } & Pick<Asked, 'page'>

const unknown = ({ page }: Asked): NotOpen => ({
  kind: 'unknown',
  firm: page.firm,
  locales: page.locales,
  replyTo: page.firm.email,
})

/** What a link to confirm shows: what was written down, and whether the contact has decided. */
export async function viewSpoken(deps: Deps, token: string): Promise<SpokenView | NotOpen> {
  const asked = await findAsked(deps.db, token, deps.now())
  if (asked.kind !== 'open') return asked
  const report = await findSpokenReport(deps.db, asked.invitation.id)
  return report === undefined ? unknown(asked) : { kind: 'open', report, page: asked.page }
}

/** Keeps the contact's press, once: what was written down becomes the contact's answer, or counts nowhere for good. */
export async function decideSpoken(
  deps: Deps,
  token: string,
  state: Extract<SpokenState, 'confirmed' | 'refused'>,
): Promise<{ kind: 'decided' } | NotOpen> {
  return deps.db.transaction().execute(async (trx) => {
    const asked = await findAsked(trx, token, deps.now(), { lease: true })
    if (asked.kind !== 'open') return asked
    const report = await findSpokenReport(trx, asked.invitation.id)
    if (report === undefined) return unknown(asked)
    if (report.state !== 'reported') return { kind: 'decided' }
    await settleSpokenReport(trx, asked.invitation.id, { state, at: deps.now() })
    const content = answerOf(report)
    if (state === 'confirmed' && content !== undefined) await saveAnswer(deps, trx, asked, content)
    return { kind: 'decided' }
  })
}
