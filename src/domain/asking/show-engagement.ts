import { PAGE_PEOPLE, pageOf, pageWith } from '../../core/page-of.ts'
import { mayHold } from '../../core/asking/hold.ts'
import { missingEvidence } from '../../core/score/missing-evidence.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import { listDecidedAbout } from '../../db/asking/decision-lines.ts'
import { getCoverage } from '../../db/asking/coverage.ts'
import { findEngagementIdOf, findEngagementLine, listParticipants } from '../../db/firm/engagement-lines.ts'
import { listHoldLines } from '../../db/asking/hold-lines.ts'
import { listEngagementNotes } from '../../db/firm/engagement-notes.ts'
import { type Firm, getFirm } from '../../db/firm/firms.ts'
import { listSpokenReports } from '../../db/answering/spoken-reports.ts'
import { findOwnGuesses } from '../answering/show-guesses.ts'
import type { Deps } from '../../deps.ts'
import { contactHolds, historiesOf } from './engagement-history.ts'
import { findFirmScore, findShownScore } from '../score/shown-score.ts'

/** A page of an engagement's people: by its number, the one with this contact, or all. */
export type PeoplePage = { page: number | 'all' } | { contactId: number }

/**
 * A page of an engagement's people: those who take part by name, then whoever did when something was decided about them; and all
 * milestones, each with every decision about these people and what came of it.
 */
export async function readPeople(
  deps: Deps,
  viewer: Viewer,
  engagement: { id: number; firm: Firm; mayAct: boolean },
  which: PeoplePage,
) {
  const { db } = deps
  const { id } = engagement
  const [about, participants, open] = await Promise.all([
    listDecidedAbout(db, viewer, id),
    listParticipants(db, viewer, id),
    listHoldLines(db, viewer, { state: 'open', engagementId: id }),
  ])
  const takePart = new Set(participants.map((contact) => contact.id))
  const former = new Set(about.flatMap(({ contactId }) => contactId ?? []).filter((each) => !takePart.has(each)))
  const all = [...takePart, ...former]
  const page = 'page' in which ? which.page : pageWith(all, which.contactId, PAGE_PEOPLE)
  const { rows: contactIds, pages } = pageOf(all, page, PAGE_PEOPLE)
  const holds = contactHolds(open)
  const decided = new Set(about.map(({ milestoneId }) => milestoneId))
  return {
    page: page === 'all' ? 1 : page,
    pages,
    participants: participants.length,
    contacts: participants
      .filter((contact) => contactIds.includes(contact.id))
      .map((contact) => ({ ...contact, hold: holds.get(contact.id) ?? null })),
    milestones: await historiesOf(
      db,
      viewer,
      { engagementId: id, contactIds, decided, holds: open },
      { ...engagement, now: deps.now() },
    ),
  }
}

/** One engagement: its score, a page of its people, and every decision to ask them or not with what came of it. */
export async function showEngagement(deps: Deps, viewer: Viewer, id: number, which: PeoplePage) {
  const { db } = deps
  const engagement = await findEngagementLine(db, viewer, id)
  if (engagement === undefined) return { kind: 'unknown' as const }
  const firm = await getFirm(db)
  const leads = viewer.role === 'pm' && engagement.pmId === viewer.staffId
  const mayAct = mayHold(viewer, engagement)
  const [score, firmScore, coverage, people, notes, spoken, guesses] = await Promise.all([
    findShownScore(db, viewer, 'engagement', id),
    findFirmScore(db, viewer),
    getCoverage(db, viewer, 'engagement', id),
    readPeople(deps, viewer, { id, firm, mayAct }, which),
    listEngagementNotes(db, viewer, id),
    listSpokenReports(db, viewer, { engagementId: id }),
    findOwnGuesses(deps, viewer, { engagementId: id }),
  ])
  return {
    kind: 'shown' as const,
    engagement,
    score,
    missing: missingEvidence('engagement', score, firm),
    firmAverage: firmScore?.value ?? null,
    coverage,
    people,
    mayMarkReached: seesEverything(viewer) || leads,
    mayHold: mayAct,
    notes,
    spoken,
    guesses,
  }
}

/** The engagement of a milestone that the viewer sees. */
export const findEngagementOf = (deps: Deps, viewer: Viewer, milestoneId: number): Promise<number | undefined> =>
  findEngagementIdOf(deps.db, viewer, milestoneId)
