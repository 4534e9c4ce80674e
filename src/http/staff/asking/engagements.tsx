import { type Context, Hono } from 'hono'
import { day } from '../../../core/firm/field-kinds.ts'
import { askNow } from '../../../domain/asking/ask-now.ts'
import { reachMilestone } from '../../../domain/asking/reach-milestone.ts'
import { writeEngagementTable } from '../../../domain/asking/engagement-tables.ts'
import { findEngagementOf, showEngagement } from '../../../domain/asking/show-engagement.ts'
import { showEngagements, writeEngagementsTable } from '../../../domain/asking/show-engagements.ts'
import { noteEngagement } from '../../../domain/firm/note-engagement.ts'
import { EngagementPage, type EngagementProps } from '../../../views/asking/engagement.tsx'
import { EngagementsPage, type EngagementsProps } from '../../../views/asking/engagements.tsx'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { scoreFrameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { pressedNotice } from '../pressed-notice.ts'
import { holdNotice } from './hold-notice.ts'
import { ID, idOf, pageNumber, textFields } from '../page-form.ts'
import { table } from '../table.ts'

const STATES = ['running', 'ended', 'all'] as const

function filterOf(c: Context<AppEnv>): EngagementsProps['filter'] {
  const state = STATES.find((each) => each === c.req.query('state')) ?? 'running'
  return { q: (c.req.query('q') ?? '').trim().slice(0, 200).replaceAll('\0', ''), state, page: pageNumber(c) }
}

/** The page that the address names, else the one on which whoever was just asked stands. */
const pageOf = (c: Context<AppEnv>) => {
  const pressed = /-([1-9]\d{0,17})$/.exec(c.req.query('pressed') ?? '')?.[1]
  return pressed === undefined || c.req.query('page') !== undefined
    ? { page: pageNumber(c) }
    : { contactId: Number(pressed) }
}

type Typed = Pick<EngagementProps, 'reachedFaults' | 'typedNote'>

async function engagementPage(c: Context<AppEnv>, id: number, typed?: Typed): Promise<Response> {
  const shown = await showEngagement(c.var.deps, c.var.signedIn.viewer, id, pageOf(c))
  if (shown.kind === 'unknown') return refuse(c, shown)
  const { kind: _, ...props } = shown
  const frame = await scoreFrameOf(c, holdNotice(c.req.query('said')))
  const pressed = pressedNotice(c.req.query('pressed'), shown.people.milestones, frame)
  const content = EngagementPage({ frame: pressed ? { ...frame, notice: pressed } : frame, ...props, ...typed })
  return c.html(page(content), typed ? 422 : 200)
}

const TABLES = ['contacts', 'history', 'answers', 'steps'] as const

/** The engagements, one engagement, and saying that a milestone is reached. */
export const engagementRoutes = new Hono<AppEnv>()
  .get(paths.engagements, async (c) => {
    const filter = filterOf(c)
    const shown = await showEngagements(c.var.deps, c.var.signedIn.viewer, filter)
    return c.html(page(EngagementsPage({ frame: await scoreFrameOf(c), filter, ...shown })))
  })
  .get(paths.engagementsTable, async (c) =>
    table(c, 'engagements', await writeEngagementsTable(c.var.deps, c.var.signedIn.viewer, filterOf(c))),
  )
  .get(`${paths.engagements}/${ID}`, (c) => engagementPage(c, idOf(c)))
  .post(`/milestones/${ID}/contacts/:contact{[1-9][0-9]{0,17}}/ask`, async (c) => {
    const which = { milestoneId: idOf(c), contactId: Number(c.req.param('contact')) }
    const result = await askNow(c.var.deps, c.var.signedIn.viewer, which)
    if (result.kind === 'unknown' || result.kind === 'not_yours') return refuse(c, result)
    const { engagementId, milestoneId, contactId } = result
    return c.redirect(`${paths.engagement(engagementId)}?pressed=${milestoneId}-${contactId}`, 303)
  })
  .post(`${paths.engagements}/${ID}/notes`, async (c) => {
    const { note } = await textFields(c, ['note'])
    const result = await noteEngagement(c.var.deps, c.var.signedIn.viewer, idOf(c), note)
    if (result.kind === 'unknown') return refuse(c, result)
    if (result.kind === 'noted') return c.redirect(`${paths.engagement(idOf(c))}?said=noted`, 303)
    return engagementPage(c, idOf(c), { typedNote: { note, faults: [{ field: 'note', message: result.message }] } })
  })
  .post(`/milestones/${ID}/reached`, async (c) => {
    const { deps, signedIn } = c.var
    const milestoneId = idOf(c)
    const engagementId = await findEngagementOf(deps, signedIn.viewer, milestoneId)
    if (engagementId === undefined) return refuse(c, { kind: 'unknown' })
    const { reached_on: reachedOn } = await textFields(c, ['reached_on'])
    const faulty = (message: string) =>
      engagementPage(c, engagementId, {
        reachedFaults: { milestoneId, reachedOn, faults: [{ field: 'reached_on', message }] },
      })
    const parsed = day(reachedOn)
    if ('reason' in parsed) return faulty('Enter the day on which it was reached, such as 2026-11-20')
    const result = await reachMilestone(deps, signedIn.viewer, { id: milestoneId }, parsed.value)
    if (result.kind === 'in_future') return faulty('This day lies in the future; come back once it is reached')
    if (result.kind === 'unknown' || result.kind === 'not_yours') return refuse(c, result)
    return c.redirect(`${paths.engagement(engagementId)}?said=reached`, 303)
  })
for (const which of TABLES) {
  engagementRoutes.get(`${paths.engagements}/${ID}/${which}.csv`, async (c) => {
    const text = await writeEngagementTable(c.var.deps, c.var.signedIn.viewer, { id: idOf(c), which })
    return text === undefined ? refuse(c, { kind: 'unknown' }) : table(c, `engagement-${which}`, text)
  })
}
