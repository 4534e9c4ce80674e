import { day, dayOf } from '../dates.ts'
import { Button, FaultSummary, SelectField, TextArea, type Fault } from '../field.tsx'
import { heldInSentence, heldWhere, type HoldSubjectNames } from './hold-words.ts'
import { Layout, type Frame } from '../layout.tsx'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { type Unsent, unsentWords } from './unsent-words.ts'

type Subject = HoldSubjectNames & { engagementId: number | null; reachedOn: string | null }

export type HoldPageProps = {
  frame: Frame
  /** Where the form is sent. */
  action: string
  subject: Subject
  /** The hold that stands already. */
  open: { id: number; reason: string; placedBy: string; placedAt: Date } | null
  unsent: Unsent
  /** What would not be sent if the contact were held everywhere; null where that can't be chosen. */
  everywhere: Unsent | null
  typed: { reason: string; where: string; faults: readonly Fault[] }
}

const NOTHING = 'Nothing is waiting to be sent just now; nothing will be until the hold is lifted.'

const Kicker = ({ subject }: { subject: Subject }) => (
  <p class="kicker">
    Hold · {subject.accountName}
    {subject.engagementId !== null && (
      <>
        {' '}
        · <a href={paths.engagement(subject.engagementId)}>{subject.engagementName}</a>
      </>
    )}
  </p>
)

function Where({ subject, everywhere, typed }: Pick<HoldPageProps, 'subject' | 'everywhere' | 'typed'>) {
  if (everywhere === null) return null
  return (
    <SelectField
      name="where"
      label="Where"
      hint={`Everywhere: ${unsentWords(everywhere, NOTHING).toLowerCase()}`}
      value={typed.where}
      options={[
        { value: 'here', label: `On ${subject.engagementName} alone` },
        { value: 'everywhere', label: 'Everywhere, on all engagements' },
      ]}
    />
  )
}

/** Before somebody is left out: what will not be sent, and why. */
export function HoldPage({ frame, action, subject, open, unsent, everywhere, typed }: HoldPageProps) {
  const name = heldInSentence(subject)
  const title = `Leave out ${name}?`
  return (
    <Layout frame={frame} title={title} current="engagements" narrow>
      <Kicker subject={subject} />
      <h1>{title}</h1>
      {open === null ? (
        <>
          <p class="standfirst">
            {unsentWords(unsent, NOTHING)} What has been sent stays open. Whoever is left out is counted beside the
            score.
          </p>
          <form method="post" action={action}>
            <FaultSummary faults={typed.faults} />
            <Where subject={subject} everywhere={everywhere} typed={typed} />
            <TextArea
              name="reason"
              label="Why"
              hint="Kept with your name and shown in the history and to leadership."
              rows={3}
              value={typed.reason}
              faults={typed.faults}
            />
            <Button>Leave out {name}</Button>
          </form>
        </>
      ) : (
        <Section title="It is on hold already">
          <p>
            Since {dayOf(open.placedAt, frame)}, by {open.placedBy}: {open.reason}
          </p>
          <p>
            <a class="button" href={paths.liftHold(open.id)}>
              Lift the hold
            </a>
          </p>
        </Section>
      )}
    </Layout>
  )
}

export type LiftPageProps = {
  frame: Frame
  subject: Subject
  hold: { id: number; reason: string; placedAt: Date; liftedAt: Date | null }
  typed: { reason: string; faults: readonly Fault[] }
}

/** Before somebody is let in again. */
export function LiftPage({ frame, subject, hold, typed }: LiftPageProps) {
  const title = `Ask ${subject.contactName === null ? 'about ' : ''}${heldInSentence(subject)} again?`
  return (
    <Layout frame={frame} title={title} current="engagements" narrow>
      <Kicker subject={subject} />
      <h1>{title}</h1>
      {hold.liftedAt === null ? (
        <>
          <p class="standfirst">
            On hold{' '}
            {subject.contactName === null
              ? ''
              : `${heldWhere(subject) === 'everywhere' ? '' : 'on '}${heldWhere(subject)} `}
            since {dayOf(hold.placedAt, frame)}: {hold.reason}
          </p>
          <p>
            {subject.reachedOn === null
              ? 'The plan then decides anew about milestones that were reached: it asks where it is not too late.'
              : `The plan then decides anew: it was reached ${day(subject.reachedOn, frame)}, and is asked about where that is not too late.`}
          </p>
          <form method="post" action={paths.liftHold(hold.id)}>
            <FaultSummary faults={typed.faults} />
            <TextArea name="reason" label="Why" rows={2} value={typed.reason} faults={typed.faults} optional />
            <Button>Lift the hold</Button>
          </form>
        </>
      ) : (
        <p class="standfirst">The hold was lifted {dayOf(hold.liftedAt, frame)}; nothing is left to do.</p>
      )}
    </Layout>
  )
}
