import type { MissingEvidence } from '../../core/score/missing-evidence.ts'
import { NewAnswers, type OwnGuesses } from '../acting/guesses.tsx'
import { Comments, type Comment } from '../acting/comments.tsx'
import { ago } from '../dates.ts'
import { ChangeLine, HALF_YEAR_BEFORE, type ScoreMoved } from './change.tsx'
import type { DriversProps } from './driver-words.ts'
import { Drivers } from './drivers.tsx'
import { FollowUpTable, type FollowUpLine } from '../acting/follow-up-list.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { markWords, MilestoneDots, MilestoneLegend, type MilestoneMark } from '../asking/milestone-dots.tsx'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { RangeDot, ScoreFigure } from './range-dot.tsx'
import { estimateOf, type Coverage, type LeaningClients, type Score, type ScorePoint } from './score.ts'
import { ScoreShown } from './score-shown.tsx'
import { ScoreSteps } from './score-steps.tsx'
import { AsTable, Table } from '../table.tsx'
import { Trend } from './trend.tsx'

/** One engagement of the PM. */
type PmEngagement = {
  id: number
  name: string
  accountName: string
  marks: readonly MilestoneMark[]
  score: Score | null
  lastAnsweredAt: Date | null
}

export type PmScoreProps = {
  frame: Frame
  pm: { id: number; name: string }
  /** The PM looks at the own page; otherwise leadership looks at a PM's. */
  own: boolean
  score: Score | null
  missing: MissingEvidence | null
  leaning: LeaningClients
  /** Since the half-year before; null where that can't be said. */
  moved: ScoreMoved | null
  firmAverage: number | null
  coverage: Coverage
  history: readonly ScorePoint[]
  drivers: DriversProps | null
  engagements: readonly PmEngagement[]
  comments: readonly Comment[]
  followUpsDue: readonly FollowUpLine[]
  /** On the PM's own page alone. */
  guesses?: OwnGuesses | null
}

function Engagements({ frame, engagements, firmAverage }: Pick<PmScoreProps, 'frame' | 'engagements' | 'firmAverage'>) {
  if (engagements.length === 0) {
    return <Empty>No engagement is led by this PM yet. Engagements come with an import or through the API.</Empty>
  }
  return (
    <>
      <Table
        caption="Engagements"
        columns={[
          {
            label: 'Engagement',
            kind: 'name',
            cell: (row: PmEngagement) => <a href={paths.engagement(row.id)}>{row.name}</a>,
          },
          { label: 'Account', cell: (row) => row.accountName },
          { label: 'Milestones', cell: (row) => <MilestoneDots marks={row.marks} of={row.name} /> },
          {
            label: 'Call us first',
            kind: 'picture',
            cell: (row) => <RangeDot score={row.score} firmAverage={firmAverage} of={row.name} />,
          },
          {
            label: 'In 100',
            kind: 'number',
            cell: (row) => <ScoreFigure score={row.score} />,
          },
          { label: 'Last answer', cell: (row) => (row.lastAnsweredAt === null ? '—' : ago(row.lastAnsweredAt, frame)) },
        ]}
        rows={engagements}
      />
      <MilestoneLegend />
      <AsTable
        caption="Milestones of each engagement"
        columns={[
          { label: 'Engagement', kind: 'name', cell: (row: PmEngagement) => row.name },
          { label: 'Milestones', cell: (row) => row.marks.map(markWords).join('; ') || 'none yet' },
        ]}
        rows={engagements}
      />
    </>
  )
}

/** A PM's own score, or one PM as leadership sees it: how am I doing, and what should I do on Monday? */
export function PmScorePage(props: PmScoreProps) {
  const { frame, pm, own, score, firmAverage } = props
  const title = own ? 'Will your clients call us first?' : `Will ${pm.name}’s clients call us first?`
  const of = own ? 'Your score' : `Score of ${pm.name}`
  const explained = score !== null && estimateOf(score) !== undefined && score.parts.firm !== null
  const overTime = (
    <Section title="Over time">
      <Trend history={props.history} firmAverage={firmAverage} of={of} setting={frame} />
    </Section>
  )
  return (
    <Layout frame={frame} title={title} current={own ? 'my-score' : 'pms'}>
      <h1>{title}</h1>
      {!own && (
        <p>
          <a href={paths.comparePmWith(pm.id)}>Compare {pm.name} with another PM</a>
        </p>
      )}
      <div class="pair">
        <Section title={of}>
          <ScoreShown
            score={score}
            missing={props.missing}
            leaning={props.leaning}
            firmAverage={firmAverage}
            coverage={props.coverage}
            of={of}
            whose={own ? 'your' : 'the'}
          />
          {score?.enough && <ChangeLine moved={props.moved} since={HALF_YEAR_BEFORE} />}
        </Section>
        {explained ? (
          <Section
            title={own ? 'How your score is made' : 'How the score is made'}
            lead="It starts from the firm’s average. Each step is what this part adds or takes away, in points of 100; how hard each client is to please is taken out."
          >
            <ScoreSteps score={score} names={{ pm: own ? 'You' : pm.name, score: own ? 'Your score' : 'Score' }} />
          </Section>
        ) : (
          overTime
        )}
      </div>
      <NewAnswers guesses={props.guesses ?? null} frame={frame} />
      <Section title="Follow-ups due">
        <FollowUpTable
          lines={props.followUpsDue}
          setting={frame}
          empty="Nothing is due. A low answer, a fall or a call asked for opens a follow-up at once."
        />
      </Section>
      <Drivers drivers={props.drivers} whose={own ? 'your' : 'the'} />
      {explained && overTime}
      <Section title={own ? 'Your engagements' : 'Engagements'}>
        <Engagements frame={frame} engagements={props.engagements} firmAverage={firmAverage} />
      </Section>
      <Section title="In their words">
        <Comments comments={props.comments} setting={frame} />
      </Section>
    </Layout>
  )
}
