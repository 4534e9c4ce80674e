import { FollowUpTable, type FollowUpLine } from './follow-up-list.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { counted } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'

type FollowUpShow = 'open' | 'overdue' | 'closed'

export type FollowUpsProps = {
  frame: Frame
  show: FollowUpShow
  counts: Readonly<Record<FollowUpShow, number>>
  followUps: readonly FollowUpLine[]
}

const EMPTY: Record<FollowUpShow, string> = {
  open: 'Nothing to do. A low answer, a fall or a call asked for opens a follow-up at once.',
  overdue: 'Nothing is overdue.',
  closed: 'No follow-up has been closed yet.',
}

/** Which clients need to hear from us. */
export function FollowUpsPage({ frame, show, counts, followUps }: FollowUpsProps) {
  return (
    <Layout frame={frame} title="Who needs to hear from us?" current="follow-ups">
      <h1>Who needs to hear from us?</h1>
      <p class="standfirst">
        {counts.open === 0
          ? 'Nobody is waiting for us.'
          : `${counted(counts.open, 'follow-up')} open, ${counts.overdue === 0 ? 'none' : counts.overdue} of them overdue.`}
      </p>
      <nav class="tabs" aria-label="Which follow-ups">
        {(['open', 'overdue', 'closed'] as const).map((choice) => (
          <a href={`${paths.followUps}?show=${choice}`} aria-current={choice === show ? 'true' : undefined}>
            {choice.charAt(0).toUpperCase() + choice.slice(1)} ({counts[choice]})
          </a>
        ))}
      </nav>
      <Section title={show === 'open' ? 'Open and taken' : show === 'overdue' ? 'Overdue' : 'Closed'}>
        <FollowUpTable lines={followUps} setting={frame} empty={EMPTY[show]} />
      </Section>
    </Layout>
  )
}
