import type { Deps } from '../deps.ts'
import { forgetOldAnswers } from './firm/forget-old-answers.ts'
import { closeSurveys } from './asking/close-surveys.ts'
import { keepPlace, sendAndMark } from './sending/keep-place.ts'
import { queueDigests } from './sending/queue-digests.ts'
import { openSilences } from './acting/open-silences.ts'
import { ringAlarms } from './acting/ring-alarms.ts'
import { planInvitations } from './asking/plan-invitations.ts'
import { queueReminders } from './asking/queue-reminders.ts'
import { refitCalibration } from './score/refit-calibration.ts'
import { refitScores } from './score/refit-scores.ts'
import { refreshTallies } from './score/refresh-tallies.ts'
import { releaseInvitations } from './asking/release-invitations.ts'
import { postWebhooks } from './sending/post-webhooks.ts'
import { sendDue } from './sending/send-due.ts'

/** What one tick did. `sent` counts invitations; alerts, replies to clients, sign-in links and digests are counted apart. */
export type TickReport = {
  planned: number
  not_planned: number
  moved: number
  held_back: number
  /** Follow-ups opened of decision makers who answer nothing. */
  silent: number
  /** Overdue follow-ups put before somebody above their owner. */
  escalated: number
  sent: number
  reminded: number
  alerted: number
  replied: number
  signed_in: number
  digests: number
  /** Messages to channels and programs. */
  posted: number
  bounced: number
  failed: number
  closed: number
  refitted: boolean
  /** The database was restored or moved: nobody was asked, and only sign-in links left. */
  paused: boolean
}

const NOBODY = { planned: 0, not_planned: 0, moved: 0, held_back: 0, silent: 0, escalated: 0 }

async function ask(deps: Deps): Promise<typeof NOBODY> {
  const planned = await planInvitations(deps)
  const released = await releaseInvitations(deps)
  await queueReminders(deps)
  await queueDigests(deps)
  const silent = await openSilences(deps)
  const { escalated } = await ringAlarms(deps)
  return {
    silent,
    escalated,
    planned: planned.planned,
    not_planned: planned.not_planned,
    moved: planned.moved + released.moved,
    held_back: released.held_back,
  }
}

/** Does all due work once: idempotent, and safe to run on many machines at the same time. */
export async function tick(deps: Deps): Promise<TickReport> {
  const closed = await closeSurveys(deps)
  const goesOn = await keepPlace(deps)
  const asked = goesOn ? await ask(deps) : NOBODY
  const sending = goesOn ? await sendAndMark(deps) : await sendDue(deps, { only: ['sign_in'] })
  const posted = goesOn ? await postWebhooks(deps) : 0
  await forgetOldAnswers(deps)
  const refit = await refitScores(deps, { always: false })
  await refitCalibration(deps)
  await refreshTallies(deps)
  return {
    ...asked,
    sent: sending.invitation,
    reminded: sending.reminder,
    alerted: sending.alert + sending.escalation,
    replied: sending.you_said_we_did,
    signed_in: sending.sign_in,
    digests: sending.digest,
    posted,
    bounced: sending.bounced,
    failed: sending.failed,
    closed,
    refitted: refit.kind === 'refitted',
    paused: !goesOn,
  }
}
