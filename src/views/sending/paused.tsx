import type { PauseReason } from '../../core/sending/fence.ts'
import { moment } from '../dates.ts'
import { Button } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { counted } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'

export type PausedProps = {
  frame: Frame
  reason: PauseReason
  /** The address that mail was last sent from, and the one of this server. */
  lastUrl: string
  baseUrl: string
  workedAt: Date
  work: { messages: number; invitations: number; milestones: number; later: number }
}

function whatWasSeen({ reason, lastUrl, baseUrl, workedAt, frame }: PausedProps): string {
  const since = moment(workedAt, frame)
  if (reason === 'other_database') {
    return `Mail was last sent from another database than this one; this is a copy of it as it was on ${since} or later.`
  }
  if (reason === 'other_address') {
    return `Mail was last sent with links to ${lastUrl}; this server writes links to ${baseUrl}. If the other one still runs, both would ask the same people: stop one of them first.`
  }
  if (reason === 'older_than_sent') {
    return `This machine has sent mail that the database knows nothing of: the database is as it was on ${since}.`
  }
  return `Due work was last done on ${since}. If the server was only off, nothing was sent since; if the database was restored from a backup of that day, much was.`
}

function Choice({ waiting, label, quiet = false }: { waiting: 'hold_back' | 'send'; label: string; quiet?: boolean }) {
  return (
    <form method="post" action={paths.paused}>
      <input type="hidden" name="waiting" value={waiting} />
      <Button quiet={quiet}>{label}</Button>
    </form>
  )
}

/** What was noticed, what waits in numbers, and the two ways to go on. */
export function PausedPage(props: PausedProps) {
  const { messages, invitations, milestones, later } = props.work
  return (
    <Layout frame={props.frame} title="Surveys are paused" narrow>
      <h1>Shall surveys go on from here?</h1>
      <p class="standfirst">
        {whatWasSeen(props)} Until you decide, surveys are paused: nobody is asked or reminded; sign-in links still
        leave, and answers still come in.
      </p>
      <Section title="Go on from here">
        <p>
          What was due before now may have been sent already, so it will not be sent again:{' '}
          {counted(messages, 'message in the outbox is', 'messages in the outbox are')} cancelled,{' '}
          {counted(invitations, 'invitation is', 'invitations are')} held back, and{' '}
          {counted(milestones, 'reached milestone is', 'reached milestones are')} not asked about. The history of each
          says why. {counted(later, 'invitation', 'invitations')} planned for later will leave as planned.
        </p>
        <Choice waiting="hold_back" label="Go on from here" />
      </Section>
      <Section title="Send what waits, too">
        <p>
          Only if you are sure that nothing was sent in the meantime: the server was moved whole, or was just off. What
          has waited for more than three days is not sent even so.
        </p>
        <Choice waiting="send" label="Send what waits, too" quiet />
      </Section>
    </Layout>
  )
}
