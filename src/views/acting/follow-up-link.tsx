import { FaultSummary } from '../field.tsx'
import { Layout } from '../layout.tsx'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import type { FollowUpProps } from './follow-up.tsx'
import { Call, Reach, Standing } from './follow-up.tsx'
import { CloseForm, NOTHING_TYPED, SnoozeForm, TakeForm } from './follow-up-forms.tsx'

export type FollowUpLinkProps = Pick<
  FollowUpProps,
  'frame' | 'followUp' | 'call' | 'mayAct' | 'snoozeDays' | 'typed'
> & {
  /** Where its forms post to, without a slash at its end. */
  path: string
}

function Acts({ followUp, mayAct, snoozeDays, typed = NOTHING_TYPED, path }: FollowUpLinkProps) {
  if (followUp.state === 'closed') return <p>{followUp.whatWeDid}</p>
  if (!mayAct) return <p class="quiet">{followUp.ownerName} looks after it now.</p>
  return (
    <>
      {followUp.state === 'open' && <TakeForm action={`${path}/take`} />}
      <CloseForm action={`${path}/close`} quiet={followUp.state === 'open'} typed={typed} />
      <SnoozeForm action={`${path}/snooze`} days={snoozeDays} typed={typed} />
    </>
  )
}

/** What the link in an alert opens: mail scanners follow links, so only a press does anything. */
export function FollowUpLinkPage(props: FollowUpLinkProps) {
  const { frame, followUp, call, typed = NOTHING_TYPED } = props
  const closed = followUp.state === 'closed'
  const title = closed ? `Done: ${followUp.contactName}` : `${followUp.contactName} needs to hear from us`
  return (
    <Layout frame={frame} title={title} narrow>
      <p class="kicker">
        Follow-up · {followUp.accountName} · {followUp.engagementName}
      </p>
      <h1>{title}</h1>
      <Standing frame={frame} followUp={followUp} />
      <FaultSummary faults={typed.faults} />
      {followUp.comment && <blockquote class="quote">{followUp.comment}</blockquote>}
      <Call call={call} frame={frame} />
      <Section title={closed ? 'What we did' : 'What to do'}>
        <Acts {...props} />
      </Section>
      <Reach followUp={followUp} number={call?.number ?? null} />
      <p class="more">
        <a href={paths.followUp(followUp.id)}>The whole follow-up, with its notes</a>{' '}
        <span class="quiet">(sign in)</span>
      </p>
    </Layout>
  )
}
