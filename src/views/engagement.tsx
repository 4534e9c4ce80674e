import type { MissingEvidence } from '../core/score/missing-evidence.ts'
import type { ContactRole, DecisionKind } from '../core/words.ts'
import { day, moment } from './dates.ts'
import { DECISION_NAMES, decisionWords } from './decision-words.ts'
import { Button, FaultSummary, TextField, type Fault } from './field.tsx'
import { Layout, type Frame } from './layout.tsx'
import { Mark, MILESTONE_STATE_WORDS, type MilestoneMark } from './milestone-dots.tsx'
import { CONTACT_ROLE_NAMES, counted, milestoneKindName } from './names.ts'
import { Empty, Section } from './notice.tsx'
import { paths } from './paths.ts'
import { estimateOf, type Coverage, type Score } from './score.ts'
import { ScoreShown } from './score-shown.tsx'
import { ScoreSteps } from './score-steps.tsx'
import { Table } from './table.tsx'

/** One line of what was decided and what came of it. */
type DecisionLine = { kind: DecisionKind; reason: string; nextAllowedOn: string | null; at: Date }

/** What happened to one contact at one milestone; contactName null: said of the milestone as a whole. */
type ContactDecisions = {
  contactName: string | null
  role: ContactRole | null
  /** The answer, if the viewer may read it. */
  answer: { responseId: number; callFirst: number } | null
  decisions: readonly DecisionLine[]
}

type EngagementMilestone = MilestoneMark & {
  id: number
  plannedOn: string | null
  reachedOn: string | null
  contacts: readonly ContactDecisions[]
}

export type EngagementProps = {
  frame: Frame
  engagement: {
    id: number
    name: string
    accountId: number
    accountName: string
    pmId: number
    pmName: string
    startedOn: string
    endedOn: string | null
  }
  score: Score | null
  missing: MissingEvidence | null
  firmAverage: number | null
  coverage: Coverage
  contacts: readonly { name: string; role: ContactRole }[]
  milestones: readonly EngagementMilestone[]
  /** PMs of the engagement, leaders and administrators may say that a milestone is reached. */
  mayMarkReached: boolean
  /** What was wrong with the form of one milestone. */
  reachedFaults?: { milestoneId: number; reachedOn: string; faults: readonly Fault[] }
}

/** Lines that say the same one after the other as the last of them, with how many they are and when the first was. */
function folded(decisions: readonly DecisionLine[]): (DecisionLine & { times: number; since: Date })[] {
  const lines: (DecisionLine & { times: number; since: Date })[] = []
  for (const line of decisions) {
    const last = lines.at(-1)
    const isRepeated =
      last?.kind === line.kind && last.reason === line.reason && last.nextAllowedOn === line.nextAllowedOn
    if (isRepeated) lines.pop()
    lines.push({ ...line, times: isRepeated ? last.times + 1 : 1, since: isRepeated ? last.since : line.at })
  }
  return lines
}

