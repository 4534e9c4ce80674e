import { dayOf, moment } from '../dates.ts'
import { DECISION_NAMES, decisionWords } from './decision-words.ts'
import type { Frame } from '../layout.tsx'
import { CONTACT_ROLE_NAMES } from '../names.ts'
import { paths } from '../paths.ts'
import { standingOf, type ContactHistory, type DecisionLine } from './standing-words.ts'

type Repeated = DecisionLine & { times: number; since: Date }

/** Lines that say the same one after the other as the last of them, with how many they are and when the first was. */
function folded(decisions: readonly DecisionLine[]): Repeated[] {
  const lines: Repeated[] = []
  for (const line of decisions) {
    const last = lines.at(-1)
    const isRepeated =
      last?.kind === line.kind &&
      last.reason === line.reason &&
      last.nextAllowedOn === line.nextAllowedOn &&
      last.note === line.note
    if (isRepeated) lines.pop()
    lines.push({ ...line, times: isRepeated ? last.times + 1 : 1, since: isRepeated ? last.since : line.at })
  }
  return lines
}

/** Every step, oldest first. */
export function Steps({ frame, decisions }: { frame: Frame; decisions: readonly DecisionLine[] }) {
  return (
    <ol class="decisions">
      {folded(decisions).map((decision) => (
        <li>
          <time datetime={decision.at.toISOString()}>{moment(decision.at, frame)}</time>
          <span>
            <b class={`decision decision-${decision.kind}`}>{DECISION_NAMES[decision.kind]}</b>{' '}
            {decisionWords(decision, frame)}
            {decision.times > 1 && ` ${decision.times} times since ${moment(decision.since, frame)}.`}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Holding({ history, engagementId }: { history: ContactHistory; engagementId: number }) {
  const { hold, contactId, contactName } = history
  if (hold !== null) {
    return (
      <p class="small do">
        <a href={paths.liftHold(hold.id)}>Lift the hold{hold.isOfMilestone ? ' on this milestone' : ''}</a>
      </p>
    )
  }
  if (contactId === null) return null
  return (
    <p class="small do">
      <a href={paths.holdContact(engagementId, contactId)}>Leave {contactName} out</a>
    </p>
  )
}

function Actions({ milestoneId, history }: { milestoneId: number; history: ContactHistory }) {
  const { answer, contactId, contactName, mayAskNow } = history
  if (answer !== null) {
    return <a href={paths.response(answer.responseId)}>answered {answer.callFirst} of 10</a>
  }
  if (!mayAskNow || contactId === null) return null
  return (
    <form method="post" action={paths.askNow(milestoneId, contactId)}>
      <button class="link" type="submit">
        Ask now<span class="heard"> {contactName}</span>
      </button>
    </form>
  )
}

type HistoryProps = {
  frame: Frame
  engagementId: number
  milestoneId: number
  history: ContactHistory
  mayHold: boolean
}

/** Where a contact stands at a milestone as one sentence, with every step behind it one press away. */
export function History({ frame, engagementId, milestoneId, history, mayHold }: HistoryProps) {
  const { kind, words } = standingOf(history, frame)
  const [head = ''] = words.split(/[:;,]/, 1)
  return (
    <li class="standing">
      <details>
        <summary>
          <span>
            <b>{history.contactName ?? 'The milestone as a whole'}</b>
            {history.role && <span class="quiet role"> {CONTACT_ROLE_NAMES[history.role].toLowerCase()}</span>}
          </span>
          <span class="stands">
            <span class={`decision-${kind}`}>{head}</span>
            {words.slice(head.length)}
          </span>
        </summary>
        <Steps frame={frame} decisions={history.decisions} />
        {history.reply && (
          <p class="small">
            Told by {history.reply.senderName} on {dayOf(history.reply.at, frame)}{' '}
            <a href={paths.followUp(history.reply.followUpId)}>what came of the answer</a>
          </p>
        )}
        {mayHold && <Holding history={history} engagementId={engagementId} />}
      </details>
      <div class="standing-act">
        <Actions milestoneId={milestoneId} history={history} />
      </div>
    </li>
  )
}
