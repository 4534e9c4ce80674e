import { deriveToken } from '../../core/token.ts'
import { listWaitingInvitations } from '../../db/asking/asking.ts'
import type { Deps } from '../../deps.ts'
import type { PostedFields } from '../../core/answering/answer-form.ts'
import { listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import { findStaff } from '../../db/acting/follow-ups.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'
import { closeFollowUp } from '../acting/close-follow-up.ts'
import { takeFollowUp } from '../acting/take-follow-up.ts'
import { answerSurvey } from '../answering/answer-survey.ts'
import { refitScores } from '../score/refit-scores.ts'
import { tick } from '../tick.ts'

const DAY_MS = 86_400_000
const SCORED_EVERY_DAYS = 30
const SCORED_FOR_DAYS = 360
const TICKED_FOR_DAYS = 21

/** The next answer, from the contact who has waited longest. */
const clientAnswers =
  (posted: PostedFields) =>
  async (deps: Deps): Promise<void> => {
    const [waiting] = await listWaitingInvitations(deps.db)
    if (waiting) await answerSurvey(deps, deriveToken(deps.config.secret, 'survey', waiting.id), posted)
  }

/** Whoever looks after the follow-up that has to be done next acts on it. */
const ownerActs =
  (act: (deps: Deps, actor: Actor, id: number) => Promise<unknown>) =>
  async (deps: Deps): Promise<void> => {
    const [next] = await listFollowUpLines(deps.db, { role: 'admin', staffId: null }, { isClosed: false, limit: 1 })
    const owner = next && (await findStaff(deps.db, next.ownerId))
    if (owner) await act(deps, { role: owner.role, staffId: owner.id }, next.id)
  }

/** What people in and around a sample firm do in the last days, and how many days ago. */
const LATELY: [daysAgo: number, does: (deps: Deps) => Promise<void>][] = [
  [
    17,
    clientAnswers({
      call_first: '3',
      details: '2',
      comment: 'Two releases went out with last year’s prices. Nobody told us before our customers did.',
      visibility: 'team',
    }),
  ],
  [16, ownerActs(takeFollowUp)],
  [
    14,
    ownerActs((deps, actor, id) =>
      closeFollowUp(
        deps,
        actor,
        id,
        'Prices now come from your own list, and we check them with you before each release.',
      ),
    ),
  ],
  [
    9,
    clientAnswers({
      call_first: '9',
      had_my_back: '5',
      comment: 'I could answer my board without opening my laptop.',
      visibility: 'team',
    }),
  ],
  [
    4,
    clientAnswers({
      call_first: '4',
      had_my_back: '2',
      comment: 'The invoice dispute took three weeks. The build itself is fine.',
      call_me: 'yes',
      visibility: 'team',
    }),
  ],
  [
    2,
    clientAnswers({
      call_first: '8',
      prepared: '4',
      needs_next: 'Our dealers need the same by spring.',
      visibility: 'team',
    }),
  ],
  [
    0.5,
    clientAnswers({
      call_first: '5',
      advised: '2',
      comment: 'We steer the project more than you do.',
      visibility: 'leadership',
    }),
  ],
]

/**
 * Lives through a sample firm's past as if FirstCall had been there: scores month by month over the last year, and the last
 * three weeks with everything that fell due and what people did, a few answers among it.
 */
export async function relive(deps: Deps): Promise<void> {
  const today = deps.now().getTime()
  const daysAgo = (days: number): Deps => ({ ...deps, now: () => new Date(today - days * DAY_MS) })
  for (let days = SCORED_FOR_DAYS; days > TICKED_FOR_DAYS; days -= SCORED_EVERY_DAYS) {
    await refitScores(daysAgo(days), { always: true })
  }
  for (let days = TICKED_FOR_DAYS; days >= 0; days -= 1 / 4) {
    const then = daysAgo(days)
    await tick(then)
    for (const [when, does] of LATELY) if (when === days) await does(then)
  }
  await tick(deps)
}
