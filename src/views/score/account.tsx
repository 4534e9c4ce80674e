import type { MissingEvidence } from '../../core/score/missing-evidence.ts'
import type { ContactRole, OpportunityState } from '../../core/words.ts'
import { Comments, type Comment } from '../acting/comments.tsx'
import { ago, dateOf, day, daysBetween } from '../dates.ts'
import { EngagementTimeline, type EngagementLine } from '../asking/engagement-timeline.tsx'
import { FollowUpTable, type FollowUpLine } from '../acting/follow-up-list.tsx'
import { FaultSummary } from '../field.tsx'
import { HeatTable, type HeatRow } from './heat-table.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { CONTACT_ROLE_NAMES, listed } from '../names.ts'
import { Empty, Pill, Section } from '../notice.tsx'
import { OutcomeForm, type TypedOutcome } from './outcome-form.tsx'
import { paths } from '../paths.ts'
import { estimateOf, points, type Coverage, type Score } from './score.ts'
import { ScoreShown } from './score-shown.tsx'
import { Table } from '../table.tsx'

/** A contact and when it was last heard. */
type AccountContact = {
  id: number
  name: string
  roles: readonly ContactRole[]
  lastAnswer: { responseId: number; callFirst: number; answeredAt: Date } | null
  /** Since when a question waits for an answer; null where none does. */
  waitingSince: Date | null
  suppressed: boolean
}

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
  coverage: Coverage
  engagements: readonly EngagementLine[]
  contacts: readonly AccountContact[]
  milestoneKinds: readonly string[]
  /** One row a contact; a cell is the last answer at that milestone kind times ten, or a word such as 'held back'. */
  answers: readonly HeatRow[]
  followUps: readonly FollowUpLine[]
  needs: readonly AccountNeed[]
  outcomes: readonly AccountOutcome[]
  /** Whether the viewer may record an outcome; what was typed into the form where it was refused. */
  mayRecord: boolean
  typed?: TypedOutcome
  comments: readonly Comment[]
}

/** What a person would say of the account: the page's title. */
export function accountStatement(name: string, score: Score | null): string {
  const estimate = estimateOf(score)
  if (estimate === undefined) return `Will ${name} call us first? Too early to say`
  if (estimate.low >= 60) return `${name} will probably call us first`
  return estimate.value >= 60 ? `${name} may well call us first` : `${name} may not call us first`
}

function Contacts({ frame, contacts }: Pick<AccountProps, 'frame' | 'contacts'>) {
  if (contacts.length === 0) return <Empty>No contact yet. Import contacts.csv, or add them through the API.</Empty>
  return (
    <Table
      caption="Contacts"
      columns={[
        {
          label: 'Contact',
          kind: 'name',
          cell: (row: AccountContact) => (
            <>
              {row.name}
              <span class="quiet small block">
                {row.roles.length === 0
                  ? 'No role now'
                  : listed(row.roles.map((role) => CONTACT_ROLE_NAMES[role].toLowerCase()))}
              </span>
            </>
          ),
        },
        {
          label: 'Last answer',
          cell: (row) =>
            row.lastAnswer === null ? (
              'none yet'
            ) : (
              <>
                <a href={paths.response(row.lastAnswer.responseId)}>{row.lastAnswer.callFirst} of 10</a>,{' '}
                {ago(row.lastAnswer.answeredAt, frame)}
              </>
            ),
        },
        {
          label: 'Now',
          cell: (row) => {
            if (row.suppressed) return <Pill>no longer asked</Pill>
            if (row.waitingSince === null) return 'nothing waits'
            const days = daysBetween(dateOf(row.waitingSince, frame), frame.today)
            return (
              <Pill tone={days > 14 ? 'act' : 'plain'}>
                {days === 0 ? 'asked today' : `silent for ${days} ${days === 1 ? 'day' : 'days'}`}
              </Pill>
            )
          },
        },
      ]}
      rows={contacts}
    />
  )
}

function WhatTheyNeed({ frame, needs, outcomes }: Pick<AccountProps, 'frame' | 'needs' | 'outcomes'>) {
  if (needs.length === 0 && outcomes.length === 0) {
    return (
      <Empty>
        No need mentioned and no outcome recorded yet. Needs come with the answers; record here what came of them.
      </Empty>
    )
  }
  return (
    <ul class="plain-list" id="outcomes">
      {needs.map((need) => (
        <li>
          <Pill>{need.state === 'new' ? 'new need' : `need, ${need.state}`}</Pill>{' '}
          <a href={paths.opportunity(need.id)}>“{need.need}”</a>{' '}
          <span class="quiet">
            {need.ownerName ?? 'no owner yet'}, {ago(need.heardAt, frame)}
          </span>
        </li>
      ))}
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
  const { frame, account, score } = props
  const title = accountStatement(account.name, score)
  const about = [
    'Account',
    account.industry,
    account.accountManagerName && `Account manager ${account.accountManagerName}`,
  ]
  const lowest = props.contacts
    .flatMap((contact) => (contact.lastAnswer ? [{ contact, answer: contact.lastAnswer.callFirst }] : []))
    .sort((a, b) => a.answer - b.answer)[0]
  return (
    <Layout frame={frame} title={title} current="accounts">
      <p class="kicker">{about.filter(Boolean).join(' · ')}</p>
      <h1>{title}</h1>
      <FaultSummary faults={props.typed?.faults ?? []} />
      {lowest && (
        <p class="standfirst">
          The lowest last answer is {lowest.answer} of 10, from {lowest.contact.name}.
          {props.firmAverage !== null && ` The firm’s average is ${points(props.firmAverage)} in 100.`}
        </p>
      )}
      <div class="pair">
        <Section title="Call-first score">
          <ScoreShown
            score={score}
            missing={props.missing}
            firmAverage={props.firmAverage}
            coverage={props.coverage}
            of={`Score of ${account.name}`}
            whose="the"
          />
        </Section>
        <Section title="Whom we hear from">
          <Contacts frame={frame} contacts={props.contacts} />
        </Section>
      </div>
      <Section title="What to do">
        <FollowUpTable lines={props.followUps} setting={frame} empty="No follow-up is open at this account." />
      </Section>
      <Section title="Their time with us" lead="Each mark is a milestone with the lowest answer given there.">
        {props.engagements.length === 0 ? (
          <Empty>No engagement yet. Import engagements.csv first.</Empty>
        ) : (
          <EngagementTimeline lines={props.engagements} setting={frame} />
        )}
      </Section>
      <div class="pair">
        <Section title="Answers side by side" lead="Each contact’s last answer at each milestone, in 100.">
          {props.answers.length === 0 ? (
            <Empty>Nobody has answered yet.</Empty>
          ) : (
            <HeatTable
              caption="Answers side by side"
              heading="Contact"
              kinds={props.milestoneKinds}
              rows={props.answers}
            />
          )}
        </Section>
        <Section title="What they need, what they did">
          <WhatTheyNeed frame={frame} needs={props.needs} outcomes={props.outcomes} />
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
      <Section title="In their words">
        <Comments comments={props.comments} setting={frame} />
      </Section>
    </Layout>
  )
}
