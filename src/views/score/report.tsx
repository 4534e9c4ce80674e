import type { ReportQuarter } from '../../core/score/report-quarter.ts'
import { day } from '../dates.ts'
import { Layout } from '../layout.tsx'
import { money } from '../money.ts'
import { counted } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { type AccountAlong, accountRows } from './account-rows.ts'
import { answersPath, quarterName } from './filter-query.ts'
import { HeatTable } from './heat-table.tsx'
import { OverviewFigures, type FiguresProps } from './overview-figures.tsx'
import { PmTiers, type PmLine } from './pm-tiers.tsx'
import { estimateOf, points, rangeWords, type Score, type ScorePoint } from './score.ts'
import { Trend } from './trend.tsx'

/** What a client wrote in the quarter. */
type QuarterWords = { id: number; comment: string | null; callFirst: number; contactName: string; accountName: string }

export type ReportProps = Omit<FiguresProps, 'subject'> & {
  quarter: ReportQuarter
  score: Score | null
  scoreBefore: Score | null
  history: readonly ScorePoint[]
  pms: readonly PmLine[]
  milestoneKinds: readonly string[]
  accounts: readonly AccountAlong[]
  accountCount: number
  followUps: { opened: number; closed: number; medianHours: number | null }
  needs: { heard: number; won: number; values: readonly { currency: string; value: number }[] }
  outcomes: { needs: number; called: number }
  words: readonly QuarterWords[]
}

function scoreSentence({ score, scoreBefore, quarter }: ReportProps): string {
  const [now, before] = [estimateOf(score), estimateOf(scoreBefore)]
  const when = quarter.isRunning ? 'As of today' : 'At its end'
  if (now === undefined) return `${when} it was too early to say how many clients would call us first.`
  const then =
    before === undefined
      ? ''
      : ` At the end of the quarter before it was ${points(before.value)}, ${rangeWords(before)}.`
  return `${when}, ${points(now.value)} in 100 would call us first, ${rangeWords(now)}.${then}`
}

/** '5 hours', '3 days'. */
const duration = (hours: number): string =>
  hours < 48 ? counted(Math.max(1, Math.round(hours)), 'hour') : counted(Math.round(hours / 24), 'day')

function Done({ followUps, needs, outcomes, frame }: ReportProps) {
  const { opened, closed, medianHours } = followUps
  const values = needs.values.map(({ currency, value }) => money(value, currency, frame.locale)).join(' and ')
  return (
    <Section title="What was done about it">
      <ul class="plain-list">
        <li>
          {counted(opened, 'follow-up')} opened, {closed} closed
          {medianHours !== null && <>; half of these within {duration(medianHours)} of being opened</>}.
        </li>
        <li>
          {counted(needs.heard, 'need')} heard, {needs.won} won so far{values !== '' && <>, worth {values}</>}.
        </li>
        <li>
          {outcomes.needs === 0
            ? 'No outcome was recorded: nobody noted whom a client with a need called first.'
            : `${outcomes.called} of ${counted(outcomes.needs, 'client')} with a need called us first, by the outcomes recorded.`}
        </li>
      </ul>
    </Section>
  )
}

function Words({ words, filter }: ReportProps) {
  return (
    <Section title="In clients’ words">
      {words.length === 0 ? (
        <Empty>Nobody wrote anything in this quarter.</Empty>
      ) : (
        <>
          <ul class="quotes">
            {words.map(({ id, comment, callFirst, contactName, accountName }) => (
              <li>
                <blockquote>{comment}</blockquote>
                <p class="quiet small">
                  {contactName}, {accountName} · <a href={paths.response(id)}>{callFirst} of 10</a>
                </p>
              </li>
            ))}
          </ul>
          <p class="more">
            <a href={answersPath(filter, { words: '1' })}>All words of the quarter</a>
          </p>
        </>
      )}
    </Section>
  )
}

function Quarters({ quarter }: { quarter: ReportQuarter }) {
  return (
    <nav class="tabs not-printed" aria-label="Quarters">
      {quarter.offered.map((key) => (
        <a href={paths.reportOf(key)} aria-current={key === quarter.key ? 'page' : undefined}>
          {quarterName(key)}
        </a>
      ))}
    </nav>
  )
}

/** A quarter on one page, to be read together and printed. */
export function ReportPage(props: ReportProps) {
  const { frame, quarter, score, pms, accounts, accountCount, milestoneKinds, filter } = props
  const title = `${quarterName(quarter.key)}: who would call us first?`
  const firmAverage = estimateOf(score)?.value ?? null
  const subject = { kind: 'firm' as const, name: null, score, history: props.history, moved: null }
  return (
    <Layout frame={frame} title={title} current="overview">
      <h1>{title}</h1>
      <Quarters quarter={quarter} />
      <p class="standfirst">
        {frame.firmName}, {day(quarter.months.from, frame)} to {day(quarter.lastDay, frame)}
        {quarter.isRunning && ', so far'}. {scoreSentence(props)}
      </p>
      <OverviewFigures {...props} subject={subject} />
      <div class="pair">
        <Section title="The firm over time">
          <Trend
            history={props.history}
            firmAverage={null}
            of="The firm’s score"
            setting={frame}
            file={paths.reportTable('history', quarter.key)}
          />
        </Section>
        <Done {...props} />
      </div>
      <Section
        title="Project managers"
        lead="As they stood at the end of these days, by name within a group: where ranges overlap there is no order to read."
      >
        {pms.length === 0 ? (
          <Empty>No PM asked anybody in this quarter.</Empty>
        ) : (
          <>
            <PmTiers pms={pms} firmAverage={firmAverage} detailed />
            <p class="more">
              <a href={paths.reportTable('pms', quarter.key)}>The same PMs as a CSV file</a>
            </p>
          </>
        )}
      </Section>
      <Section
        title="Accounts along the project"
        lead="Average of the quarter’s answers at each milestone, in 100; the lowest scores first. Where fewer than 3 answers were given, n says how many, and no colour is drawn."
      >
        {accounts.length === 0 ? (
          <Empty>No client answered in this quarter.</Empty>
        ) : (
          <HeatTable
            caption="Accounts along the project"
            heading="Account"
            kinds={milestoneKinds}
            rows={accountRows(accounts, filter)}
            colourFrom={3}
          />
        )}
        {accountCount > accounts.length && (
          <p class="quiet small">
            {accounts.length} of {counted(accountCount, 'account')} heard from stand here.
          </p>
        )}
        {accounts.length > 0 && (
          <p class="more">
            <a href={paths.reportTable('accounts', quarter.key)}>All accounts heard from as a CSV file</a>
          </p>
        )}
      </Section>
      <Words {...props} />
    </Layout>
  )
}
