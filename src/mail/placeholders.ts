import type { EmailKind } from '../core/words.ts'
import type { AlertProps, InvitationProps, ReminderProps, SignInProps } from './emails.ts'
import type { Placeholders } from './render.ts'
import { plainLine, plainLines } from './plain-line.ts'

type Names<P> = Record<Exclude<keyof P, 'milestoneKind' | 'reasons'>, true>

const MILESTONE_FLAGS = {
  kickoff: 'isKickoff',
  midpoint: 'isMidpoint',
  delivery: 'isDelivery',
  close: 'isClose',
  aftercare: 'isAftercare',
} as const
type MilestoneFlag = (typeof MILESTONE_FLAGS)[keyof typeof MILESTONE_FLAGS] | 'isOtherMilestone' | 'isOver'

const SURVEY_NAMES = {
  firmName: true,
  accentColor: true,
  postalAddress: true,
  firstName: true,
  pmName: true,
  pmPhone: true,
  engagementName: true,
  milestoneName: true,
  surveyUrl: true,
  unsubscribeUrl: true,
  isKickoff: true,
  isMidpoint: true,
  isDelivery: true,
  isClose: true,
  isAftercare: true,
  isOtherMilestone: true,
  isOver: true,
} satisfies Names<InvitationProps> & Record<MilestoneFlag, true>

const NAMES: Record<EmailKind, Record<string, true>> = {
  invitation: SURVEY_NAMES,
  reminder: { ...SURVEY_NAMES, closesOn: true } satisfies Names<ReminderProps>,
  alert: {
    firmName: true,
    accentColor: true,
    firstName: true,
    contactName: true,
    accountName: true,
    engagementName: true,
    milestoneName: true,
    callFirst: true,
    previousCallFirst: true,
    comment: true,
    followUpUrl: true,
    dueBy: true,
    isLow: true,
    isFall: true,
    callMe: true,
  } satisfies Names<AlertProps> & Record<'isLow' | 'isFall' | 'callMe', true>,
  sign_in: { firmName: true, accentColor: true, firstName: true, signInUrl: true } satisfies Names<SignInProps>,
}

/** The placeholders that a template of this kind may use. */
export const placeholderNames = (kind: EmailKind): ReadonlySet<string> => new Set(Object.keys(NAMES[kind]))

const DEFAULT_ACCENT = '#0e5a5a'
const HEX_COLOR = /^#[0-9a-f]{6}$/i

function plainValue(value: string | number | null): string | null {
  if (value === null) return null
  return plainLine(String(value)) || null
}

function plainValues(props: Record<string, string | number | null>): Placeholders {
  const values = Object.fromEntries(Object.entries(props).map(([name, value]) => [name, plainValue(value)]))
  const color = values['accentColor']
  // The colour stands inside style attributes, where more than a colour could load a picture.
  return { ...values, accentColor: color && HEX_COLOR.test(color) ? color : DEFAULT_ACCENT }
}

export function surveyPlaceholders(props: InvitationProps | ReminderProps): Placeholders {
  const { milestoneKind, ...rest } = props
  const flag = MILESTONE_FLAGS[milestoneKind as keyof typeof MILESTONE_FLAGS] ?? 'isOtherMilestone'
  const isOver = flag === 'isClose' || flag === 'isAftercare'
  return { ...plainValues(rest), [flag]: true, isOver }
}

export function alertPlaceholders(props: AlertProps): Placeholders {
  const { comment, reasons, ...rest } = props
  return {
    ...plainValues(rest),
    comment: comment === null ? null : plainLines(comment),
    isLow: reasons.includes('low'),
    isFall: reasons.includes('fall'),
    callMe: reasons.includes('call_me'),
  }
}

export const signInPlaceholders = (props: SignInProps): Placeholders => plainValues(props)
