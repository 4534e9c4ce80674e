import type { MissingEvidence } from '../../core/score/missing-evidence.ts'
import type { ContactRole } from '../../core/words.ts'
import { AnswersSideBySide } from './answers-side-by-side.tsx'
import { day, dayOf, lateBy } from '../dates.ts'
import { EngagementNotes, type EngagementNote, type TypedNote } from './engagement-notes.tsx'
import {
  isLate,
  Milestone,
  reachedField,
  type EngagementMilestone,
  type ReachedFaults,
} from './engagement-milestone.tsx'
import { SpokenReports, type SpokenLine } from '../acting/spoken-reports.tsx'
import { NewAnswers, type OwnGuesses } from '../acting/guesses.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { CONTACT_ROLE_NAMES, counted, milestoneKindName } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { PagesOfList } from '../pages-of-list.tsx'
import { paths } from '../paths.ts'
import { estimateOf, type Coverage, type Score } from '../score/score.ts'
import { ScoreShown } from '../score/score-shown.tsx'
import { ScoreSteps } from '../score/score-steps.tsx'
import { Table } from '../table.tsx'

type Participant = {
  id: number
  name: string
  role: ContactRole
  /** What leaves this contact out, here or everywhere. */
  hold: { id: number; reason: string; placedBy: string; placedAt: Date; isEverywhere: boolean } | null
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
  /** A page of them, with all milestones; `participants` counts all who take part. */
  people: {
    page: number
    pages: number
    participants: number
    contacts: readonly Participant[]
    milestones: readonly EngagementMilestone[]
  }
  /** PMs of the engagement, leaders and administrators may say that a milestone is reached. */
  mayMarkReached: boolean
  /** Who leads the engagement or looks after its account, and leadership, may leave somebody out and ask now. */
  mayHold: boolean
  /** For its PM alone. */
  guesses: OwnGuesses | null
  notes: readonly EngagementNote[]
  typedNote?: TypedNote
  spoken: readonly SpokenLine[]
  reachedFaults?: ReachedFaults
}

function PeoplePages({
  engagement,
  people,
  label,
}: Pick<EngagementProps, 'engagement' | 'people'> & { label: string }) {
  const { page, pages } = people
  return <PagesOfList path={paths.engagement(engagement.id)} query={{}} page={page} pages={pages} label={label} />
}

function HoldOf({ props, contact }: { props: EngagementProps; contact: Participant }) {
  const { frame, engagement, mayHold } = props
  const { hold } = contact
  if (hold === null) {
    return mayHold ? (
      <a class="leave-out" href={paths.holdContact(engagement.id, contact.id)}>
        Leave out<span class="heard"> {contact.name}</span>
      </a>
    ) : (
      '—'
    )
  }
  const mayLift = mayHold && (!hold.isEverywhere || frame.viewer?.role === 'leader' || frame.viewer?.role === 'admin')
  return (
    <>
      <b class="decision decision-held">On hold{hold.isEverywhere && ' everywhere'}</b> since{' '}
      {dayOf(hold.placedAt, frame)}, by {hold.placedBy}: {hold.reason}{' '}
      {mayLift && (
        <a href={paths.liftHold(hold.id)}>
          Lift<span class="heard"> the hold on {contact.name}</span>
        </a>
      )}
    </>
  )
}

function Participants({ props }: { props: EngagementProps }) {
  const isAnybodyHeld = props.people.contacts.some(({ hold }) => hold !== null)
  return (
    <Section title="Who takes part">
      {props.people.participants === 0 ? (
        <Empty>
          No contact takes part yet. Import engagement_contacts.csv first; without contacts nobody is asked.
        </Empty>
      ) : (
        <>
          <Table
            caption="Contacts"
            columns={[
              { label: 'Contact', kind: 'name', typed: true, cell: (row: Participant) => row.name },
              { label: 'Role', cell: (row) => CONTACT_ROLE_NAMES[row.role] },
              {
                label: 'Hold',
                kind: isAnybodyHeld ? undefined : 'pressed',
                cell: (row) => <HoldOf props={props} contact={row} />,
              },
            ]}
            rows={props.people.contacts}
          />
          <PeoplePages {...props} label="Pages of those who take part" />
          <p class="more">
            <a href={paths.engagementTable(props.engagement.id, 'contacts')}>All who take part as a CSV file</a>
          </p>
        </>
      )}
    </Section>
  )
}

