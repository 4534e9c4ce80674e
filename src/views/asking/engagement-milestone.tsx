import { History } from './contact-history.tsx'
import { day, dayOf, lateBy } from '../dates.ts'
import { Button, FaultSummary, TextField, type Fault } from '../field.tsx'
import type { Frame } from '../layout.tsx'
import { Mark, MILESTONE_STATE_WORDS, type MilestoneMark } from './milestone-dots.tsx'
import { milestoneKindName } from '../names.ts'
import { paths } from '../paths.ts'
import type { ContactHistory } from './standing-words.ts'

export type EngagementMilestone = MilestoneMark & {
  id: number
  plannedOn: string | null
  reachedOn: string | null
  /** The hold on the milestone as a whole. */
  hold: { id: number; reason: string; placedBy: string; placedAt: Date } | null
  /** Whether the plan has spoken, and whether something could still be sent: of all contacts, not only of those on this page. */
  isDecided: boolean
  isOpen: boolean
  contacts: readonly ContactHistory[]
}

/** What was wrong with the form of one milestone. */
export type ReachedFaults = { milestoneId: number; reachedOn: string; faults: readonly Fault[] }

export type MilestoneProps = {
  frame: Frame
  engagementId: number
  milestone: EngagementMilestone
  mayMarkReached: boolean
  mayHold: boolean
  faulty: ReachedFaults | undefined
}

const nameOf = ({ name, kind }: MilestoneMark): string => name ?? milestoneKindName(kind)

/** The field in which somebody says when a milestone was reached. */
export const reachedField = (milestoneId: number): string => `reached_on-${milestoneId}`

function ReachedForm({ frame, milestone, faulty }: Pick<MilestoneProps, 'frame' | 'milestone' | 'faulty'>) {
  const mine = faulty?.milestoneId === milestone.id ? faulty : undefined
  const id = reachedField(milestone.id)
  const name = nameOf(milestone).toLowerCase()
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

/** Planned for a day that is past, and not marked reached. */
export const isLate = ({ reachedOn, plannedOn }: EngagementMilestone, { today }: Frame): boolean =>
  reachedOn === null && plannedOn !== null && plannedOn < today

function whenWords({ reachedOn, plannedOn }: EngagementMilestone, frame: Frame): string {
  if (reachedOn !== null) return `reached ${day(reachedOn, frame)}`
  return plannedOn === null ? 'no date yet' : `planned for ${day(plannedOn, frame)}${lateBy(plannedOn, frame)}`
}

function Held({ frame, hold }: { frame: Frame; hold: NonNullable<EngagementMilestone['hold']> }) {
  return (
    <p class="held-line">
      <b class="decision decision-held">On hold</b> since {dayOf(hold.placedAt, frame)}, by {hold.placedBy}:{' '}
      {hold.reason}
    </p>
  )
}

/** What can be done about the milestone as a whole. */
function Doing({
  milestone,
  mayMarkReached,
  mayHold,
}: Pick<MilestoneProps, 'milestone' | 'mayMarkReached' | 'mayHold'>) {
  const { id, hold, reachedOn } = milestone
  const of = <span class="heard"> ({nameOf(milestone)})</span>
  const links = [
    mayHold && hold !== null && <a href={paths.liftHold(hold.id)}>Lift the hold{of}</a>,
    mayHold && hold === null && milestone.isOpen && <a href={paths.holdMilestone(id)}>Leave this milestone out{of}</a>,
    mayMarkReached && reachedOn !== null && <a href={paths.milestoneUnreached(id)}>Not reached after all{of}</a>,
  ].filter(Boolean)
  return links.length === 0 ? null : <p class="small do">{links}</p>
}

/** One milestone of an engagement: where everybody stands, and what can be done. */
export function Milestone({ frame, engagementId, milestone, mayMarkReached, mayHold, faulty }: MilestoneProps) {
  return (
    <li class="milestone">
      <svg class="dots" aria-hidden="true" width="24" height="24">
        <Mark state={milestone.state} x={12} y={12} size={8} />
      </svg>
      <div>
        <h3>
          {nameOf(milestone)}{' '}
          <span class="quiet">
            {whenWords(milestone, frame)}, {isLate(milestone, frame) ? 'late' : MILESTONE_STATE_WORDS[milestone.state]}
          </span>
        </h3>
        {milestone.contacts.length > 0 && (
          <ul class="asked">
            {milestone.contacts.map((history) => (
              <History
                frame={frame}
                engagementId={engagementId}
                milestoneId={milestone.id}
                history={history}
                mayHold={mayHold}
              />
            ))}
          </ul>
        )}
        {!milestone.isDecided && milestone.reachedOn !== null && (
          <p class="quiet">Whom to ask is decided within a few minutes.</p>
        )}
        {milestone.reachedOn === null && mayMarkReached && (
          <ReachedForm frame={frame} milestone={milestone} faulty={faulty} />
        )}
        {milestone.hold !== null && <Held frame={frame} hold={milestone.hold} />}
        <Doing milestone={milestone} mayMarkReached={mayMarkReached} mayHold={mayHold} />
      </div>
    </li>
  )
}
