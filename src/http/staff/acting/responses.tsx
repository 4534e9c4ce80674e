import { Hono } from 'hono'
import { showResponse, writeRatings } from '../../../domain/answering/show-response.ts'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { ResponsePage } from '../../../views/acting/response.tsx'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { sealedPage } from './guesses.tsx'
import { ID, idOf } from '../page-form.ts'
import { table } from '../table.ts'

/** One answer of a client. */
export const responseRoutes = new Hono<AppEnv>()
  .get(`/responses/${ID}`, async (c) => {
    const shown = await showResponse(c.var.deps, c.var.signedIn.viewer, idOf(c))
    if (shown.kind === 'unknown') return (await sealedPage(c, idOf(c))) ?? refuse(c, shown)
    const { kind: _, ...props } = shown
    const beside = props.guess === null ? '' : ' Your guess stands beside it, for you alone.'
    const opened: Notice = { tone: 'done', text: `The answer is open.${beside}` }
    const frame = await frameOf(c, c.req.query('said') === 'opened' ? opened : undefined)
    return c.html(page(ResponsePage({ frame, ...props })))
  })
  .get(`/responses/${ID}/ratings.csv`, async (c) => {
    const text = await writeRatings(c.var.deps, c.var.signedIn.viewer, idOf(c))
    return text === undefined ? refuse(c, { kind: 'unknown' }) : table(c, 'answer-ratings', text)
  })
