import { type FieldKind, kind, oneOf, type Parsed, weekdays, whole } from '../firm/field-kinds.ts'
import type { FieldFault } from '../firm/parse-record.ts'
import type { PlanRule } from './plan.ts'
import { CONTACT_ROLES, type ContactRole, DELAY_UNITS } from '../words.ts'

export const PLAN_FIELDS = [
  'milestone_kind',
  'survey_key',
  'contact_roles',
  'delay_days',
  'delay_unit',
  'ask_from',
  'ask_until',
  'ask_days',
  'reminder_after_days',
  'closes_after_days',
] as const
export type PlanField = (typeof PLAN_FIELDS)[number]

/** A rule as typed. Roles, weekdays and days of reminders are several words in one text; blank hours and weekdays are the firm's. */
export type TypedPlanRule = Record<PlanField, string>

export type ParsedPlanRule = { kind: 'ok'; rule: PlanRule } | { kind: 'faults'; faults: FieldFault[] }

/** Each has a text of its own. */
const MAX_REMINDERS = 2

const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)

const contactRoles: FieldKind<ContactRole[]> = (text) => {
  const typed = wordsOf(text)
  const unknown = typed.map(oneOf(CONTACT_ROLES)).find((parsed) => 'reason' in parsed)
  if (unknown && 'reason' in unknown) return unknown
  return typed.length === 0
    ? { reason: 'nobody is chosen; choose at least one role, or remove the rule' }
    : { value: CONTACT_ROLES.filter((role) => typed.includes(role)) }
}

/** Days after sending, rising; none at all is no reminder. */
function reminderDays(text: string): Parsed<number[]> {
  const days: number[] = []
  for (const word of wordsOf(text)) {
    const parsed = whole(1, 364)(word)
    if ('reason' in parsed) return parsed
    const last = days.at(-1) ?? 0
    if (parsed.value <= last) return { reason: `${parsed.value} does not come after ${last}; write rising days` }
    days.push(parsed.value)
  }
  return days.length > MAX_REMINDERS ? { reason: `at most ${MAX_REMINDERS}; leave some out` } : { value: days }
}

const filled =
  <T>(parse: FieldKind<T>): FieldKind<T> =>
  (text) =>
    text.trim() === '' ? { reason: 'is empty; fill it in' } : parse(text)

const orFirms =
  <T>(parse: FieldKind<T>): FieldKind<T | null> =>
  (text) =>
    text.trim() === '' ? { value: null } : parse(text)

type Hours = { askFrom: number | null | undefined; askUntil: number | null | undefined }

/** Hours of a rule's own have both ends, the later one last. */
function faultOfHours({ askFrom, askUntil }: Hours): FieldFault | undefined {
  if (askFrom === undefined || askUntil === undefined) return undefined
  if (askFrom === null && askUntil !== null)
    return { column: 'ask_from', reason: 'is empty; fill it in, or empty both' }
  if (askFrom !== null && askUntil === null)
    return { column: 'ask_until', reason: 'is empty; fill it in, or empty both' }
  return askFrom !== null && askUntil !== null && askUntil <= askFrom
    ? { column: 'ask_until', reason: `${askUntil} is not later than ${askFrom}, when asking begins; correct one` }
    : undefined
}

/** Reads a rule of the plan as typed; it asks one of the surveys whose keys are given. */
export function parsePlanRule(typed: Readonly<TypedPlanRule>, surveyKeys: readonly string[]): ParsedPlanRule {
  const faults: FieldFault[] = []
  const read = <T>(column: PlanField, parse: FieldKind<T>): T | undefined => {
    const parsed = parse(typed[column])
    if ('value' in parsed) return parsed.value
    faults.push({ column, reason: parsed.reason })
    return undefined
  }
  const rule = {
    milestoneKind: read('milestone_kind', filled(kind)),
    surveyKey: read('survey_key', filled(oneOf(surveyKeys))),
    contactRoles: read('contact_roles', contactRoles),
    delayDays: read('delay_days', filled(whole(0, 365))),
    delayUnit: read('delay_unit', filled(oneOf(DELAY_UNITS))),
    askFrom: read('ask_from', orFirms(whole(0, 23))),
    askUntil: read('ask_until', orFirms(whole(1, 24))),
    askDays: read('ask_days', orFirms(weekdays)),
    reminderAfterDays: read('reminder_after_days', reminderDays),
    closesAfterDays: read('closes_after_days', filled(whole(1, 365))),
  }
  const hours = faultOfHours(rule)
  if (hours) faults.push(hours)
  const lastReminder = rule.reminderAfterDays?.at(-1)
  if (lastReminder !== undefined && rule.closesAfterDays !== undefined && lastReminder >= rule.closesAfterDays) {
    const reason = `day ${lastReminder} is not before day ${rule.closesAfterDays}, when the survey closes; correct one`
    faults.push({ column: 'reminder_after_days', reason })
  }
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'ok', rule: rule as PlanRule }
}
