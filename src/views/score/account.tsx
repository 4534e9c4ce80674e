import type { MissingEvidence } from '../../core/score/missing-evidence.ts'
import type { OpportunityState } from '../../core/words.ts'
import { Comments, type Comment } from '../acting/comments.tsx'
import { ago, day } from '../dates.ts'
import { EngagementTimeline, type EngagementLine } from '../asking/engagement-timeline.tsx'
import { FollowUpTable, type FollowUpLine } from '../acting/follow-up-list.tsx'
import { FaultSummary } from '../field.tsx'
import { HeatTable, type HeatRow } from './heat-table.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { compactMoney } from '../money.ts'
import { counted } from '../names.ts'
import { Empty, Pill, Section } from '../notice.tsx'
import { OutcomeForm, type TypedOutcome } from './outcome-form.tsx'
import { PagesOfList } from '../pages-of-list.tsx'
import { paths } from '../paths.ts'
import type { Coverage, Score, ScorePoint } from './score.ts'
import { ScoreShown } from './score-shown.tsx'
import { AccountContacts, type AccountContact } from './account-contacts.tsx'
import { accountStatement, deciderWords, earlierWords, type LowestDecider, scoreSentence } from './account-words.ts'
import { Trend } from './trend.tsx'

/** A need that the client mentioned. */
type AccountNeed = {
  id: number
  need: string
  state: OpportunityState
  ownerName: string | null
  heardAt: Date
}

/** What really happened when the account had a need. */
type AccountOutcome = { neededOn: string; calledFirst: boolean; note: string | null }

export type AccountProps = {
  frame: Frame
  account: { id: number; name: string; industry: string | null; accountManagerName: string | null }
  score: Score | null
  missing: MissingEvidence | null
  firmAverage: number | null
  history: readonly ScorePoint[]
  revenue: readonly { currency: string; value: number; running: number; engagements: number }[]
  coverage: Coverage
  engagements: readonly EngagementLine[]
  /** A page of them. */
  people: {
    contacts: readonly AccountContact[]
    page: number
    pages: number
    lowestDecider: LowestDecider | null
    milestoneKinds: readonly string[]
    /** One row a contact; a cell is the last answer at that milestone kind times ten, or a word such as 'held back'. */
    answers: readonly HeatRow[]
  }
  followUps: readonly FollowUpLine[]
  hasMoreFollowUps: boolean
  needs: readonly AccountNeed[]
  hasMoreNeeds: boolean
  outcomes: readonly AccountOutcome[]
  /** Whether the viewer may record an outcome; what was typed into the form where it was refused. */
  mayRecord: boolean
  typed?: TypedOutcome
  comments: readonly Comment[]
}

/** '1.2M USD in 4 engagements, 300K USD of it running'. */
function revenueWords(revenue: AccountProps['revenue'], { locale }: Frame): string | null {
  if (revenue.length === 0) return null
  const parts = revenue.map(({ currency, value, running, engagements }) => {
    const rest = running > 0 ? `, ${compactMoney(running, currency, locale)} of it running` : ', none of it running'
    return `${compactMoney(value, currency, locale)} in ${counted(engagements, 'engagement')}${rest}`
  })
  return `Revenue: ${parts.join('; ')}.`
}

function Standfirst({ frame, score, history, people, revenue }: AccountProps) {
  const words = [scoreSentence(score), earlierWords(history, score, frame), deciderWords(people.lowestDecider)]
  const worth = revenueWords(revenue, frame)
  return (
    <p class="standfirst">
      {words.filter(Boolean).join(' ')}
      {worth && <span class="small block">{worth}</span>}
    </p>
  )
}

