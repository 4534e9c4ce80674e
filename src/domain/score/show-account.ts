import { kindsInOrder } from '../../core/asking/kinds-in-order.ts'
import { groupedBy } from '../../core/grouped-by.ts'
import { justerProbability } from '../../core/answering/juster.ts'
import { missingEvidence } from '../../core/score/missing-evidence.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { InvitationState } from '../../core/words.ts'
import { findAccountHead } from '../../db/firm/account-lines.ts'
import {
  type AccountPerson,
  type AskedPerson,
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
import { findFirmScore, findShownScores } from './shown-score.ts'
import { withOverdue } from '../acting/with-overdue.ts'

const COMMENTS = 12

/** What stands where there is no answer to read. */
const STATE_WORDS: Record<InvitationState, string> = {
  planned: 'to come',
  sent: 'asked',
  withdrawn: 'to come',
  held_back: 'held back',
  bounced: 'bounced',
  answered: 'answered',
  closed: 'no answer',
}

type Asked = ReadonlyMap<number, readonly AskedPerson[]>

const latestAnswer = (asked: readonly AskedPerson[]) =>
  asked
    .flatMap(({ responseId, callFirst, answeredAt }) =>
      responseId !== null && callFirst !== null && answeredAt !== null ? [{ responseId, callFirst, answeredAt }] : [],
    )
    .sort((a, b) => b.answeredAt.getTime() - a.answeredAt.getTime())[0] ?? null

const waitingSince = (asked: readonly AskedPerson[]): Date | null =>
  asked
    .flatMap(({ state, sentAt }) => (state === 'sent' ? (sentAt ?? []) : []))
    .sort((a, b) => a.getTime() - b.getTime())[0] ?? null

const contactsOf = (people: readonly AccountPerson[], asked: Asked) =>
  people.map((person) => {
    const own = asked.get(person.id) ?? []
    return { ...person, lastAnswer: latestAnswer(own), waitingSince: waitingSince(own) }
  })

/** The newest answer, or a word for why there is none to read; the invitations come latest first. */
function sideBySideCell(at: readonly AskedPerson[]) {
  const answered = at.find(({ callFirst }) => callFirst !== null)
  if (answered?.callFirst != null) return { value: 100 * justerProbability(answered.callFirst), answers: 1 }
  return at[0] === undefined ? null : STATE_WORDS[at[0].state]
}

/** One row a contact who was ever to be asked, one cell a milestone kind. */
const answersSideBySide = (people: readonly AccountPerson[], asked: Asked) =>
  people.flatMap(({ id, name }) => {
    const own = asked.get(id)
    if (own === undefined) return []
    const byKind = groupedBy(own, ({ milestoneKind }) => milestoneKind)
    return [{ name, cells: Object.fromEntries([...byKind].map(([kind, at]) => [kind, sideBySideCell(at)])) }]
  })

async function listTimelines(deps: Deps, viewer: Viewer, accountId: number, lowAnswer: number) {
  const heads = await listEngagementHeads(deps.db, viewer, { accountId })
  const ids = heads.map(({ id }) => id)
  const marks = await marksByEngagement(deps.db, viewer, ids, lowAnswer)
  return heads.map(({ id, name, pmName }) => ({ id, name, pmName, milestones: marks.get(id) ?? [] }))
}

/** One account with its people, engagements and what is to do, as far as the viewer may see. */
export async function showAccount(deps: Deps, viewer: Viewer, id: number) {
  const { db } = deps
  const account = await findAccountHead(db, viewer, id)
  if (account === undefined) return { kind: 'unknown' as const }
  const now = deps.now()
  const firm = await getFirm(db)
  const score = (await findShownScores(db, viewer, 'account')).get(id) ?? null
  const people = await listAccountPeople(db, viewer, id)
  const invitations = await listAskedPeople(db, viewer, id)
  const asked = groupedBy(invitations, ({ contactId }) => contactId)
  const followUps = await listFollowUpLines(db, viewer, { accountId: id, states: ['open', 'taken'] })
  return {
    kind: 'shown' as const,
    account,
    score,
    missing: missingEvidence('account', score, firm),
    firmAverage: (await findFirmScore(db, viewer))?.value ?? null,
    coverage: await getCoverage(db, viewer, 'account', id),
    engagements: await listTimelines(deps, viewer, id, firm.lowAnswer),
    contacts: contactsOf(people, asked),
    milestoneKinds: kindsInOrder(invitations.map(({ milestoneKind }) => milestoneKind)),
    answers: answersSideBySide(people, asked),
    followUps: followUps.map((line) => withOverdue(line, now)),
    needs: await listAccountNeeds(db, viewer, id),
    outcomes: await listAccountOutcomes(db, viewer, id),
    mayRecord: mayRecordOutcomes(viewer),
    comments: await listComments(db, viewer, { accountId: id, limit: COMMENTS }),
  }
}
