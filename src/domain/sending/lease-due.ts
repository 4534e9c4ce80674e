import { FRESH_MS, LONGEST_WAIT_MS } from '../../core/sending/backoff.ts'
import { atHour, dayIn } from '../../core/calendar.ts'
import { allowance, fullDomains, hasLimits, type Pace, paceOf, takeAllowed } from '../../core/asking/pacing.ts'
import type { AskingFirm, PlanRule } from '../../core/asking/plan.ts'
import type { EmailKind, SuppressionReason } from '../../core/words.ts'
import {
  countSurveyMailLeft,
  keepWaitingFresh,
  type Lease,
  leaseEmails,
  leaseStaffEmails,
  leaseSurveyEmails,
  lockDueSurveyEmails,
  lockPacing,
} from '../../db/sending/due-emails.ts'
import { listSurveyMailContents } from '../../db/sending/email-content.ts'
import { getTemplate } from '../../db/sending/email-templates.ts'
import type { Email } from '../../db/sending/emails.ts'
import type { Firm } from '../../db/firm/firms.ts'
import { listPlanRules } from '../../db/asking/plan-rules.ts'
import { getAskingFirm } from '../../db/asking/planning.ts'
import type { Row } from '../../db/schema.ts'
import { findDeadAddresses } from '../../db/sending/suppressions.ts'
import type { Deps } from '../../deps.ts'
import type { EmailFacts } from './render-email.ts'

/** A leased message with all that it needs to be rendered. */
export type DueEmail = {
  email: Email & { leasedUntil: Date }
  facts: EmailFacts
  /** Why a message to staff must not leave; for survey mail its facts say so. */
  deadBecause: SuppressionReason | null
  /** By which survey mail is asked. */
  asking: { firm: AskingFirm; rule: PlanRule | null }
}

/** Template versions never change, so those once read are kept. */
export type TemplatesById = Map<number, Row<'emailTemplateVersion'>>

export type LeaseOptions = { limit: number; only?: readonly EmailKind[] | undefined }

/** Far longer than any delivery lasts, so that only the lease of a dead server runs out. */
export const LEASE_MS = 10 * 60_000

const DAY_MS = 86_400_000

/** As many as the pace allows; what only waits its turn does not grow stale by that. */
async function leasePaced(deps: Deps, firm: Firm, lease: Lease, pace: Pace): Promise<Email[]> {
  const dayBegan = atHour(dayIn(firm.timeZone, lease.now), 0, firm.timeZone)
  return deps.db.transaction().execute(async (trx) => {
    await lockPacing(trx)
    const left = await countSurveyMailLeft(trx, lease, dayBegan)
    const limit = Math.min(lease.limit, allowance(pace, left))
    const waiting = limit > 0 ? await lockDueSurveyEmails(trx, { ...lease, limit }, fullDomains(pace, left)) : []
    const allowed = takeAllowed(waiting, pace, left)
    const ids = allowed.map(({ id }) => id)
    await leaseEmails(trx, ids, lease.until)
    if (allowed.length === 0) {
      const [since, before] = [lease.now.getTime() - FRESH_MS, lease.now.getTime() - DAY_MS]
      await keepWaitingFresh(trx, { since: new Date(since), before: new Date(before) }, lease.now)
    }
    return allowed.map((email) => ({ ...email, state: 'leased' as const, leasedUntil: lease.until }))
  })
}

const urgency = ({ kind, invitationId }: Email): number => (kind === 'sign_in' ? 0 : invitationId === null ? 1 : 2)
const byTime = (a: Email, b: Email): number => a.dueAt.getTime() - b.dueAt.getTime() || a.id - b.id

async function withFacts(
  deps: Deps,
  firm: Firm & AskingFirm,
  emails: Email[],
  templates: TemplatesById,
): Promise<DueEmail[]> {
  const invitationIds = emails.flatMap(({ invitationId }) => invitationId ?? [])
  const contents = invitationIds.length > 0 ? await listSurveyMailContents(deps.db, invitationIds) : []
  const rules = contents.length > 0 ? await listPlanRules(deps.db) : []
  const byInvitation = new Map(contents.map((content) => [content.invitationId, content]))
  // Whoever signs in asks for the link just now.
  const alerts = emails.filter(({ kind, invitationId }) => invitationId === null && kind !== 'sign_in')
  const dead = await findDeadAddresses(
    deps.db,
    alerts.map(({ toAddress }) => toAddress),
  )
  const due: DueEmail[] = []
  for (const email of emails) {
    const { templateVersionId: id, invitationId, leasedUntil } = email
    const template = templates.get(id) ?? (await getTemplate(deps.db, id))
    templates.set(id, template)
    const survey = invitationId === null ? null : (byInvitation.get(invitationId) ?? null)
    const deadBecause = (alerts.includes(email) && dead.get(email.toAddress.toLowerCase())) || null
    const rule = rules.find(({ milestoneKind }) => milestoneKind === survey?.milestoneKind) ?? null
    const facts = { firm, template, survey }
    if (leasedUntil !== null) due.push({ email: { ...email, leasedUntil }, facts, deadBecause, asking: { firm, rule } })
  }
  return due
}

/** Takes due messages: sign-in links, then alerts, then survey mail as fast as the firm's pace lets it leave. */
export async function leaseDue(deps: Deps, options: LeaseOptions, templates: TemplatesById): Promise<DueEmail[]> {
  const now = deps.now()
  const firm = await getAskingFirm(deps.db)
  const lease = { now, until: new Date(now.getTime() + LEASE_MS), longestWaitMs: LONGEST_WAIT_MS, ...options }
  const forStaff = await leaseStaffEmails(deps.db, lease)
  const rest = { ...lease, limit: options.limit - forStaff.length }
  const pace = paceOf(firm, dayIn(firm.timeZone, now))
  const isFull = rest.limit === 0
  const surveys = isFull
    ? []
    : await (hasLimits(pace) ? leasePaced(deps, firm, rest, pace) : leaseSurveyEmails(deps.db, rest))
  // An update returns its rows in no order.
  const inOrder = [...forStaff, ...surveys].toSorted((a, b) => urgency(a) - urgency(b) || byTime(a, b))
  return withFacts(deps, firm, inOrder, templates)
}
