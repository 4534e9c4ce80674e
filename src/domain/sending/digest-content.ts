import { dayIn } from '../../core/calendar.ts'
import type { DigestWindow } from '../../core/sending/digest.ts'
import { type ScoreMove, scoreMoves } from '../../core/score/score-moves.ts'
import { audienceOf, type Viewer } from '../../core/viewer.ts'
import type { SubjectKind } from '../../core/words.ts'
import { type FollowUpLineRow, listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import { type AnswerBetween, listAnswersBetween } from '../../db/answering/answers-between.ts'
import { doesGuess, listSealedAnswers } from '../../db/answering/guesses.ts'
import { sealedSince } from '../../core/answering/guess.ts'
import type { Db } from '../../db/database.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { findScoreDayUntil, listScoresUntil, listSubjectNames } from '../../db/score/scores.ts'
import type { Deps } from '../../deps.ts'

export type MovedScore = { subjectKind: SubjectKind; name: string; move: ScoreMove }

/** What happened in a digest's time, as far as its reader may see it. */
export type DigestContent = { cameIn: AnswerBetween[]; due: FollowUpLineRow[]; moved: MovedScore[] }

/** Whose scores a role is told of: PMs their own, account managers those of their accounts. */
const SUBJECTS: Record<Viewer['role'], readonly SubjectKind[]> = {
  pm: ['pm', 'engagement'],
  account_manager: ['account'],
  leader: ['firm', 'account', 'pm'],
  admin: ['firm', 'account', 'pm'],
}

type Reader = Viewer & { staffId: number }

async function listMoved(db: Db, viewer: Viewer, days: { before: string; after: string }): Promise<MovedScore[]> {
  const moved: MovedScore[] = []
  for (const subjectKind of SUBJECTS[viewer.role]) {
    const which = { subjectKind, audience: audienceOf(viewer) }
    const before = await listScoresUntil(db, days.before, which)
    const moves = scoreMoves(before, await listScoresUntil(db, days.after, which))
    const names = await listSubjectNames(
      db,
      viewer,
      subjectKind,
      moves.map(({ subjectId }) => subjectId),
    )
    for (const move of moves) {
      const name = names.get(move.subjectId)
      if (name !== undefined) moved.push({ subjectKind, name, move })
    }
  }
  return moved
}

/** The answers of the time; of those that wait for their PM to open them, only that they came. */
async function listCameIn(db: Db, viewer: Reader, window: DigestWindow): Promise<AnswerBetween[]> {
  if (viewer.role !== 'pm' || !(await doesGuess(db, viewer.staffId))) return listAnswersBetween(db, viewer, window)
  const seals = { ...viewer, sealedSince: sealedSince(window.until) }
  const fresh = (await listSealedAnswers(db, seals, {})).flatMap(
    ({ responseId: id, contactName, accountName, answeredAt }) =>
      answeredAt > window.since && answeredAt <= window.until
        ? [{ id, contactName, accountName, callFirst: null, previousCallFirst: null }]
        : [],
  )
  return [...fresh, ...(await listAnswersBetween(db, seals, window))]
}

/** What a digest tells its reader: answers of the time, follow-ups that are still theirs to do, scores that moved. */
export async function findDigestContent(
  { db }: Pick<Deps, 'db'>,
  viewer: Reader,
  window: DigestWindow,
): Promise<DigestContent> {
  const { timeZone } = await getFirm(db)
  const before = await findScoreDayUntil(db, dayIn(timeZone, window.since))
  const after = await findScoreDayUntil(db, dayIn(timeZone, window.until))
  return {
    cameIn: await listCameIn(db, viewer, window),
    due: await listFollowUpLines(db, viewer, { ownerId: viewer.staffId, isClosed: false }),
    moved: before && after && before < after ? await listMoved(db, viewer, { before, after }) : [],
  }
}

export const isWorthTelling = ({ cameIn, due, moved }: DigestContent): boolean =>
  cameIn.length > 0 || due.length > 0 || moved.length > 0