function Kicker({ frame, engagement }: Pick<EngagementProps, 'frame' | 'engagement'>) {
  const own = frame.viewer?.role === 'pm'
  const leads = frame.viewer?.role === 'leader' || frame.viewer?.role === 'admin'
  return (
    <p class="kicker">
      Engagement ·{' '}
      {own ? engagement.accountName : <a href={paths.account(engagement.accountId)}>{engagement.accountName}</a>} · PM{' '}
      {leads ? <a href={paths.pm(engagement.pmId)}>{engagement.pmName}</a> : engagement.pmName}
    </p>
  )
}

/** 'Lowest answer at delivery: 7 of 10. Next is close, planned for Tue 8 Dec.' One that is late leads to where it is marked reached. */
function Going({ frame, people: { milestones }, mayMarkReached }: EngagementProps) {
  const nameOf = ({ name, kind }: EngagementMilestone): string => (name ?? milestoneKindName(kind)).toLowerCase()
  const heard = milestones.findLast(({ answer }) => answer !== null)
  const next = milestones.find(({ reachedOn }) => reachedOn === null)
  const said = heard ? `Lowest answer at ${nameOf(heard)}: ${heard.answer} of 10.` : 'Nobody has answered yet.'
  if (next === undefined) return <>{said}</>
  const planned =
    next.plannedOn === null ? '' : `, planned for ${day(next.plannedOn, frame)}${lateBy(next.plannedOn, frame)}`
  return (
    <>
      {said} Next is {nameOf(next)}
      {planned}.
      {mayMarkReached && isLate(next, frame) && (
        <>
          {' '}
          It is late: <a href={`#${reachedField(next.id)}`}>say when it was reached</a>, or leave it until it is.
        </>
      )}
    </>
  )
}

function lifeWords({ frame, engagement, people }: EngagementProps): string {
  const { startedOn, endedOn } = engagement
  const until =
    endedOn === null ? 'still running' : `${endedOn < frame.today ? 'ended' : 'until'} ${day(endedOn, frame)}`
  return `Started ${day(startedOn, frame)}, ${until}. ${counted(people.participants, 'contact')}, ${counted(people.milestones.length, 'milestone')}.`
}

/** One engagement: who was asked at each milestone, who answered, who was held back, and why. */
export function EngagementPage(props: EngagementProps) {
  const { frame, engagement, score, people } = props
  const explained = estimateOf(score) !== undefined && score?.parts.firm !== null ? score : null
  return (
    <Layout frame={frame} title={engagement.name} current="engagements">
      <Kicker frame={frame} engagement={engagement} />
      <h1>How is {engagement.name} going?</h1>
      <p class="standfirst">
        <Going {...props} />
        <span class="small block">{lifeWords(props)}</span>
      </p>
      <NewAnswers guesses={props.guesses} frame={frame} />
      <div class="pair">
        <Section title="Call-first score">
          <ScoreShown
            frame={frame}
            score={score}
            missing={props.missing}
            firmAverage={props.firmAverage}
            coverage={props.coverage}
            of={`Score of ${engagement.name}`}
            whose="the"
          />
        </Section>
        {explained ? (
          <Section
            title="How the score is made"
            lead="Each step is what this part adds or takes away, in points of 100."
          >
            <ScoreSteps
              score={explained}
              names={{ pm: 'PM', score: 'Score' }}
              file={paths.engagementTable(engagement.id, 'steps')}
            />
          </Section>
        ) : (
          <Participants props={props} />
        )}
      </div>
      <Section
        title="Asked, answered, held back"
        lead={`Where everybody${people.pages > 1 ? ' of this page' : ''} stands at each milestone; open a line for every step behind it.`}
      >
        {people.milestones.length === 0 ? (
          <Empty>No milestone yet. Import milestones.csv first; a reached milestone starts the survey.</Empty>
        ) : (
          <>
            <ol class="milestones">
              {people.milestones.map((milestone) => (
                <Milestone
                  frame={frame}
                  engagementId={engagement.id}
                  milestone={milestone}
                  mayMarkReached={props.mayMarkReached}
                  mayHold={props.mayHold}
                  faulty={props.reachedFaults}
                />
              ))}
            </ol>
            <p class="more">
              <a href={paths.engagementTable(engagement.id, 'history')}>Every step as a CSV file</a>
            </p>
          </>
        )}
        <PeoplePages {...props} label="Pages of those who were asked" />
      </Section>
      <AnswersSideBySide
        engagementId={engagement.id}
        milestones={people.milestones}
        guessed={props.guesses?.guessed ?? []}
      />
      <div class={explained ? 'pair' : undefined}>
        {explained && <Participants props={props} />}
        <EngagementNotes frame={frame} engagementId={engagement.id} notes={props.notes} typed={props.typedNote} />
      </div>
      <SpokenReports frame={frame} engagementId={engagement.id} spoken={props.spoken} mayReport={props.mayHold} />
    </Layout>
  )
}
