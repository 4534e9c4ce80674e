import { dayIn } from '../core/calendar.ts'
import { type FirmSettings, parseSettings, SETTINGS_FIELDS, type SettingsField } from '../core/firm-settings.ts'
import type { FieldFault } from '../core/parse-record.ts'
import { type Firm, getFirm, updateFirm } from '../db/firms.ts'
import { lockFirmForImport } from '../db/import/import-firm-row.ts'
import { insertAudit } from '../db/staff-sign-in.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from './act-on-follow-up.ts'
import { refitScores } from './refit-scores.ts'

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
} as const satisfies Record<SettingsField, keyof Firm>

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
  const typed = SETTINGS_FIELDS.map((field) => [field, String(firm[COLUMNS[field]] ?? '')])
  return { kind: 'shown', typed: Object.fromEntries(typed) as TypedSettings }
}

/** Stores what changed and who changed it; the fields that changed. */
async function store(deps: Deps, actor: Actor, settings: FirmSettings): Promise<SettingsField[]> {
  return deps.db.transaction().execute(async (trx) => {
    const stored = await lockFirmForImport(trx)
    const changed = SETTINGS_FIELDS.filter((field) => settings[field] !== stored[COLUMNS[field]])
    const change = Object.fromEntries(changed.map((field) => [COLUMNS[field], settings[field]]))
    await updateFirm(trx, { ...change, setUpAt: stored.setUpAt ?? deps.now() })
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
  const changed = await store(deps, actor, parsed.settings)
  if (changed.some((field) => SCORE_FIELDS.has(field))) await refitScores(deps, { always: true })
  return { kind: 'saved' }
}
