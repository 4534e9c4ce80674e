import { deriveToken } from '../../core/token.ts'
import { listWaitingInvitations } from '../../db/asking/asking.ts'
import type { Deps } from '../../deps.ts'
import { answerSurvey } from '../answering/answer-survey.ts'
import { refitScores } from '../score/refit-scores.ts'
import { tick } from '../tick.ts'

const DAY_MS = 86_400_000
const SCORED_EVERY_DAYS = 30
const SCORED_FOR_DAYS = 360
const TICKED_FOR_DAYS = 21

/** What clients of a sample firm say in the last days, and when. */
const ANSWERS = [
  {
    call_first: '9',
    had_my_back: '5',
    comment: 'I could answer my board without opening my laptop.',
    visibility: 'team',
  },
  {
    call_first: '4',
    had_my_back: '2',
    comment: 'The invoice dispute took three weeks. The build itself is fine.',
    call_me: 'yes',
    visibility: 'team',
  },
  { call_first: '8', prepared: '4', needs_next: 'Our dealers need the same by spring.', visibility: 'team' },
  { call_first: '5', advised: '2', comment: 'We steer the project more than you do.', visibility: 'leadership' },
]

const ANSWERED_DAYS_AGO = [9, 4, 2, 0.5]

/** The next answer, from the contact who has waited longest. */
async function answerOne(deps: Deps, posted: (typeof ANSWERS)[number]): Promise<void> {
  const [waiting] = await listWaitingInvitations(deps.db)
  if (!waiting) return
  const token = deriveToken(deps.config.secret, 'survey', waiting.id)
  await answerSurvey(deps, token, posted)
}

/**
 * Lives through a sample firm's past as if FirstCall had been there: scores month by month over the last year, and the last
 * three weeks with everything that fell due, a few answers among it.
 */
export async function relive(deps: Deps): Promise<void> {
  const today = deps.now().getTime()
  const daysAgo = (days: number): Deps => ({ ...deps, now: () => new Date(today - days * DAY_MS) })
  for (let days = SCORED_FOR_DAYS; days > TICKED_FOR_DAYS; days -= SCORED_EVERY_DAYS) {
    await refitScores(daysAgo(days), { always: true })
  }
  const answers = [...ANSWERS]
  for (let days = TICKED_FOR_DAYS; days >= 0; days -= 1 / 4) {
    const then = daysAgo(days)
    await tick(then)
    const posted = ANSWERED_DAYS_AGO.includes(days) ? answers.shift() : undefined
    if (posted) await answerOne(then, posted)
  }
  await tick(deps)
}
