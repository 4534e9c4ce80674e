import { type AnswerFilter, DEFAULT_PERIOD } from '../../core/score/answer-filter.ts'
import { NeedPill, type OpportunityLine } from '../acting/opportunity-list.tsx'
import { ago } from '../dates.ts'
import { NothingYet } from '../firm/first-steps.tsx'
import { Layout } from '../layout.tsx'
import { counted, listed } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { AnswerFilterForm, type FilterChoices } from './answer-filter-form.tsx'
import { AttentionSection, type Attention, type OpenFollowUps } from './attention.tsx'
import type { DriversProps } from './driver-words.ts'
import { Drivers } from './drivers.tsx'
import { answersPath, behindPath, filterQuery, periodWords } from './filter-query.ts'
import { type AccountAlong, accountRows } from './account-rows.ts'
import { HeatTable } from './heat-table.tsx'
import { OverviewFigures, type FiguresProps } from './overview-figures.tsx'
import { PmTiers, type PmLine } from './pm-tiers.tsx'
import { Trend } from './trend.tsx'

export type OverviewProps = FiguresProps & {
  choices: FilterChoices
  firmAverage: number | null
  followUps: OpenFollowUps
  attention: Attention
  pms: readonly PmLine[]
  hasPms: boolean
  drivers: DriversProps | null
  milestoneKinds: readonly string[]
  accounts: readonly AccountAlong[]
  /** All accounts heard from, of which the lowest stand here. */
  accountCount: number
  needs: readonly OpportunityLine[]
}

/** Before the list of all takes over. */
const PMS_OF_A_TIER = 8

const TITLE = 'Who will call us first?'

/** What a filter can't narrow, said where it is used: scores are made of all answers and stored, drivers as well. */
function scopeWords({ industry, milestoneKind, surveyKey, period }: AnswerFilter): string | null {
  const asked = [
    industry !== null && 'industry',
    milestoneKind !== null && 'milestone',
    surveyKey !== null && 'survey',
    period !== DEFAULT_PERIOD && 'period',
  ].filter((each) => each !== false)
  if (asked.length === 0) return null
  const narrow = asked.length === 1 ? 'narrows' : 'narrow'
  return `The ${listed(asked)} you chose ${narrow} what clients said and need, the counts and the table of accounts. A score is made of all answers of three years and stands as of today, whatever is chosen; so do its drivers.`
}

/** What stands behind the score of which the page speaks; drivers are the PM's or the firm's. */
function tableOf({ pmId, accountId }: AnswerFilter, which: 'drivers' | 'history'): string {
  if (pmId !== null) return paths.pmTable(pmId, which)
  return accountId === null || which === 'drivers' ? paths.firmTable(which) : paths.accountHistory(accountId)
}

function PmSection({ pms, firmAverage }: Pick<OverviewProps, 'pms' | 'firmAverage'>) {
  return (
    <Section
      title="Project managers"
      lead="Allowing for how hard each account is to please. Where ranges overlap there is no order to read: inside a group they stand by name. The dashed line is the firm; an arrow is a change that is nine to one."
    >
      {pms.length === 0 ? (
        <Empty>No PM has asked anybody in this period.</Empty>
      ) : (
        <PmTiers pms={pms} firmAverage={firmAverage} most={PMS_OF_A_TIER} />
      )}
      <p class="more">
        <a href={paths.pms}>All PMs</a> · <a href={paths.comparePms}>Compare two PMs</a> ·{' '}
        <a href={paths.howTheScoreWorks}>How the score works</a>
      </p>
    </Section>
  )
}

function AccountSection({ accounts, accountCount, milestoneKinds, filter }: OverviewProps) {
  const rows = accountRows(accounts, filter)
  return (
    <Section
      title="Accounts along the project"
      lead="Average of the period’s answers at each milestone, in 100; the lowest scores first. Where fewer than 3 answers were given, n says how many, and no colour is drawn."
    >
      {rows.length === 0 ? (
        <Empty>
          No answers in this period. They appear once a milestone is reached and its contacts have answered.
        </Empty>
      ) : (
        <HeatTable
          caption="Accounts along the project"
          heading="Account"
          kinds={milestoneKinds}
          rows={rows}
          colourFrom={3}
        />
      )}
      <p class="more">
        {accountCount > rows.length ? (
          <a href={behindPath('accounts', filter)}>
            {rows.length} of {accountCount} heard from stand here
          </a>
        ) : (
          <a href={paths.accounts}>All accounts</a>
        )}
        {rows.length > 0 && (
          <>
            {' '}
            · <a href={`${paths.alongTable}${filterQuery(filter)}`}>All of them as a CSV file</a>
          </>
        )}
      </p>
    </Section>
  )
}

