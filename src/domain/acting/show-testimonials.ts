import { TAKE_DOWN_DAYS } from '../../core/answering/testimonial.ts'
import { addDays, dayIn } from '../../core/calendar.ts'
import { tableText } from '../../core/table.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import { listTestimonials } from '../../db/answering/testimonials.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'

/** What clients let the firm publish, for leadership alone; withdrawn ones with the day by which they are to be taken down. */
export async function showTestimonials(deps: Deps, viewer: Viewer) {
  if (!seesEverything(viewer)) return { kind: 'not_yours' as const }
  const { timeZone } = await getFirm(deps.db)
  const lines = await listTestimonials(deps.db, viewer)
  const testimonials = lines.map((line) => ({
    ...line,
    takeDownBy: line.withdrawnAt && addDays(dayIn(timeZone, line.withdrawnAt), TAKE_DOWN_DAYS),
  }))
  return { kind: 'shown' as const, testimonials }
}

const COLUMNS = ['account', 'words', 'signature', 'name_form', 'consent', 'given_at', 'withdrawn_at', 'take_down_by']

/** The same as a table for a spreadsheet. */
export async function writeTestimonialsTable(deps: Deps, viewer: Viewer) {
  const shown = await showTestimonials(deps, viewer)
  if (shown.kind === 'not_yours') return shown
  const rows = shown.testimonials.map((line) => ({
    account: line.accountName,
    words: line.words,
    signature: line.signature,
    name_form: line.nameForm,
    consent: line.consent,
    given_at: line.givenAt,
    withdrawn_at: line.withdrawnAt,
    take_down_by: line.takeDownBy,
  }))
  return { kind: 'written' as const, text: tableText(COLUMNS, rows) }
}
