import type { FollowUpReason } from '../core/words.ts'
import { firstName } from './emails.ts'
import { alertPlaceholders, signInPlaceholders, surveyPlaceholders } from './placeholders.ts'
import { plainLine } from './plain-line.ts'
import { type Placeholders, renderTemplate } from './render.ts'

/** What the subject of a queued message speaks of; null where its kind does not. */
export type SubjectFacts = {
  kind: 'invitation' | 'reminder' | 'alert' | 'sign_in'
  /** The template's subject, with its placeholders. */
  subject: string
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
}

function placeholdersOf(facts: SubjectFacts): Placeholders {
  const { firmName, engagementName, milestoneKind } = facts
  const reader = { firmName, accentColor: null, firstName: firstName(facts.toName) }
  if (facts.kind === 'sign_in') return signInPlaceholders({ ...reader, signInUrl: '' })
  const about = {
    ...reader,
    engagementName: engagementName ?? '',
    milestoneName: facts.milestoneName ?? milestoneKind?.replaceAll('_', ' ') ?? '',
  }
  if (facts.kind === 'alert') {
    const { contactName, accountName, callFirst, previousCallFirst, reasons } = facts
    return alertPlaceholders({
      ...about,
      contactName: contactName ?? '',
      accountName: accountName ?? '',
      callFirst: callFirst ?? 0,
      previousCallFirst,
      reasons: reasons ?? [],
      comment: null,
      followUpUrl: '',
      dueBy: '',
    })
  }
  return surveyPlaceholders({
    ...about,
    firstName: firstName(facts.contactName ?? facts.toName),
    postalAddress: null,
    pmName: facts.pmName ?? '',
    pmPhone: facts.pmPhone,
    milestoneKind: milestoneKind ?? '',
    surveyUrl: '',
    unsubscribeUrl: '',
  })
}

/** The subject of a message without the rest of it, for a list of many. */
export const subjectOf = (facts: SubjectFacts): string =>
  plainLine(renderTemplate({ subject: facts.subject, html: '', text: '' }, placeholdersOf(facts)).subject)
