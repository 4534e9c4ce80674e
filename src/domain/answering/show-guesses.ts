import { gapsByQuarter, gapSummary } from '../../core/answering/guess.ts'
import type { Viewer } from '../../core/viewer.ts'
import { tableText } from '../../core/table.ts'
import {
  doesGuess,
  type GuessChoice,
  listGuessed,
  listOpenQuestions,
  listSealedAnswers,
} from '../../db/answering/guesses.ts'
import type { Deps } from '../../deps.ts'

type Pm = Extract<Viewer, { role: 'pm' | 'account_manager' }>

async function readGuesses(deps: Deps, viewer: Pm, choice: GuessChoice) {
  const { db } = deps
  const [guessed, isOn, fresh, open] = await Promise.all([
    listGuessed(db, viewer, viewer.staffId, choice),
    doesGuess(db, viewer.staffId),
    listSealedAnswers(db, viewer, choice),
    listOpenQuestions(db, viewer, viewer.staffId, deps.now(), choice),
  ])
  return { isOn, fresh, open, summary: gapSummary(guessed), guessed }
}

/** A PM's own guesses, of one engagement or all; null for everybody else, who never see one. */
export const findOwnGuesses = async (deps: Deps, viewer: Viewer, choice: GuessChoice = {}) =>
  viewer.role === 'pm' ? readGuesses(deps, viewer, choice) : null

/** The page of a PM's own guesses, with how they went quarter by quarter. */
export async function showGuesses(deps: Deps, viewer: Viewer) {
  const own = await findOwnGuesses(deps, viewer)
  if (own === null) return { kind: 'not_yours' as const }
  return { kind: 'shown' as const, ...own, quarters: gapsByQuarter(own.guessed) }
}

/** The same quarters as a table for a spreadsheet, guesses 0 to 10; null for everybody but a PM. */
export async function writeGuessQuarters(deps: Deps, viewer: Viewer): Promise<string | null> {
  const own = await findOwnGuesses(deps, viewer)
  if (own === null) return null
  const tenths = (value: number): number => Math.round(10 * value) / 10
  const rows = gapsByQuarter(own.guessed).map(({ quarter, answers, mean, off }) => ({
    quarter,
    answers,
    too_high: tenths(mean),
    off_either_way: tenths(off),
  }))
  return tableText(['quarter', 'answers', 'too_high', 'off_either_way'], rows)
}

/** A new answer that waits to be opened: who gave it, and what the viewer guessed. */
export async function findSealedAnswer(deps: Deps, viewer: Viewer, responseId: number) {
  const [sealed] = await listSealedAnswers(deps.db, viewer, { responseId })
  return sealed
}

/** What the viewer had guessed of an answer that the viewer reads now; null for everybody but that PM. */
export async function findOwnGuess(deps: Deps, viewer: Viewer, responseId: number): Promise<number | null> {
  if (viewer.role !== 'pm') return null
  const [own] = await listGuessed(deps.db, viewer, viewer.staffId, { responseId })
  return own?.guess ?? null
}

/** A PM's own guesses beside the answers, as a table for a spreadsheet; null for everybody else. */
export async function writeGuessesTable(deps: Deps, viewer: Viewer): Promise<string | null> {
  const own = await findOwnGuesses(deps, viewer)
  if (own === null) return null
  const rows = own.guessed.map((line) => ({
    account: line.accountName,
    engagement: line.engagementName,
    milestone: line.milestoneKind,
    contact: line.contactName,
    guess: line.guess,
    call_first: line.callFirst,
    guessed_at: line.guessedAt.toISOString(),
    answered_at: line.answeredAt.toISOString(),
  }))
  return tableText(
    ['account', 'engagement', 'milestone', 'contact', 'guess', 'call_first', 'guessed_at', 'answered_at'],
    rows,
  )
}
