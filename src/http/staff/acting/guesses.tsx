import { type Context, Hono } from 'hono'
import { chooseGuessing, guessAnswer, openAnswer } from '../../../domain/answering/guess-answer.ts'
import {
  findSealedAnswer,
  showGuesses,
  writeGuessesTable,
  writeGuessQuarters,
} from '../../../domain/answering/show-guesses.ts'
import { type GuessesProps, GuessesPage, SealedAnswerPage } from '../../../views/acting/guesses.tsx'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { ID, idOf, textFields } from '../page-form.ts'
import { table } from '../table.ts'

const CHOOSE = [{ field: 'guess', message: 'Choose a number from 0 to 10' }]

const SAID: Partial<Record<string, Notice>> = {
  guessed: { tone: 'done', text: 'Your guess is kept. Only you see it.' },
  chosen: { tone: 'done', text: 'Changed. How answers come to you stands below.' },
  late: { tone: 'note', text: 'This answer has been opened, or its survey has closed; the guess was not kept.' },
}

async function guessesPage(c: Context<AppEnv>, faulty?: GuessesProps['faulty']): Promise<Response> {
  const shown = await showGuesses(c.var.deps, c.var.signedIn.viewer)
  if (shown.kind === 'not_yours') return refuse(c, shown)
  const { kind: _, ...props } = shown
  const frame = await frameOf(c, SAID[c.req.query('said') ?? ''])
  return c.html(page(GuessesPage({ frame, ...props, ...(faulty && { faulty }) })), faulty ? 422 : 200)
}

/** In place of an answer that its PM has not opened; undefined where none waits. */
export async function sealedPage(
  c: Context<AppEnv>,
  responseId: number,
  faults: typeof CHOOSE = [],
): Promise<Response | undefined> {
  const answer = await findSealedAnswer(c.var.deps, c.var.signedIn.viewer, responseId)
  if (answer === undefined) return undefined
  const content = SealedAnswerPage({ frame: await frameOf(c), answer, faults })
  return c.html(page(content), faults.length > 0 ? 422 : 200)
}

/** A PM's own guesses, and opening what came. */
export const guessRoutes = new Hono<AppEnv>()
  .get(paths.guesses, (c) => guessesPage(c))
  .get(paths.guessesTable, async (c) => {
    const text = await writeGuessesTable(c.var.deps, c.var.signedIn.viewer)
    if (text === null) return refuse(c, { kind: 'not_yours' })
    return table(c, 'my-guesses', text)
  })
  .get(paths.guessQuartersTable, async (c) => {
    const text = await writeGuessQuarters(c.var.deps, c.var.signedIn.viewer)
    if (text === null) return refuse(c, { kind: 'not_yours' })
    return table(c, 'my-guesses-quarters', text)
  })
  .post(paths.guessing, async (c) => {
    const { guesses } = await textFields(c, ['guesses'])
    const result = await chooseGuessing(c.var.deps, c.var.signedIn.viewer, guesses === 'true')
    return result.kind === 'not_yours'
      ? refuse(c, { kind: 'not_yours' })
      : c.redirect(`${paths.guesses}?said=chosen`, 303)
  })
  .post(`/invitations/${ID}/guess`, async (c) => {
    const { guess } = await textFields(c, ['guess'])
    const result = await guessAnswer(c.var.deps, c.var.signedIn.viewer, idOf(c), guess)
    if (result.kind === 'not_yours') return refuse(c, { kind: 'not_yours' })
    if (result.kind === 'fault') return guessesPage(c, { invitationId: idOf(c), faults: CHOOSE })
    return c.redirect(`${paths.guesses}?said=${result.kind === 'guessed' ? 'guessed' : 'late'}`, 303)
  })
  .post(`/responses/${ID}/open`, async (c) => {
    const { guess } = await textFields(c, ['guess'])
    const result = await openAnswer(c.var.deps, c.var.signedIn.viewer, idOf(c), guess)
    if (result.kind === 'not_yours') return refuse(c, { kind: 'not_yours' })
    const faulty = result.kind === 'fault' ? await sealedPage(c, idOf(c), CHOOSE) : undefined
    return faulty ?? c.redirect(`${paths.response(idOf(c))}?said=opened`, 303)
  })
