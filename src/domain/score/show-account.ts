import { kindsInOrder } from '../../core/asking/kinds-in-order.ts'
import { UNANSWERED_WORDS } from '../../core/asking/side-by-side.ts'
import { groupedBy } from '../../core/grouped-by.ts'
import { justerProbability } from '../../core/answering/juster.ts'
import { PAGE_PEOPLE } from '../../core/page-of.ts'
import { missingEvidence } from '../../core/score/missing-evidence.ts'
import type { Viewer } from '../../core/viewer.ts'
import { dayIn } from '../../core/calendar.ts'
import { listFormerPms, sumAccountRevenue } from '../../db/firm/account-revenue.ts'
import { findAccountHead } from '../../db/firm/account-lines.ts'
import {
  type AccountPerson,
  type AskedPerson,
  findLowestDecider,
  listAccountPeople,
  listAskedPeople,
} from '../../db/firm/account-people.ts'
import { listComments } from '../../db/answering/comments.ts'
import { getCoverage } from '../../db/asking/coverage.ts'
import { listEngagementHeads } from '../../db/firm/engagement-heads.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import { listAccountNeeds, listAccountOutcomes } from '../../db/acting/needs.ts'
import type { Deps } from '../../deps.ts'
import { marksByEngagement } from '../asking/milestone-marks.ts'
import { mayRecordOutcomes } from './record-outcome.ts'
import { findFirmScore, findShownHistory, findShownScore } from './shown-score.ts'
import { withOverdue } from '../acting/with-overdue.ts'

const COMMENTS = 12
/** Follow-ups and needs before their own lists take over. */
const LISTED = 12

type Asked = ReadonlyMap<number, readonly AskedPerson[]>

const latestAnswer = (asked: readonly AskedPerson[]) =>
  asked
    .flatMap(({ responseId, callFirst, answeredAt }) =>
      responseId !== null && callFirst !== null && answeredAt !== null ? [{ responseId, callFirst, answeredAt }] : [],
    )
    .sort((a, b) => b.answeredAt.getTime() - a.answeredAt.getTime())[0] ?? null

/** Questions that were not answered, and nothing said since: when the first was asked, how many, and whether one still waits. */
function silenceOf(asked: readonly AskedPerson[], lastAnsweredAt: Date | undefined) {
  const unanswered = asked.flatMap(({ state, sentAt }) =>
    (state === 'sent' || state === 'closed') && sentAt !== null && (!lastAnsweredAt || sentAt > lastAnsweredAt)
      ? [{ state, sentAt }]
      : [],
  )
  const first = unanswered.toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime())[0]
  if (first === undefined) return null
  return {
    since: first.sentAt,
    isOpen: unanswered.some(({ state }) => state === 'sent'),
    questions: unanswered.length,
  }
}

const contactsOf = (people: readonly AccountPerson[], asked: Asked) =>
  people.map((person) => {
    const own = asked.get(person.id) ?? []
    const lastAnswer = latestAnswer(own)
    return { ...person, lastAnswer, silence: silenceOf(own, lastAnswer?.answeredAt) }
  })

/** The newest answer, or a word for why there is none to read; the invitations come latest first. */
function sideBySideCell(at: readonly AskedPerson[]) {
  const answered = at.find(({ callFirst }) => callFirst !== null)
  if (answered?.callFirst != null) return { value: 100 * justerProbability(answered.callFirst), answers: 1 }
  return at[0] === undefined ? null : UNANSWERED_WORDS[at[0].state]
}

/** One row a contact who was ever to be asked, one cell a milestone kind. */
const answersSideBySide = (people: readonly AccountPerson[], asked: Asked) =>
  people.flatMap(({ id, name }) => {
    const own = asked.get(id)
    if (own === undefined) return []
    const byKind = groupedBy(own, ({ milestoneKind }) => milestoneKind)
    return [{ id, name, cells: Object.fromEntries([...byKind].map(([kind, at]) => [kind, sideBySideCell(at)])) }]
  })

/** An account's engagements with their milestones. */
export async function listTimelines({ db }: Deps, viewer: Viewer, accountId: number, lowAnswer: number) {
  const heads = await listEngagementHeads(db, viewer, { accountId })
  const ids = heads.map(({ id }) => id)
  const [marks, former] = await Promise.all([
    marksByEngagement(db, viewer, ids, lowAnswer),
    listFormerPms(db, viewer, ids),
  ])
  return heads.map(({ id, name, pmName }) => {
    return { id, name, pmName, formerPms: former.get(id) ?? [], milestones: marks.get(id) ?? [] }
  })
}

/** A page of an account's people, or all, with what they were asked and answered, kinds of milestones in order. */
export async function readPeople({ db }: Deps, viewer: Viewer, id: number, page: number | 'all') {
  const { people, total } = await listAccountPeople(db, viewer, id, page)
  const ids = people.map((person) => person.id)
  const [invitations, decider] = await Promise.all([
    listAskedPeople(db, viewer, id, ids),
    findLowestDecider(db, viewer, id),
  ])
  const asked = groupedBy(invitations, ({ contactId }) => contactId)
  return {
    contacts: contactsOf(people, asked),
    page: page === 'all' ? 1 : page,
    pages: page === 'all' ? 1 : Math.ceil(total / PAGE_PEOPLE),
    lowestDecider: decider ?? null,
    milestoneKinds: kindsInOrder(invitations.map(({ milestoneKind }) => milestoneKind)),
    answers: answersSideBySide(people, asked),
  }
}

/** One account with a page of its people, its engagements and what is to do, as far as the viewer may see. */
export async function showAccount(deps: Deps, viewer: Viewer, id: number, page = 1) {
  const { db } = deps
  const account = await findAccountHead(db, viewer, id)
  if (account === undefined) return { kind: 'unknown' as const }
  const now = deps.now()
  const firm = await getFirm(db)
  const [score, firmScore, history, people, coverage, engagements, followUps, needs, outcomes, comments, revenue] =
    await Promise.all([
      findShownScore(db, viewer, 'account', id),
      findFirmScore(db, viewer),
      findShownHistory(db, viewer, 'account', id),
      readPeople(deps, viewer, id, page),
      getCoverage(db, viewer, 'account', id),
      listTimelines(deps, viewer, id, firm.lowAnswer),
      listFollowUpLines(db, viewer, { accountId: id, isClosed: false, limit: LISTED + 1 }),
      listAccountNeeds(db, viewer, id, LISTED + 1),
      listAccountOutcomes(db, viewer, id),
      listComments(db, viewer, { accountId: id, limit: COMMENTS }),
      sumAccountRevenue(db, viewer, id, dayIn(firm.timeZone, now)),
    ])
  return {
    kind: 'shown' as const,
    account,
    people,
    score,
    missing: missingEvidence('account', score, firm),
    firmAverage: firmScore?.value ?? null,
    history,
    coverage,
    engagements,
    followUps: followUps.slice(0, LISTED).map((line) => withOverdue(line, now)),
    hasMoreFollowUps: followUps.length > LISTED,
    needs: needs.slice(0, LISTED),
    hasMoreNeeds: needs.length > LISTED,
    outcomes,
    revenue,
    mayRecord: mayRecordOutcomes(viewer),
    comments,
  }
}
