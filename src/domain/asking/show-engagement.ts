import { mayHold } from '../../core/asking/hold.ts'
import { missingEvidence } from '../../core/score/missing-evidence.ts'
import { tableText } from '../../core/table.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import { getCoverage } from '../../db/asking/coverage.ts'
import { findEngagementIdOf, findEngagementLine, listParticipants } from '../../db/firm/engagement-lines.ts'
import { listEngagementNotes } from '../../db/firm/engagement-notes.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { listSpokenReports } from '../../db/answering/spoken-reports.ts'
import { findOwnGuesses } from '../answering/show-guesses.ts'
import type { Deps } from '../../deps.ts'
import { contactHolds, historiesOf } from './engagement-history.ts'
import { findFirmScore, findShownScore } from '../score/shown-score.ts'

/** One engagement: its score, its people, and every decision to ask or not to ask with what came of it. */
export async function showEngagement(deps: Deps, viewer: Viewer, id: number) {
  const { db } = deps
  const engagement = await findEngagementLine(db, viewer, id)
  if (engagement === undefined) return { kind: 'unknown' as const }
  const firm = await getFirm(db)
  const score = await findShownScore(db, viewer, 'engagement', id)
  const leads = viewer.role === 'pm' && engagement.pmId === viewer.staffId
  const mayAct = mayHold(viewer, engagement)
  const holds = await contactHolds(db, viewer, id)
  const contacts = await listParticipants(db, viewer, id)
  return {
    kind: 'shown' as const,
    engagement,
    score,
    missing: missingEvidence('engagement', score, firm),
    firmAverage: (await findFirmScore(db, viewer))?.value ?? null,
    coverage: await getCoverage(db, viewer, 'engagement', id),
    contacts: contacts.map((contact) => ({ ...contact, hold: holds.get(contact.id) ?? null })),
    milestones: await historiesOf(db, viewer, id, { firm, now: deps.now(), mayAct }),
    mayMarkReached: seesEverything(viewer) || leads,
    mayHold: mayAct,
    notes: await listEngagementNotes(db, viewer, id),
    spoken: await listSpokenReports(db, viewer, { engagementId: id }),
    guesses: await findOwnGuesses(deps, viewer, { engagementId: id }),
  }
}

const HISTORY_COLUMNS = [
  'milestone',
  'reached_on',
  'contact',
  'role',
  'at',
  'decision',
  'reason',
  'next_allowed_on',
  'due_at',
  'note',
  'answer',
]

/** Every decision at an engagement's milestones as a table for a spreadsheet; undefined where the viewer does not see it. */
export async function writeEngagementHistory(deps: Deps, viewer: Viewer, id: number): Promise<string | undefined> {
  const { db } = deps
  if ((await findEngagementLine(db, viewer, id)) === undefined) return undefined
  const histories = await historiesOf(db, viewer, id, { firm: await getFirm(db), now: deps.now(), mayAct: false })
  const rows = histories.flatMap(({ kind, name, reachedOn, contacts }) =>
    contacts.flatMap(({ contactName, role, answer, decisions }) =>
      decisions.map((decision) => ({
        milestone: name ?? kind,
        reached_on: reachedOn,
        contact: contactName,
        role,
        at: decision.at,
        decision: decision.kind,
        reason: decision.reason,
        next_allowed_on: decision.nextAllowedOn,
        due_at: decision.dueAt,
        note: decision.note,
        answer: answer?.callFirst,
      })),
    ),
  )
  return tableText(HISTORY_COLUMNS, rows)
}

/** The engagement of a milestone that the viewer sees. */
export const findEngagementOf = (deps: Deps, viewer: Viewer, milestoneId: number): Promise<number | undefined> =>
  findEngagementIdOf(deps.db, viewer, milestoneId)
