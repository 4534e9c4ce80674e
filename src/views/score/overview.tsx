import type { Child } from 'hono/jsx'
import type { DriversProps } from './driver-words.ts'
import { Drivers } from './drivers.tsx'
import { NothingYet } from '../firm/first-steps.tsx'
import { FollowUpTable, type FollowUpLine } from '../acting/follow-up-list.tsx'
import { HeatTable, type HeatRow } from './heat-table.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { counted } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { PmTiers, type PmLine } from './pm-tiers.tsx'
import { estimateOf, evidenceWords, points, rangeWords, type Coverage, type Score } from './score.ts'
import { checkWords, type Check } from './score-check.ts'

export type OverviewProps = {
  frame: Frame
  firmScore: Score | null
  check: Check
  coverage: Coverage
  followUps: { open: number; overdue: number }
  /** Needs that clients mentioned and nobody has taken further yet, and all of the last 12 months. */
  needs: { fresh: number; heard: number }
  pms: readonly PmLine[]
  drivers: DriversProps | null
  milestoneKinds: readonly string[]
  accounts: readonly HeatRow[]
  needsAttention: readonly FollowUpLine[]
}

/** A figure with what it is out of. */
function Figure({ label, figure, unit, under }: { label: string; figure: string; unit?: string; under: Child }) {
  return (
    <div class="figure-card">
      <dt>{label}</dt>
      <dd>
        <span class="mid-number">{figure}</span>
        {unit && <span class="unit-after"> {unit}</span>}
        <span class="quiet small block">{under}</span>
      </dd>
    </div>
  )
}

function Figures({ firmScore, check, coverage, followUps, needs }: OverviewProps) {
  const estimate = estimateOf(firmScore)
  return (
    <dl class="figures">
      <Figure
        label="Call us first"
        figure={estimate ? `${points(estimate.value)}` : 'Too early to say'}
        {...(estimate ? { unit: 'in 100' } : {})}
        under={
          estimate && firmScore ? (
            <>
              {rangeWords(estimate)}, from {evidenceWords(firmScore)}; <a href={paths.trust}>{checkWords(check)}</a>
            </>
          ) : (
            counted(firmScore?.answers ?? 0, 'answer so far', 'answers so far')
          )
        }
      />
      <Figure
        label="Answered"
        figure={`${coverage.answered}`}
        unit={`of ${coverage.asked} asked`}
        under={
          <>
            {coverage.held > 0 && (
              <>
                <a href={paths.holds}>{coverage.held} left out by a hold</a>;{' '}
              </>
            )}
            {coverage.surveyed} of {coverage.milestones} milestones reached were surveyed
          </>
        }
      />
      <Figure label="Follow-ups open" figure={`${followUps.open}`} under={`${followUps.overdue} of them overdue`} />
      <Figure
        label="Needs heard"
        figure={`${needs.heard}`}
        under={`in the last 12 months, ${needs.fresh} of them new`}
      />
    </dl>
  )
}

/** Leadership's first page: which accounts will call us first, which won't, and what needs attention today. */
export function OverviewPage(props: OverviewProps) {
  const { frame, firmScore } = props
  const firmAverage = estimateOf(firmScore)?.value ?? null
  if (props.pms.length === 0) {
    return (
      <Layout frame={frame} title="Who will call us first?" current="overview">
        <h1>Who will call us first?</h1>
        <NothingYet what="Nobody can be asked yet: there is no engagement." role={frame.viewer?.role} />
      </Layout>
    )
  }
  return (
    <Layout frame={frame} title="Who will call us first?" current="overview">
      <h1>Who will call us first?</h1>
      {props.coverage.milestones > 0 ? (
        <Figures {...props} />
      ) : (
        <Empty>
          Nobody has been asked yet: no milestone is reached. Open <a href={paths.engagements}>an engagement</a> and
          enter the day on which its milestone was reached.
        </Empty>
      )}
      <Section title="Needs attention">
        <FollowUpTable
          lines={props.needsAttention}
          setting={frame}
          empty="Nothing is open. A low answer, a fall or a call asked for appears here at once."
        />
      </Section>
      <div class="pair">
        <Section
          title="Project managers"
          lead="Adjusted for how hard each account is to please. Inside a group they stand by name; the dashed line is the firm."
        >
          <PmTiers pms={props.pms} firmAverage={firmAverage} />
          <p class="more">
            <a href={paths.howTheScoreWorks}>How the score works</a>
          </p>
        </Section>
        <Section
          title="Accounts along the project"
          lead="Average of the last 12 months’ answers at each milestone, in 100; the lowest scores first. A small figure counts fewer than 3 answers; those stay uncoloured."
        >
          {props.accounts.length === 0 ? (
            <Empty>No answers yet. They appear once a milestone is reached and its contacts have answered.</Empty>
          ) : (
            <HeatTable
              caption="Accounts along the project"
              heading="Account"
              kinds={props.milestoneKinds}
              rows={props.accounts}
              colourFrom={3}
            />
          )}
          <p class="more">
            <a href={paths.accounts}>All accounts</a>
          </p>
        </Section>
      </div>
      <Drivers drivers={props.drivers} whose="the" />
    </Layout>
  )
}
