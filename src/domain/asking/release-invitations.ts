import { SPOKEN_OPEN_DAYS } from '../../core/answering/spoken.ts'
import { addDays, atHour, dayIn } from '../../core/calendar.ts'
import type { ReleaseDecision } from '../../core/asking/release.ts'
import { deriveToken, hashToken } from '../../core/token.ts'
import { moveInvitations, releaseInvitations as markReleased, setPlannedAside } from '../../db/asking/asking.ts'
import type { Db } from '../../db/database.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import {
  type DueInvitation,
  leaseDueInvitations,
  leasePlannedInvitation,
  recallQueuedInvitations,
  recallQueuedReminders,
} from '../../db/asking/due-invitations.ts'
import { lockReleases } from '../../db/asking/planning.ts'
import type { NewRow } from '../../db/schema.ts'
import { deleteGivenUpMessages } from '../../db/asking/withdrawals.ts'
import type { Deps } from '../../deps.ts'
import { type AskingState, lookAt, readAskingState } from './last-look.ts'
import { queueEmails } from '../sending/queue-email.ts'

const BATCH = 500

export type ReleaseCounts = { held_back: number; moved: number; withdrawn: number; released: number }

type Looked = { invitation: DueInvitation; decision: ReleaseDecision }

/** A survey closes with a day's end where the contact is, so that 'until 13 December' includes all of it. */
function closingTime({ milestoneKind, timeZone, spokenOn }: DueInvitation, state: AskingState): Date {
  const days = state.ruleFor(milestoneKind)?.closesAfterDays ?? (spokenOn === null ? 0 : SPOKEN_OPEN_DAYS)
  return atHour(addDays(dayIn(timeZone, state.now), days + 1), 0, timeZone)
}

async function release(deps: Deps, trx: Db, released: readonly DueInvitation[], state: AskingState): Promise<void> {
  const links = released.map((invitation) => {
    const token = deriveToken(deps.config.secret, 'survey', invitation.id)
    return { id: invitation.id, tokenHash: hashToken(token), closesAt: closingTime(invitation, state) }
  })
  await markReleased(trx, links)
  await deleteGivenUpMessages(
    trx,
    released.map(({ id }) => id),
  )
  await queueEmails(
    deps,
    trx,
    released.map(({ id: invitationId, contactName: toName, contactEmail: toAddress, locales, spokenOn }) => {
      const mail = { kind: 'invitation' as const, invitationId, toName, toAddress, locales, dueAt: state.now }
      // A survey that closed unanswered has had its first message.
      return spokenOn === null ? mail : { ...mail, ordinal: 1, isToConfirm: true }
    }),
  )
}

/** What is released gets its line of history once it has left. */
function lineOf({ invitation, decision }: Looked, at: Date): NewRow<'decision'>[] {
  const { milestoneId, contactId } = invitation
  const line = { milestoneId, contactId, at }
  if (decision.kind === 'hold_back') {
    return [{ ...line, kind: 'held_back', reason: decision.reason, nextAllowedOn: decision.nextAllowedOn }]
  }
  if (decision.kind === 'withdraw') return [{ ...line, kind: 'withdrawn', reason: decision.reason }]
  return decision.kind === 'move' ? [{ ...line, kind: 'moved', reason: decision.reason, dueAt: decision.dueAt }] : []
}

async function keep(deps: Deps, trx: Db, looked: readonly Looked[], state: AskingState): Promise<void> {
  const those = (kind: ReleaseDecision['kind']) =>
    looked.filter(({ decision }) => decision.kind === kind).map(({ invitation }) => invitation)
  const ids = (kind: ReleaseDecision['kind']) => those(kind).map(({ id }) => id)
  await setPlannedAside(trx, ids('hold_back'), 'held_back')
  await setPlannedAside(trx, ids('withdraw'), 'withdrawn')
  await moveInvitations(
    trx,
    looked.flatMap(({ invitation: { id }, decision }) =>
      decision.kind === 'move' ? [{ id, dueAt: decision.dueAt }] : [],
    ),
  )
  await release(deps, trx, those('release'), state)
  await insertDecisions(
    trx,
    looked.flatMap((each) => lineOf(each, state.now)),
  )
}

async function lookAtAll(deps: Deps, trx: Db, due: readonly DueInvitation[]): Promise<Looked[]> {
  if (due.length === 0) return []
  const state = await readAskingState(trx, due, deps.now())
  const looked = due.map((invitation) => ({ invitation, decision: lookAt(invitation, state) }))
  await keep(deps, trx, looked, state)
  return looked
}

/** The last look at one planned invitation, due or not, as `releaseInvitations` takes it. @throws where it is not planned. */
export async function releaseNow(deps: Deps, trx: Db, invitationId: number): Promise<ReleaseDecision> {
  await lockReleases(trx)
  const [looked] = await lookAtAll(deps, trx, [await leasePlannedInvitation(trx, invitationId)])
  return looked!.decision
}

const COUNTED = { hold_back: 'held_back', move: 'moved', withdraw: 'withdrawn', release: 'released' } as const

/** Puts the invitations whose time has come into the outbox, or holds them back, or moves them to a time to ask. */
export async function releaseInvitations(deps: Deps): Promise<ReleaseCounts> {
  const counts: ReleaseCounts = { held_back: 0, moved: 0, withdrawn: 0, released: 0 }
  const recall = async (trx: Db): Promise<void> => {
    await lockReleases(trx)
    await recallQueuedInvitations(trx, deps.now())
    await recallQueuedReminders(trx, deps.now())
  }
  await deps.db.transaction().execute(recall)
  for (;;) {
    const looked = await deps.db.transaction().execute(async (trx) => {
      await lockReleases(trx)
      return lookAtAll(deps, trx, await leaseDueInvitations(trx, deps.now(), BATCH))
    })
    for (const { decision } of looked) counts[COUNTED[decision.kind]] += 1
    if (looked.length < BATCH) return counts
  }
}
