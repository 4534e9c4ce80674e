import { type Context, Hono } from 'hono'
import { EXPERIENCE_KEYS } from '../../../core/words.ts'
import { reportSpoken, showSpokenForm } from '../../../domain/answering/report-spoken.ts'
import { ReportSpokenPage } from '../../../views/acting/report-spoken.tsx'
import type { Fault } from '../../../views/field.tsx'
import { page } from '../../../views/layout.tsx'
import { experienceName } from '../../../views/names.ts'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { faultsOf, ID, idOf, textFields } from '../page-form.ts'

const NAMES = {
  contact: 'Who said it',
  milestone: 'The milestone',
  said_on: 'The day',
  comment: 'What they said',
  call_first: 'Would they call us first',
  ...Object.fromEntries(EXPERIENCE_KEYS.map((key) => [key, experienceName(key)])),
}

const FIELDS = ['contact', 'milestone', 'said_on', 'comment', 'call_first', ...EXPERIENCE_KEYS] as const

async function formPage(
  c: Context<AppEnv>,
  values: Readonly<Record<string, string>> = {},
  faults: readonly Fault[] = [],
): Promise<Response> {
  const shown = await showSpokenForm(c.var.deps, c.var.signedIn.viewer, idOf(c))
  if (shown.kind !== 'shown') return refuse(c, shown)
  const { kind: _, ...props } = shown
  const content = ReportSpokenPage({ frame: await frameOf(c), ...props, values, faults })
  return c.html(page(content), faults.length > 0 ? 422 : 200)
}

/** Logging what a client said on a call or a visit. */
export const spokenReportRoutes = new Hono<AppEnv>()
  .get(`${paths.engagements}/${ID}/said`, (c) => formPage(c))
  .post(`${paths.engagements}/${ID}/said`, async (c) => {
    const typed = await textFields(c, FIELDS)
    const result = await reportSpoken(c.var.deps, c.var.signedIn.viewer, idOf(c), typed)
    if (result.kind === 'unknown' || result.kind === 'not_yours') return refuse(c, result)
    if (result.kind === 'faults') return formPage(c, typed, faultsOf(result.faults, NAMES))
    return c.redirect(`${paths.engagement(idOf(c))}?said=reported`, 303)
  })
