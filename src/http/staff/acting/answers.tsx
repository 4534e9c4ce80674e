import { Hono } from 'hono'
import { showAnswers, writeAnswersTable } from '../../../domain/answering/show-answers.ts'
import { AnswersPage } from '../../../views/acting/answers.tsx'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { answerFilterOf, periodNotice, answerWishOf, cursorOf, cursorText } from '../answer-filter.ts'
import { streamOf, table } from '../table.ts'

/** The answers behind a figure. */
export const answerRoutes = new Hono<AppEnv>()
  .get(paths.answers, async (c) => {
    const filter = answerFilterOf(c)
    const wish = answerWishOf(c)
    const after = cursorOf(c.req.query('after'))
    const shown = await showAnswers(c.var.deps, c.var.signedIn.viewer, filter, { ...wish, after })
    const { olderAfter, ...props } = shown
    const narrowed = {
      ...(wish.contactId !== null && { contact: `${wish.contactId}` }),
      ...(wish.low && { low: '1' }),
      ...(wish.withWords && { words: '1' }),
    }
    const older = olderAfter && cursorText(olderAfter)
    const isFirstPage = after === null
    return c.html(
      page(AnswersPage({ frame: await frameOf(c, periodNotice(c)), filter, narrowed, older, isFirstPage, ...props })),
    )
  })
  .get(paths.answersTable, async (c) => {
    const pieces = writeAnswersTable(c.var.deps, c.var.signedIn.viewer, answerFilterOf(c), answerWishOf(c))
    return table(c, 'answers', streamOf(pieces))
  })