function WhatTheyNeed({ frame, account, needs, hasMoreNeeds, outcomes }: AccountProps) {
  if (needs.length === 0 && outcomes.length === 0) {
    return (
      <Empty>
        No need mentioned and no outcome recorded yet. Needs come with the answers; record here what came of them.
      </Empty>
    )
  }
  return (
    <ul class="plain-list">
      {needs.map((need) => (
        <li>
          <Pill>{need.state === 'new' ? 'new need' : `need, ${need.state}`}</Pill>{' '}
          <a href={paths.opportunity(need.id)}>“{need.need}”</a>{' '}
          <span class="quiet">
            {need.ownerName ?? 'no owner yet'}, {ago(need.heardAt, frame)}
          </span>
        </li>
      ))}
      {hasMoreNeeds && (
        <li>
          <a href={`${paths.opportunities}?account=${account.id}&state=all`}>All their needs</a>
        </li>
      )}
      {outcomes.map((outcome) => (
        <li>
          <Pill tone={outcome.calledFirst ? 'good' : 'act'}>outcome</Pill>{' '}
          {outcome.calledFirst ? 'They had a need and called us first.' : 'They had a need and did not call us first.'}{' '}
          {outcome.note && <>{outcome.note} </>}
          <span class="quiet">{day(outcome.neededOn, frame)}</span>
        </li>
      ))}
    </ul>
  )
}

/** One account: will it call us first, whom do we hear from, and what is to do? */
export function AccountPage(props: AccountProps) {
  const { frame, account, score, people } = props
  const title = accountStatement(account.name, score)
  const about = [
    'Account',
    account.industry,
    account.accountManagerName && `Account manager ${account.accountManagerName}`,
  ]
  return (
    <Layout frame={frame} title={title} current="accounts">
      <p class="kicker">{about.filter(Boolean).join(' · ')}</p>
      <h1>{title}</h1>
      <FaultSummary faults={props.typed?.faults ?? []} />
      <Standfirst {...props} />
      <div class="pair">
        <Section title="Call-first score">
          <ScoreShown
            frame={frame}
            score={score}
            missing={props.missing}
            firmAverage={props.firmAverage}
            coverage={props.coverage}
            of={`Score of ${account.name}`}
            whose="the"
          />
        </Section>
        <Section title="Whom we hear from">
          <AccountContacts frame={frame} contacts={people.contacts} />
          <PagesOfList path={paths.account(account.id)} query={{}} page={people.page} pages={people.pages} />
          {people.contacts.length > 0 && (
            <p class="more">
              <a href={paths.accountContacts(account.id)}>All contacts and their answers as a CSV file</a>
            </p>
          )}
        </Section>
      </div>
      <Section title="What to do">
        <FollowUpTable lines={props.followUps} setting={frame} empty="No follow-up is open at this account." />
        <p class="more">
          <a href={`${paths.newOpportunity}?account=${account.id}`}>Add a need heard on a call</a> ·{' '}
          <a href={`${paths.answers}?account=${account.id}&period=m24`}>All answers of the last 24 months</a>
        </p>
        {props.hasMoreFollowUps && (
          <p class="more">
            <a href={`${paths.followUps}?account=${account.id}`}>All that are open</a>
          </p>
        )}
      </Section>
      <Section title="Their time with us" lead="Each mark is a milestone with the lowest answer given there.">
        {props.engagements.length === 0 ? (
          <Empty>No engagement yet. Import engagements.csv first.</Empty>
        ) : (
          <EngagementTimeline lines={props.engagements} setting={frame} file={paths.accountMilestones(account.id)} />
        )}
      </Section>
      <div class="pair">
        <Section
          title="Answers side by side"
          lead={`The last answer of each contact${people.pages > 1 ? ' of this page' : ''} at each milestone, in 100.`}
        >
          {people.answers.length === 0 ? (
            <Empty>Nobody has answered yet.</Empty>
          ) : (
            <HeatTable
              caption="Answers side by side"
              heading="Contact"
              kinds={people.milestoneKinds}
              rows={people.answers}
            />
          )}
        </Section>
        <Section title="What they need, what they did">
          <WhatTheyNeed {...props} />
          {props.mayRecord && (
            <OutcomeForm
              accountId={account.id}
              accountName={account.name}
              engagements={props.engagements}
              today={frame.today}
              typed={props.typed}
            />
          )}
          <p class="more">
            <a href={paths.trust}>Can we trust this score?</a>
          </p>
        </Section>
      </div>
      <Section title="Over time">
        <Trend
          history={props.history}
          firmAverage={props.firmAverage}
          of={`Score of ${account.name}`}
          setting={frame}
          file={paths.accountHistory(account.id)}
        />
      </Section>
      <Section title="In their words">
        <Comments comments={props.comments} setting={frame} />
      </Section>
    </Layout>
  )
}
