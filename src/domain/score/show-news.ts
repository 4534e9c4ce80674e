import { dayIn } from '../../core/calendar.ts'
import { audienceOf, type Viewer } from '../../core/viewer.ts'
import { listAnswersBetween } from '../../db/answering/answers-between.ts'
import type { Firm } from '../../db/firm/firms.ts'
import { countSince, findScoreValueOn, findSeen, upsertSeen } from '../../db/score/seen.ts'
import type { Deps } from '../../deps.ts'

const DAY_MS = 86_400_000
/** What is told to whom never said what they had read; and how far back at most. */
const AT_FIRST_DAYS = 14
const AT_MOST_DAYS = 90

/** What has changed for a PM since the PM last said 'seen up to here'. */
export async function findNews(deps: Deps, viewer: Viewer & { staffId: number }, firm: Firm) {
  const { db } = deps
  const now = deps.now()
  const ago = (days: number): Date => new Date(now.getTime() - days * DAY_MS)
  const seen = await findSeen(db, viewer.staffId)
  const since = seen === undefined ? ago(AT_FIRST_DAYS) : seen < ago(AT_MOST_DAYS) ? ago(AT_MOST_DAYS) : seen
  const day = dayIn(firm.timeZone, since)
  const subject = { subjectKind: 'pm', subjectId: viewer.staffId, audience: audienceOf(viewer) } as const
  const [answers, counts, scoreThen] = await Promise.all([
    listAnswersBetween(db, viewer, { since, until: now }),
    countSince(db, viewer, viewer.staffId, { since, day }),
    findScoreValueOn(db, subject, day),
  ])
  return { since, until: now, answers, scoreThen: scoreThen ?? null, ...counts }
}

/** Keeps that somebody has read their page up to an instant; a moment that has not come yet counts as now. */
export async function markSeen(deps: Deps, viewer: { staffId: number }, until: Date): Promise<void> {
  const now = deps.now()
  await upsertSeen(deps.db, viewer.staffId, until > now ? now : until)
}
