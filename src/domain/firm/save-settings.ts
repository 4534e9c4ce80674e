import { dayIn } from '../../core/calendar.ts'
import {
  FIRM_SETTINGS,
  type FirmField,
  type FirmSettings,
  parseSettings,
  type SettingsField,
} from '../../core/firm/firm-settings.ts'
import { type Holiday, holidaysText } from '../../core/asking/holidays.ts'
import type { FieldFault } from '../../core/firm/parse-record.ts'
import type { Db } from '../../db/database.ts'
import { type Firm, getFirm, updateFirm } from '../../db/firm/firms.ts'
import { listHolidays, replaceHolidays } from '../../db/asking/holidays.ts'
import { lockFirmForImport } from '../../db/import/import-firm-row.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'
import { refitScores } from '../score/refit-scores.ts'

export type TypedSettings = Record<SettingsField, string>

/** The firm's column of each field. */
const COLUMNS = {
  name: 'name',
  from_name: 'fromName',
  from_email: 'fromEmail',
  reply_to: 'replyTo',
  time_zone: 'timeZone',
  locale: 'locale',
  accent_color: 'accentColor',
  postal_address: 'postalAddress',
  work_from: 'workFrom',
  work_until: 'workUntil',
  work_days: 'workDays',
  contact_cap_days: 'contactCapDays',
  account_cap_count: 'accountCapCount',
  account_cap_days: 'accountCapDays',
  stale_after_days: 'staleAfterDays',
  low_answer: 'lowAnswer',
  fall: 'fall',
  min_answers: 'minAnswers',
  min_accounts: 'minAccounts',
  privacy_threshold: 'privacyThreshold',
  mails_per_minute: 'mailsPerMinute',
  mails_per_minute_per_domain: 'mailsPerMinutePerDomain',
  warm_up_from: 'warmUpFrom',
  owner_of_low: 'ownerOfLow',
  owner_of_call: 'ownerOfCall',
  owner_of_silence: 'ownerOfSilence',
  silence_after_days: 'silenceAfterDays',
  retention_months: 'retentionMonths',
} as const satisfies Record<FirmField, keyof Firm>

/** What decides which scores can be shown, and what enters them. */
const SCORE_FIELDS: ReadonlySet<SettingsField> = new Set(['min_answers', 'min_accounts', 'privacy_threshold'])

export type SaveSettingsResult =
  | { kind: 'saved' }
  | { kind: 'faults'; faults: FieldFault[] }
  /** Settings are for administrators. */
  | { kind: 'not_yours' }

/** The settings as they stand, as a form holds them. */
export async function readSettings(
  deps: Deps,
  actor: Actor,
): Promise<{ kind: 'shown'; typed: TypedSettings } | { kind: 'not_yours' }> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  const firm = await getFirm(deps.db)
  const typed = FIRM_SETTINGS.map((field) => [field, String(firm[COLUMNS[field]] ?? '')])
  const holidays = holidaysText(await listHolidays(deps.db))
  return { kind: 'shown', typed: { ...Object.fromEntries(typed), holidays } as TypedSettings }
}

async function storeHolidays(trx: Db, holidays: readonly Holiday[]): Promise<boolean> {
  const sorted = holidays.toSorted((a, b) => (a.day < b.day ? -1 : 1))
  if (holidaysText(sorted) === holidaysText(await listHolidays(trx))) return false
  await replaceHolidays(trx, sorted)
  return true
}

/** Stores what changed and who changed it; the fields that changed. */
async function store(
  deps: Deps,
  actor: Actor,
  { settings, holidays }: { settings: FirmSettings; holidays: readonly Holiday[] },
): Promise<SettingsField[]> {
  return deps.db.transaction().execute(async (trx) => {
    const stored = await lockFirmForImport(trx)
    const changed: SettingsField[] = FIRM_SETTINGS.filter((field) => settings[field] !== stored[COLUMNS[field]])
    const change = Object.fromEntries(FIRM_SETTINGS.map((field) => [COLUMNS[field], settings[field]]))
    await updateFirm(trx, { ...change, setUpAt: stored.setUpAt ?? deps.now() })
    if (await storeHolidays(trx, holidays)) changed.push('holidays')
    const detail = { changed }
    await insertAudit(trx, { at: deps.now(), staffId: actor.staffId, action: 'settings_changed', detail })
    return changed
  })
}

/** Checks and saves the firm's settings; scores are fitted anew where a threshold of theirs changed. */
export async function saveSettings(deps: Deps, actor: Actor, typed: TypedSettings): Promise<SaveSettingsResult> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  const { timeZone } = await getFirm(deps.db)
  const parsed = parseSettings(typed, { day: dayIn(timeZone, deps.now()), timeZone })
  if (parsed.kind === 'faults') return parsed
  const changed = await store(deps, actor, parsed)
  if (changed.some((field) => SCORE_FIELDS.has(field))) await refitScores(deps, { always: true })
  return { kind: 'saved' }
}
