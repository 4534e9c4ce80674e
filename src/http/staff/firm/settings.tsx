import { type Context, Hono } from 'hono'
import { SETTINGS_FIELDS, type SettingsField } from '../../../core/firm/firm-settings.ts'
import { readSettings, saveSettings, type TypedSettings } from '../../../domain/firm/save-settings.ts'
import type { Fault } from '../../../views/field.tsx'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import { SettingsPage, type SettingsValues } from '../../../views/firm/settings.tsx'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { timeZones } from '../../time-zones.ts'
import { refuse } from '../../refusals.tsx'
import { textFields } from '../page-form.ts'

const SAVED: Notice = { tone: 'done', text: 'The settings are saved.' }

/** What a reason is said of, where it does not quote what was typed. */
const SUBJECTS: Record<SettingsField, string> = {
  name: 'The name',
  from_name: 'The sender’s name',
  from_email: 'The sender’s address',
  reply_to: 'The address for replies',
  time_zone: 'The time zone',
  locale: 'The language',
  accent_color: 'The colour',
  postal_address: 'The postal address',
  work_from: 'The hour when work begins',
  work_until: 'The hour when work ends',
  work_days: 'The working days',
  holidays: 'The holidays',
  contact_cap_days: 'The days between surveys of one contact',
  account_cap_count: 'The number of people at one account',
  account_cap_days: 'The days counted at one account',
  stale_after_days: 'The age of a milestone',
  low_answer: 'The low answer',
  fall: 'The fall',
  min_answers: 'The number of answers',
  min_accounts: 'The number of accounts',
  privacy_threshold: 'The number of people',
  mails_per_minute: 'The pace',
  mails_per_minute_per_domain: 'The pace to one company',
  warm_up_from: 'The first day of the warm-up',
  owner_of_low: 'The owner of a low answer',
  owner_of_call: 'The owner of a call',
  owner_of_silence: 'The owner of a silence',
  silence_after_days: 'The days of silence',
  retention_months: 'The months that answers are kept',
}

const faultOf = ({ column, reason }: { column: string; reason: string }): Fault => ({
  field: column,
  message: `${SUBJECTS[column as SettingsField] ?? column}: ${reason}`,
})

const camel = (field: string): string => field.replaceAll(/_[a-z]/g, (part) => part.charAt(1).toUpperCase())

const valuesOf = (typed: TypedSettings): SettingsValues =>
  Object.fromEntries(Object.entries(typed).map(([field, text]) => [camel(field), text])) as SettingsValues

async function settingsPage(
  c: Context<AppEnv>,
  typed: TypedSettings,
  said: { faults?: readonly Fault[]; notice?: Notice | undefined },
): Promise<Response> {
  const { faults = [], notice } = said
  const content = SettingsPage({
    frame: await frameOf(c, notice),
    values: valuesOf(typed),
    faults,
    timeZones: timeZones(),
  })
  return c.html(page(content), faults.length > 0 ? 422 : 200)
}

/** The firm's settings, for administrators. */
export const settingsRoutes = new Hono<AppEnv>()
  .get(paths.settings, async (c) => {
    const shown = await readSettings(c.var.deps, c.var.signedIn.viewer)
    if (shown.kind === 'not_yours') return refuse(c, shown)
    return settingsPage(c, shown.typed, { notice: c.req.query('saved') === undefined ? undefined : SAVED })
  })
  .post(paths.settings, async (c) => {
    const typed = await textFields(c, SETTINGS_FIELDS)
    const result = await saveSettings(c.var.deps, c.var.signedIn.viewer, typed)
    if (result.kind === 'not_yours') return refuse(c, result)
    if (result.kind === 'faults') return settingsPage(c, typed, { faults: result.faults.map(faultOf) })
    return c.redirect(`${paths.settings}?saved=yes`, 303)
  })