function NobodyAsked({ filter }: Pick<OverviewProps, 'filter'>) {
  if (filterQuery(filter) !== '') return <Empty>Nobody was asked here. Choose another period, or narrow less.</Empty>
  return (
    <Empty>
      Nobody was asked in this period: no milestone was reached. Open <a href={paths.engagements}>an engagement</a> and
      enter the day on which its milestone was reached.
    </Empty>
  )
}

/** What the figure of needs counts as still new, by the same filter. */
function NeedSection({ needs, sums, filter, frame }: Pick<OverviewProps, 'needs' | 'sums' | 'filter' | 'frame'>) {
  return (
    <Section title="What clients need next" lead="Told in answers of this period, and still new.">
      {needs.length === 0 ? (
        <Empty>
          {sums.needs === 0
            ? 'None was heard. What clients answer to ‘what do you need next?’ appears here.'
            : 'No new need waits: all that were heard are being worked on.'}
        </Empty>
      ) : (
        <ul class="plain-list">
          {needs.map((line) => (
            <li>
              <NeedPill state={line.state} /> <a href={paths.opportunity(line.id)}>“{line.need}”</a>{' '}
              <span class="quiet">
                {line.accountName}, {ago(line.heardAt, frame)}, {line.ownerName ?? 'no owner yet'}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p class="more">
        {sums.needs > 0 && (
          <>
            <a href={behindPath('needs', filter, sums.newNeeds > 0 ? { only: 'part' } : {})}>
              {sums.newNeeds > 0 ? `All ${sums.newNeeds} still new` : `All ${sums.needs} heard`}
            </a>{' '}
            ·{' '}
          </>
        )}
        <a href={paths.opportunities}>Opportunities of all times, calls included</a>
      </p>
    </Section>
  )
}

/** Leadership's first page: which accounts will call us first, which won't, and what needs attention today. */
export function OverviewPage(props: OverviewProps) {
  const { frame, filter, subject, sums } = props
  if (!props.hasPms) {
    return (
      <Layout frame={frame} title={TITLE} current="overview">
        <h1>{TITLE}</h1>
        <NothingYet what="Nobody can be asked yet: there is no engagement." role={frame.viewer?.role} />
      </Layout>
    )
  }
  if (subject.kind !== 'firm' && subject.name === null) {
    return (
      <Layout frame={frame} title={TITLE} current="overview">
        <h1>{TITLE}</h1>
        <AnswerFilterForm path={paths.overview} filter={filter} choices={props.choices} />
      </Layout>
    )
  }
  const scope = scopeWords(filter)
  const trendOf = subject.name === null ? 'The firm’s score' : `Score of ${subject.name}`
  return (
    <Layout frame={frame} title={TITLE} current="overview">
      <h1>{TITLE}</h1>
      <p class="standfirst">
        {periodWords(filter.months, frame)}: <a href={answersPath(filter)}>{counted(sums.answers, 'answer')}</a> from{' '}
        <a href={behindPath('accounts', filter)}>{counted(props.accountCount, 'account')}</a>.{' '}
        <a class="not-printed" href={paths.report}>
          The last quarter on a page to print
        </a>
      </p>
      <AnswerFilterForm path={paths.overview} filter={filter} choices={props.choices} />
      {scope && <p class="quiet small scope">{scope}</p>}
      {sums.reached + sums.asked + sums.answers > 0 ? <OverviewFigures {...props} /> : <NobodyAsked filter={filter} />}
      <AttentionSection frame={frame} attention={props.attention} filter={filter} {...props.followUps} />
      <div class="pair pair-long">
        <PmSection {...props} />
        <AccountSection {...props} />
        <Section title={subject.name === null ? 'The firm over time' : `${subject.name} over time`}>
          <Trend
            history={subject.history}
            firmAverage={subject.kind === 'firm' ? null : props.firmAverage}
            of={trendOf}
            setting={frame}
            file={tableOf(filter, 'history')}
          />
        </Section>
        <NeedSection {...props} />
      </div>
      <Drivers frame={frame} drivers={props.drivers} whose="the" file={tableOf(filter, 'drivers')} />
    </Layout>
  )
}
