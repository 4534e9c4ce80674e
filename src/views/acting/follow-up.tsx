import { dayOf, moment } from '../dates.ts'
import { FaultSummary } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { FollowUpForms, NOTHING_TYPED, type TypedFollowUp } from './follow-up-forms.tsx'
import { FollowUpHistory, type FollowUpNote, type FollowUpStep, type ReplyLine } from './follow-up-history.tsx'
import { FollowUpPill, type FollowUpLine } from './follow-up-list.tsx'
import { times, whatHappened } from './follow-up-words.ts'

type FollowUp = FollowUpLine & {
  responseId: number | null
  engagementId: number
  contactEmail: string
  contactPhone: string | null
  openedAt: Date
  closedByName: string | null
  whatWeDid: string | null
}

type CallWish = {
  day: string | null
  half: string | null
  words: string | null
  number: string | null
  timeZone: string
}

export type FollowUpProps = {
  frame: Frame
  followUp: FollowUp
  /** When and where the contact wants to be called, in the contact's own time; null: nothing was said. */
  call: CallWish | null
  /** Which pages open for the viewer. */
  opens: { answer: boolean; engagement: boolean }
  notes: readonly FollowUpNote[]
  steps: readonly FollowUpStep[]
  reply: ReplyLine | null
  /** Whether the viewer may take, note, snooze, give away and close it. */
  mayAct: boolean
  /** To whom it can be given. */
  others: readonly { id: number; name: string }[]
  snoozeDays: { first: string; last: string }
  typed?: TypedFollowUp
}

/** What the contact said, or that they said nothing, and how to reach them. */
function Said({ followUp, opens }: Pick<FollowUpProps, 'followUp' | 'opens'>) {
  return (
    <>
      {followUp.comment && <blockquote class="quote">{followUp.comment}</blockquote>}
      {followUp.responseId === null ? (
        <p>Nothing yet. {opens.engagement && <a href={paths.engagement(followUp.engagementId)}>What was asked</a>}</p>
      ) : (
        <p>
          {!followUp.comment && <span class="quiet">No comment was left. </span>}
          {opens.answer && <a href={paths.response(followUp.responseId)}>The whole answer</a>}
        </p>
      )}
    </>
  )
}

const telephone = (number: string): string => `tel:${number.replaceAll(/[^+\d]/g, '')}`

export function Reach({ followUp, number = null }: { followUp: FollowUp; number?: string | null }) {
  return (
    <>
      <h3>How to reach {followUp.contactName}</h3>
      <ul class="plain-list">
        {followUp.contactPhone && followUp.contactPhone !== number && (
          <li>
            <a href={telephone(followUp.contactPhone)}>{followUp.contactPhone}</a>
          </li>
        )}
        <li>
          <a href={`mailto:${encodeURIComponent(followUp.contactEmail).replace('%40', '@')}`}>
            {followUp.contactEmail}
          </a>
        </li>
      </ul>
    </>
  )
}

function Done({ followUp, reply, mayAct }: Pick<FollowUpProps, 'followUp' | 'reply' | 'mayAct'>) {
  return (
    <>
      <p>{followUp.whatWeDid}</p>
      {mayAct && reply?.state === 'draft' && (
        <p>
          <a class="button" href={paths.reply(followUp.id)}>
            Tell {followUp.contactName}
          </a>
        </p>
      )}
    </>
  )
}

/** How it stands, in a sentence. */
export function Standing({ frame, followUp }: Pick<FollowUpProps, 'frame' | 'followUp'>) {
  const { state, snoozed, snoozedUntil, snoozes, dueAt, ownerName } = followUp
  const until = snoozed && snoozedUntil ? `Snoozed until ${dayOf(snoozedUntil, frame)}` : `Due ${moment(dueAt, frame)}`
  return (
    <p class="standfirst">
      {whatHappened(followUp, frame)}. {state === 'closed' ? 'Closed' : until}, owner {ownerName}
      {snoozes > 0 && `, snoozed ${times(snoozes)}`}. <FollowUpPill line={followUp} setting={frame} />
    </p>
  )
}

/** What the contact said of the call that they asked for. */
export function Call({ call, frame }: Pick<FollowUpProps, 'call' | 'frame'>) {
  if (call === null) return null
  const at = call.day && `${dayOf(new Date(`${call.day}T12:00:00Z`), { ...frame, timeZone: 'UTC' })}, ${call.half}`
  return (
    <p>
      Wants to be called {at ? `on ${at}` : 'at any time'}, time in {call.timeZone}
      {call.number && (
        <>
          , at <a href={telephone(call.number)}>{call.number}</a>
        </>
      )}
      .{call.words && <> “{call.words}”</>}
    </p>
  )
}

/** One follow-up: what happened, whom to call, and what was done. */
export function FollowUpPage(props: FollowUpProps) {
  const { frame, followUp, mayAct, typed = NOTHING_TYPED } = props
  const closed = followUp.state === 'closed'
  const title = closed ? `Done: ${followUp.contactName}` : `${followUp.contactName} needs to hear from us`
  return (
    <Layout frame={frame} title={title} current="follow-ups">
      <p class="kicker">
        Follow-up · {followUp.accountName} · {followUp.engagementName}
      </p>
      <h1>{title}</h1>
      <Standing frame={frame} followUp={followUp} />
      <FaultSummary faults={typed.faults} />
      <div class="pair">
        <Section title="What they said">
          <Said followUp={followUp} opens={props.opens} />
          <Reach followUp={followUp} number={props.call?.number ?? null} />
          <Call call={props.call} frame={frame} />
        </Section>
        <Section title={closed ? 'What we did' : 'What to do'}>
          {closed ? (
            <Done {...props} />
          ) : mayAct ? (
            <FollowUpForms followUp={followUp} others={props.others} days={props.snoozeDays} typed={typed} />
          ) : (
            <p class="quiet">{followUp.ownerName} looks after it.</p>
          )}
        </Section>
      </div>
      <Section title="So far">
        <FollowUpHistory
          id={followUp.id}
          setting={frame}
          past={followUp}
          notes={props.notes}
          steps={props.steps}
          reply={props.reply}
          opensReply={mayAct}
        />
      </Section>
    </Layout>
  )
}
