import type { PlanRule } from '../../core/asking/plan.ts'
import { decideRelease, type ReleaseDecision, type Rival } from '../../core/asking/release.ts'
import { type Caps, createMailLog, type MailLine, type MailLog } from '../../core/asking/survey-caps.ts'
import type { Db } from '../../db/database.ts'
import { type DueInvitation, listPlannedFor, type PlannedRival } from '../../db/asking/due-invitations.ts'
import { getAskingFirm } from '../../db/asking/planning.ts'
import { listPlanRules } from '../../db/asking/plan-rules.ts'
import { listSurveyMail } from '../../db/asking/survey-mail.ts'
import { groupedBy } from '../../core/grouped-by.ts'

const DAY_MS = 86_400_000

type Addressed = { id: number; accountId: number; mailbox: string }

/** What the rules for a mail go by, read for many at once. */
export type AskingState = {
  firm: Awaited<ReturnType<typeof getAskingFirm>>
  now: Date
  ruleFor(milestoneKind: string): PlanRule | null
  rivalsOf(mail: Addressed): Rival[]
  mailsAround(mail: Addressed): MailLine[]
  /** The planned invitation has been decided about and is nobody's rival any more. */
  settle(id: number): void
  /** The mail leaves now, and later looks must see it. */
  add(mail: Addressed): void
}

const longestCap = (caps: Caps): number => Math.max(caps.contactCapDays, caps.accountCapDays) * DAY_MS

async function readMailLog(trx: Db, caps: Caps, mails: readonly Addressed[], now: Date): Promise<MailLog> {
  const mailboxes = [...new Set(mails.map((mail) => mail.mailbox))]
  const accountIds = [...new Set(mails.map((mail) => mail.accountId))]
  const since = new Date(now.getTime() - longestCap(caps))
  return createMailLog(await listSurveyMail(trx, { mailboxes, accountIds }, { since, now }))
}

/** Reads what a look at these mails needs; the caller holds the lock on releases. */
export async function readAskingState(trx: Db, mails: readonly Addressed[], now: Date): Promise<AskingState> {
  const firm = await getAskingFirm(trx)
  const rules = new Map((await listPlanRules(trx)).map((rule) => [rule.milestoneKind, rule]))
  const log = await readMailLog(trx, firm, mails, now)
  const mailboxes = [...new Set(mails.map((mail) => mail.mailbox))]
  const planned = groupedBy<PlannedRival, string>(await listPlannedFor(trx, mailboxes), (each) => each.mailbox)
  const settled = new Set<number>()
  return {
    firm,
    now,
    ruleFor: (kind) => rules.get(kind) ?? null,
    rivalsOf: ({ id, mailbox }) =>
      (planned.get(mailbox) ?? []).filter((each) => each.id !== id && !settled.has(each.id)),
    mailsAround: ({ mailbox, accountId }) => log.around(mailbox, accountId),
    settle: (id) => void settled.add(id),
    add: ({ id, accountId, mailbox }) =>
      log.add({ invitationId: id, accountId, to: mailbox, person: mailbox, at: now }),
  }
}

/** The last look at one invitation; what it lets go counts for those looked at after it. */
export function lookAt(invitation: DueInvitation, state: AskingState): ReleaseDecision {
  const decision = decideRelease({
    invitation,
    rule: state.ruleFor(invitation.milestoneKind),
    rivals: state.rivalsOf(invitation),
    mails: state.mailsAround(invitation),
    firm: state.firm,
    now: state.now,
  })
  if (decision.kind !== 'move') state.settle(invitation.id)
  if (decision.kind === 'release') state.add(invitation)
  return decision
}
