import { Layout, type Frame } from '../layout.tsx'
import { counted } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { type FollowUpLine, FollowUpTable } from './follow-up-list.tsx'
import { type OpportunityLine, OpportunityTable } from './opportunity-list.tsx'

export type MyAccountsProps = {
  frame: Frame
  /** Who reads it. */
  staffId: number
  needs: readonly OpportunityLine[]
  followUps: readonly FollowUpLine[]
  /** Of all that are open. */
  counts: { needs: number; followUps: number; overdue: number }
  accounts: readonly { id: number; name: string }[]
}

/** An account manager's first page: what do my accounts need next, and who waits for us? */
export function MyAccountsPage({ frame, staffId, needs, followUps, counts, accounts }: MyAccountsProps) {
  const title = 'What do my accounts need next?'
  return (
    <Layout frame={frame} title={title} current="my-accounts">
      <h1>{title}</h1>
      <p class="standfirst">
        {counts.needs === 0 ? 'No need is open' : `${counted(counts.needs, 'need')} open`};{' '}
        {counts.followUps === 0 ? 'nobody waits for us' : `${counted(counts.followUps, 'follow-up')} to do`}
        {counts.overdue > 0 && `, ${counts.overdue} overdue`}.{' '}
        <a href={paths.newOpportunity}>Add a need heard on a call</a>
      </p>
      <Section title="Open needs">
        {needs.length === 0 ? (
          <Empty>No need is open. They come with the answers to “What do you need next?”, or from a call.</Empty>
        ) : (
          <OpportunityTable lines={needs} frame={frame} />
        )}
        {counts.needs > needs.length && (
          <p class="more">
            <a href={paths.opportunities}>All {counts.needs}</a>
          </p>
        )}
      </Section>
      <Section title="Follow-ups">
        <FollowUpTable
          lines={followUps}
          setting={frame}
          takeFrom={paths.myAccounts}
          takesOnlyOf={staffId}
          empty="Nothing is due. A low answer, a fall or a call asked for opens a follow-up at once."
        />
        {counts.followUps > followUps.length && (
          <p class="more">
            <a href={paths.followUps}>All {counts.followUps}</a>
          </p>
        )}
      </Section>
      <Section title="Accounts">
        {accounts.length === 0 ? (
          <Empty>You look after no account yet. An administrator names you in accounts.csv.</Empty>
        ) : (
          <ul class="plain-list names">
            {accounts.map(({ id, name }) => (
              <li>
                <a href={paths.account(id)}>{name}</a>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Layout>
  )
}
