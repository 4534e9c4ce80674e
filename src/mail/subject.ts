import type { Language } from '../core/languages.ts'
import type { EmailKind, FollowUpReason } from '../core/words.ts'
import { placeholdersOf } from './placeholders.ts'
import { type Placeholders, renderTemplate } from './render.ts'
import { writtenDay } from './written-day.ts'

/** What the subject of a queued message speaks of; null where its kind does not. */
export type SubjectFacts = {
  kind: EmailKind
  /** The template's subject, with its placeholders. */
  subject: string
  /** The language it is written in. */
  locale: string
  toName: string
  firmName: string
  contactName: string | null
  accountName: string | null
  engagementName: string | null
  milestoneKind: string | null
  milestoneName: string | null
  pmName: string | null
  pmPhone: string | null
  callFirst: number | null
  previousCallFirst: number | null
  reasons: FollowUpReason[] | null
  /** When what is not answered was asked. */
  askedAt: Date | null
  /** Until when a digest tells, and where its reader is. */
  digestUntil: Date | null
  readerTimeZone: string | null
  firmTimeZone: string
}

const dayOf = ({ locale, readerTimeZone, firmTimeZone }: SubjectFacts, at: Date): string =>
  writtenDay(at, locale as Language, { timeZone: readerTimeZone ?? firmTimeZone, locales: [locale] })

const NONE = { lines: [], more: 0 }

function valuesOf(facts: SubjectFacts): Placeholders {
  const reader = { firmName: facts.firmName, accentColor: null, logo: null, readerName: facts.toName }
  if (facts.kind === 'sign_in') return placeholdersOf('sign_in', { ...reader, signInUrl: '' })
  if (facts.kind === 'my_data') return placeholdersOf('my_data', { ...reader, postalAddress: null, dataUrl: '' })
  if (facts.kind === 'copy') {
    const engagementName = facts.engagementName ?? ''
    return placeholdersOf('copy', { ...reader, postalAddress: null, engagementName, answers: [] })
  }
  if (facts.kind === 'digest') {
    const until = facts.digestUntil ? dayOf(facts, facts.digestUntil) : ''
    const nothing = { cameIn: NONE, due: NONE, moved: NONE, homeUrl: '', settingsUrl: '' }
    return placeholdersOf('digest', { ...reader, until, ...nothing })
  }
  const about = {
    ...reader,
    engagementName: facts.engagementName ?? '',
    milestoneKind: facts.milestoneKind ?? '',
    milestoneName: facts.milestoneName,
  }
  if (facts.kind === 'alert' || facts.kind === 'escalation') {
    const { contactName, accountName, callFirst, previousCallFirst, reasons, askedAt } = facts
    return placeholdersOf('alert', {
      ...about,
      contactName: contactName ?? '',
      accountName: accountName ?? '',
      callFirst,
      previousCallFirst,
      reasons: reasons ?? [],
      comment: null,
      call: null,
      followUpUrl: '',
      dueBy: '',
      silentSince: askedAt ? dayOf(facts, askedAt) : null,
      ownerName: '',
      isOverdue: facts.kind === 'escalation',
    })
  }
  if (facts.kind === 'you_said_we_did') {
    const { engagementName } = about
    const client = { ...reader, readerName: facts.contactName ?? facts.toName, postalAddress: null, engagementName }
    const nothing = { unsubscribeUrl: null, youSaid: null, weDid: '', senderName: '', senderRole: 'pm' as const }
    return placeholdersOf('you_said_we_did', { ...client, ...nothing })
  }
  return placeholdersOf('invitation', {
    ...about,
    readerName: facts.contactName ?? facts.toName,
    postalAddress: null,
    pmName: facts.pmName ?? '',
    pmPhone: facts.pmPhone,
    surveyUrl: '',
    unsubscribeUrl: '',
  })
}

/** The subject of a message without the rest of it, for a list of many. */
export const subjectOf = (facts: SubjectFacts): string =>
  renderTemplate({ subject: facts.subject, html: '', text: '' }, valuesOf(facts)).subject
