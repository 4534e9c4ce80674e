import { day, type FieldKind, oneOf, weekdays, whole } from './field-kinds.ts'
import { OWNER_CHOICES, type OwnerChoice } from '../words.ts'
import { type Holiday, parseHolidays } from '../asking/holidays.ts'
import { type FieldFault, type ParsedRecord, parseRecord, type Today } from './parse-record.ts'

const FIRM_FIELDS = [
  'name',
  'from_name',
  'from_email',
  'reply_to',
  'time_zone',
  'locale',
  'accent_color',
  'postal_address',
] as const

/** Hours, days, people, answers, steps or messages, each with its range. */
const NUMBERS = {
  work_from: whole(0, 23),
  work_until: whole(1, 24),
  contact_cap_days: whole(0, 365),
  account_cap_count: whole(1, 1000),
  account_cap_days: whole(0, 365),
  stale_after_days: whole(1, 365),
  low_answer: whole(0, 10),
  fall: whole(1, 10),
  min_answers: whole(1, 100),
  min_accounts: whole(1, 100),
  privacy_threshold: whole(3, 100),
  silence_after_days: whole(0, 730),
  mails_per_minute: whole(0, 100_000),
  mails_per_minute_per_domain: whole(0, 100_000),
} satisfies Record<string, FieldKind<number>>

/** Whose a follow-up is. */
const OWNER_FIELDS = ['owner_of_low', 'owner_of_call', 'owner_of_silence'] as const

type OwnerField = (typeof OWNER_FIELDS)[number]

/** Months that answers are kept. */
const RETENTION = whole(1, 240)

type NumberField = keyof typeof NUMBERS
const NUMBER_FIELDS = Object.keys(NUMBERS) as NumberField[]

/** What the firm's own row holds. */
export type FirmField =
  | (typeof FIRM_FIELDS)[number]
  | 'work_days'
  | 'warm_up_from'
  | 'retention_months'
  | NumberField
  | OwnerField
export type SettingsField = FirmField | 'holidays'
export const FIRM_SETTINGS: readonly FirmField[] = [
  ...FIRM_FIELDS,
  'work_days',
  ...NUMBER_FIELDS,
  'warm_up_from',
  ...OWNER_FIELDS,
  'retention_months',
]
export const SETTINGS_FIELDS: readonly SettingsField[] = [...FIRM_SETTINGS, 'holidays']

export type FirmSettings = Required<ParsedRecord<'firm.csv'>['values']> & {
  work_days: string
  warm_up_from: string | null
  retention_months: number | null
} & Record<NumberField, number> &
  Record<OwnerField, OwnerChoice>

export type ParsedSettings =
  | { kind: 'ok'; settings: FirmSettings; holidays: Holiday[] }
  | { kind: 'faults'; faults: FieldFault[] }

/** Reads the settings as typed: the firm's own fields as its CSV file has them, the numbers each within its range. */
export function parseSettings(typed: Readonly<Record<SettingsField, string>>, today: Today): ParsedSettings {
  const firm = parseRecord('firm.csv', typed, today)
  const faults = [...firm.faults]
  const numbers: Partial<Record<NumberField, number>> = {}
  for (const field of NUMBER_FIELDS) {
    const text = typed[field].trim()
    // A blank is no number, never 0.
    const parsed = text === '' ? { reason: 'is empty; fill it in' } : NUMBERS[field](text)
    if ('reason' in parsed) faults.push({ column: field, reason: parsed.reason })
    else numbers[field] = parsed.value
  }
  const owners: Partial<Record<OwnerField, OwnerChoice>> = {}
  for (const field of OWNER_FIELDS) {
    const parsed = oneOf(OWNER_CHOICES)(typed[field])
    if ('reason' in parsed) faults.push({ column: field, reason: parsed.reason })
    else owners[field] = parsed.value
  }
  const days = weekdays(typed.work_days)
  if ('reason' in days) faults.push({ column: 'work_days', reason: days.reason })
  const { work_from: from, work_until: until } = numbers
  if (from !== undefined && until !== undefined && until <= from) {
    faults.push({ column: 'work_until', reason: `${until} is not later than ${from}, when work begins; correct one` })
  }
  const warmUp = typed.warm_up_from.trim() === '' ? { value: null } : day(typed.warm_up_from)
  if ('reason' in warmUp) faults.push({ column: 'warm_up_from', reason: warmUp.reason })
  const keep = typed.retention_months.trim() === '' ? { value: null } : RETENTION(typed.retention_months.trim())
  if ('reason' in keep) faults.push({ column: 'retention_months', reason: keep.reason })
  const holidays = parseHolidays(typed.holidays)
  if ('reasons' in holidays) faults.push(...holidays.reasons.map((reason) => ({ column: 'holidays', reason })))
  if (faults.length > 0 || 'reason' in days || 'reason' in warmUp || 'reason' in keep || 'reasons' in holidays)
    return { kind: 'faults', faults }
  const settings = {
    ...firm.values,
    ...numbers,
    ...owners,
    work_days: days.value,
    warm_up_from: warmUp.value,
    retention_months: keep.value,
  } as FirmSettings
  return { kind: 'ok', settings, ...holidays }
}
