import {
  accentColor,
  boolean,
  currency,
  day,
  email,
  type FieldKind,
  instant,
  kind,
  locale,
  money,
  oneLine,
  oneOf,
  ref,
  timeZone,
  whole,
  words,
} from './field-kinds.ts'
import { CONTACT_ROLES, EXPERIENCE_KEYS, ROLES, SUPPRESSION_REASONS, VISIBILITIES } from '../words.ts'

/** The files of a firm, each after those it refers to. */
export const CSV_FILES = [
  'firm.csv',
  'staff.csv',
  'accounts.csv',
  'contacts.csv',
  'engagements.csv',
  'engagement_contacts.csv',
  'milestones.csv',
  'responses.csv',
  'outcomes.csv',
  'suppressions.csv',
] as const
export type CsvFile = (typeof CSV_FILES)[number]

/** The files whose rows others refer to by their `ref`. */
export type ReferredFile = Exclude<
  CsvFile,
  'firm.csv' | 'engagement_contacts.csv' | 'responses.csv' | 'outcomes.csv' | 'suppressions.csv'
>

export type Column<T> = {
  parse: FieldKind<NonNullable<T>>
  /** What an empty field means; undefined: it may not be empty. */
  whenEmpty: T | undefined
  refersTo: ReferredFile | null
  /** The day it names may not lie ahead. */
  isPast: boolean
}

const required = <T extends {}>(parse: FieldKind<T>): Column<T> => ({
  parse,
  whenEmpty: undefined,
  refersTo: null,
  isPast: false,
})
const optional = <T extends {}>(parse: FieldKind<T>): Column<T | null> => ({ ...required(parse), whenEmpty: null })
const defaulting = <T extends {}>(parse: FieldKind<T>, whenEmpty: T): Column<T> => ({ ...required(parse), whenEmpty })
const past = <T>(column: Column<T>): Column<T> => ({ ...column, isPast: true })
const refTo = (refersTo: ReferredFile): Column<string> => ({ ...required(ref), refersTo })
const optionalRefTo = (refersTo: ReferredFile): Column<string | null> => ({ ...optional(ref), refersTo })

const rating = (): Column<number | null> => optional(whole(1, 5))
const experiences = Object.fromEntries(EXPERIENCE_KEYS.map((key) => [key, rating()])) as Record<
  (typeof EXPERIENCE_KEYS)[number],
  Column<number | null>
>

/** Every column of every file, in the order in which an export writes them. */
export const CSV_COLUMNS = {
  'firm.csv': {
    name: required(oneLine),
    from_name: optional(oneLine),
    from_email: required(email),
    reply_to: optional(email),
    time_zone: required(timeZone),
    locale: defaulting(locale, 'en'),
    accent_color: defaulting(accentColor, '#0e5a5a'),
    postal_address: optional(words),
  },
  'staff.csv': {
    ref: required(ref),
    name: required(oneLine),
    email: required(email),
    role: required(oneOf(ROLES)),
    leader_ref: optionalRefTo('staff.csv'),
    phone: optional(oneLine),
    time_zone: optional(timeZone),
    locale: optional(locale),
  },
  'accounts.csv': {
    ref: required(ref),
    name: required(oneLine),
    time_zone: optional(timeZone),
    locale: optional(locale),
    industry: optional(oneLine),
    account_manager_ref: optionalRefTo('staff.csv'),
  },
  'contacts.csv': {
    ref: required(ref),
    account_ref: refTo('accounts.csv'),
    name: required(oneLine),
    email: required(email),
    locale: optional(locale),
    time_zone: optional(timeZone),
    phone: optional(oneLine),
  },
  'engagements.csv': {
    ref: required(ref),
    account_ref: refTo('accounts.csv'),
    name: required(oneLine),
    pm_ref: refTo('staff.csv'),
    started_on: required(day),
    ended_on: optional(day),
    value: optional(money),
    currency: optional(currency),
  },
  'engagement_contacts.csv': {
    engagement_ref: refTo('engagements.csv'),
    contact_ref: refTo('contacts.csv'),
    role: required(oneOf(CONTACT_ROLES)),
  },
  'milestones.csv': {
    ref: required(ref),
    engagement_ref: refTo('engagements.csv'),
    kind: required(kind),
    name: optional(oneLine),
    planned_on: optional(day),
    reached_on: past(optional(day)),
  },
  'responses.csv': {
    ref: required(ref),
    engagement_ref: refTo('engagements.csv'),
    contact_ref: refTo('contacts.csv'),
    milestone_ref: refTo('milestones.csv'),
    answered_at: past(required(instant)),
    call_first: required(whole(0, 10)),
    ...experiences,
    comment: optional(words),
    needs_next: optional(words),
    visibility: defaulting(oneOf(VISIBILITIES), 'team'),
  },
  'outcomes.csv': {
    ref: required(ref),
    account_ref: refTo('accounts.csv'),
    engagement_ref: optionalRefTo('engagements.csv'),
    needed_on: past(required(day)),
    called_first: required(boolean),
    note: optional(words),
  },
  'suppressions.csv': {
    address: required(email),
    reason: defaulting(oneOf(SUPPRESSION_REASONS), 'unsubscribed'),
    source: defaulting(oneLine, 'import'),
    at: past(optional(instant)),
    note: optional(words),
  },
} satisfies Record<CsvFile, Record<string, Column<FieldValue>>>

/** What a field holds once read. */
export type FieldValue = string | number | boolean | null

/** The columns of `file` by name, in the order of an export. */
export const columnsOf = (file: CsvFile): Readonly<Record<string, Column<FieldValue>>> => CSV_COLUMNS[file]

export const isCsvFile = (name: string): name is CsvFile => (CSV_FILES as readonly string[]).includes(name)
