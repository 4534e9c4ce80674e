import { type Context, Hono } from 'hono'
import { chooseDigestDay, readDigestDay } from '../../../domain/sending/choose-digest-day.ts'
import { readFirm } from '../../../domain/firm/read-firm.ts'
import type { Fault } from '../../../views/field.tsx'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import { DigestPage } from '../../../views/sending/digest.tsx'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { textFields } from '../page-form.ts'

const SAVED: Notice = { tone: 'done', text: 'Your choice is saved.' }

async function digestPage(c: Context<AppEnv>, day: string, said: { notice?: Notice; faults?: readonly Fault[] } = {}) {
  const { workFrom: hour } = await readFirm(c.var.deps)
  const frame = await frameOf(c, said.notice)
  return c.html(page(DigestPage({ frame, day, hour, faults: said.faults ?? [] })), said.faults ? 422 : 200)
}

const staffIdOf = (c: Context<AppEnv>): number => c.var.signedIn.viewer.staffId

/** The day on which whoever is signed in reads a digest. */
export const digestRoutes = new Hono<AppEnv>()
  .get(paths.digest, async (c) =>
    digestPage(
      c,
      await readDigestDay(c.var.deps, staffIdOf(c)),
      c.req.query('said') === 'saved' ? { notice: SAVED } : {},
    ),
  )
  .post(paths.digest, async (c) => {
    const { day } = await textFields(c, ['day'])
    const result = await chooseDigestDay(c.var.deps, staffIdOf(c), day)
    if (result === 'chosen') return c.redirect(`${paths.digest}?said=saved`, 303)
    return digestPage(c, day, { faults: [{ field: 'day', message: 'Choose a day, or no digest' }] })
  })