function Decisions({ frame, contact }: { frame: Frame; contact: ContactDecisions }) {
  return (
    <li>
      <p class="who-line">
        <b>{contact.contactName ?? 'The milestone as a whole'}</b>
        {contact.role && <span class="quiet"> {CONTACT_ROLE_NAMES[contact.role].toLowerCase()}</span>}
        {contact.answer && (
          <>
            {' '}
            · <a href={paths.response(contact.answer.responseId)}>answered {contact.answer.callFirst} of 10</a>
          </>
        )}
      </p>
      <ol class="decisions">
        {folded(contact.decisions).map((decision) => (
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
    </li>
  )
}

function ReachedForm({
  frame,
  milestone,
  faulty,
}: {
  frame: Frame
  milestone: EngagementMilestone
  faulty: EngagementProps['reachedFaults']
}) {
  const mine = faulty?.milestoneId === milestone.id ? faulty : undefined
  const id = `reached_on-${milestone.id}`
  const name = (milestone.name ?? milestoneKindName(milestone.kind)).toLowerCase()
  return (
    <details class="reached" open={mine !== undefined}>
      <summary>Mark {name} reached</summary>
      <form method="post" action={paths.milestoneReached(milestone.id)}>
        <FaultSummary faults={(mine?.faults ?? []).map(({ message }) => ({ message, field: id }))} />
        <TextField
          name="reached_on"
          id={id}
          label="Reached on"
          type="date"
          value={mine?.reachedOn ?? frame.today}
          max={frame.today}
          faults={mine?.faults ?? []}
          hint="The contacts that the plan names are then asked, in their working hours."
        />
        <Button>Mark {name} reached</Button>
      </form>
    </details>
  )
}

function Milestone({ props, milestone }: { props: EngagementProps; milestone: EngagementMilestone }) {
  const { frame } = props
  const when =
    milestone.reachedOn !== null
      ? `reached ${day(milestone.reachedOn, frame)}`
      : milestone.plannedOn !== null
        ? `planned for ${day(milestone.plannedOn, frame)}`
        : 'no date yet'
  return (
    <li class="milestone">
      <svg class="dots" aria-hidden="true" width="24" height="24">
        <Mark state={milestone.state} x={12} y={12} size={8} />
      </svg>
      <div>
        <h3>
          {milestone.name ?? milestoneKindName(milestone.kind)}{' '}
          <span class="quiet">
            {when}, {MILESTONE_STATE_WORDS[milestone.state]}
          </span>
        </h3>
        {milestone.contacts.length > 0 && (
          <ul class="asked">
            {milestone.contacts.map((contact) => (
              <Decisions frame={frame} contact={contact} />
            ))}
          </ul>
        )}
        {milestone.contacts.length === 0 && milestone.reachedOn !== null && (
          <p class="quiet">Whom to ask is decided within a few minutes.</p>
        )}
        {milestone.reachedOn === null && props.mayMarkReached && (
          <ReachedForm frame={frame} milestone={milestone} faulty={props.reachedFaults} />
        )}
      </div>
    </li>
  )
}

/** One engagement: who was asked at each milestone, who answered, who was held back, and why. */
export function EngagementPage(props: EngagementProps) {
  const { frame, engagement, score } = props
  const own = frame.viewer?.role === 'pm'
  const explained = estimateOf(score) !== undefined && score?.parts.firm !== null
  return (
    <Layout frame={frame} title={engagement.name} current="engagements">
      <p class="kicker">
        Engagement ·{' '}
        {own ? engagement.accountName : <a href={paths.account(engagement.accountId)}>{engagement.accountName}</a>} · PM{' '}
        {frame.viewer?.role === 'leader' || frame.viewer?.role === 'admin' ? (
          <a href={paths.pm(engagement.pmId)}>{engagement.pmName}</a>
        ) : (
          engagement.pmName
        )}
      </p>
      <h1>How is {engagement.name} going?</h1>
      <p class="standfirst">
        Started {day(engagement.startedOn, frame)}
        {engagement.endedOn === null
          ? ', still running'
          : `, ${engagement.endedOn < frame.today ? 'ended' : 'until'} ${day(engagement.endedOn, frame)}`}
        . {counted(props.contacts.length, 'contact')}, {counted(props.milestones.length, 'milestone')}.
      </p>
      <div class="pair">
        <Section title="Call-first score">
          <ScoreShown
            score={score}
            missing={props.missing}
            firmAverage={props.firmAverage}
            coverage={props.coverage}
            of={`Score of ${engagement.name}`}
            whose="the"
          />
        </Section>
        {explained && score ? (
          <Section
            title="How the score is made"
            lead="Each step is what this part adds or takes away, in points of 100."
          >
            <ScoreSteps score={score} names={{ pm: 'PM', score: 'Score' }} />
          </Section>
        ) : (
          <Section title="Who takes part">
            {props.contacts.length === 0 ? (
              <Empty>
                No contact takes part yet. Import engagement_contacts.csv first; without contacts nobody is asked.
              </Empty>
            ) : (
              <Table
                caption="Contacts"
                columns={[
                  { label: 'Contact', kind: 'name', cell: (row: EngagementProps['contacts'][number]) => row.name },
                  { label: 'Role', cell: (row) => CONTACT_ROLE_NAMES[row.role] },
                ]}
                rows={props.contacts}
              />
            )}
          </Section>
        )}
      </div>
      <Section title="Asked, answered, held back" lead="Every decision to ask or not to ask, with its reason.">
        {props.milestones.length === 0 ? (
          <Empty>No milestone yet. Import milestones.csv first; a reached milestone starts the survey.</Empty>
        ) : (
          <ol class="milestones">
            {props.milestones.map((milestone) => (
              <Milestone props={props} milestone={milestone} />
            ))}
          </ol>
        )}
      </Section>
    </Layout>
  )
}
