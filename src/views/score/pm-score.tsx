import type { MissingEvidence } from '../../core/score/missing-evidence.ts'
import { NewAnswers, type OwnGuesses } from '../acting/guesses.tsx'
import { Comments, type Comment } from '../acting/comments.tsx'
import { ChangeLine, HALF_YEAR_BEFORE, type ScoreMoved } from './change.tsx'
import type { DriversProps } from './driver-words.ts'
import { Drivers } from './drivers.tsx'
import { FollowUpTable, type FollowUpLine } from '../acting/follow-up-list.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { NewsSection, type News } from './news.tsx'
import { PmEngagements, type PmEngagement } from './pm-engagements.tsx'
import {
  estimateOf,
  standingOf,
  STANDING_WORDS,
  type Coverage,
  type LeaningClients,
  type Score,
  type ScorePoint,
} from './score.ts'
import { ScoreShown } from './score-shown.tsx'
import { ScoreSteps } from './score-steps.tsx'
import { Trend } from './trend.tsx'

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
  news?: News
}

/** What leadership reads above a PM's page that the PM does not: the tier, and that the look is kept. */
function Leading({ pm, score }: Pick<PmScoreProps, 'pm' | 'score'>) {
  const standing = standingOf(score)
  return (
    <>
      <p class={`tier-name ${standing}`}>
        {pm.name} stands{' '}
        {STANDING_WORDS[standing] === 'too early to say'
          ? 'in no group yet: it is too early to say'
          : STANDING_WORDS[standing]}
        .
      </p>
      <p>
        As {pm.name} sees it, with what is for leadership only beside it; this look is logged.{' '}
        <a href={paths.comparePmWith(pm.id)}>Compare {pm.name} with another PM</a> ·{' '}
        <a href={`${paths.answers}?pm=${pm.id}`}>All answers</a>
      </p>
    </>
  )
}

/** A PM's own score, or one PM as leadership sees it: how am I doing, and what should I do on Monday? */
export function PmScorePage(props: PmScoreProps) {
  const { frame, pm, own, score, firmAverage } = props
  const title = own ? 'Will your clients call us first?' : `Will ${pm.name}’s clients call us first?`
  const of = own ? 'Your score' : `Score of ${pm.name}`
  const explained = score !== null && estimateOf(score) !== undefined && score.parts.firm !== null
  const tableOf = (which: Parameters<typeof paths.myTable>[0]) =>
    own ? paths.myTable(which) : paths.pmTable(pm.id, which)
  const overTime = (
    <Section title="Over time">
      <Trend history={props.history} firmAverage={firmAverage} of={of} setting={frame} file={tableOf('history')} />
    </Section>
  )
  const made = explained && (
    <Section
      title={own ? 'How your score is made' : 'How the score is made'}
      lead="It starts from the firm’s average. Each step is what this part adds or takes away, in points of 100; how hard each client is to please is taken out."
    >
      <ScoreSteps
        score={score}
        names={{ pm: own ? 'You' : pm.name, score: own ? 'Your score' : 'Score' }}
        file={tableOf('steps')}
      />
    </Section>
  )
  const due = (
    <Section title="Follow-ups due">
      <FollowUpTable
        lines={props.followUpsDue}
        setting={frame}
        empty="Nothing is due. A low answer, a fall or a call asked for opens a follow-up at once."
      />
    </Section>
  )
  return (
    <Layout frame={frame} title={title} current={own ? 'my-score' : 'pms'}>
      <h1>{title}</h1>
      {!own && <Leading {...props} />}
      <div class="pair">
        <Section title={of}>
          <ScoreShown
            frame={frame}
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
        {props.news ? (
          <NewsSection
            news={props.news}
            scoreNow={estimateOf(score)?.value ?? null}
            unopened={props.guesses?.fresh.length ?? 0}
            frame={frame}
          />
        ) : (
          made || overTime
        )}
      </div>
      {due}
      <NewAnswers guesses={props.guesses ?? null} frame={frame} />
      {(props.news || made) && (
        <div class={props.news && made ? 'pair' : undefined}>
          {props.news && made}
          {overTime}
        </div>
      )}
      <Drivers frame={frame} drivers={props.drivers} whose={own ? 'your' : 'the'} file={tableOf('drivers')} />
      <Section title={own ? 'Your engagements' : 'Engagements'}>
        <PmEngagements
          frame={frame}
          engagements={props.engagements}
          own={own}
          firmAverage={firmAverage}
          file={tableOf('engagements')}
        />
      </Section>
      <Section
        title="In their words"
        lead={own ? 'What clients let the team read. What they said to leadership alone is not here.' : undefined}
      >
        <Comments comments={props.comments} setting={frame} />
        {props.comments.length > 0 && (
          <p class="more">
            <a href={own ? `${paths.answers}?words=1` : `${paths.answers}?pm=${pm.id}&words=1`}>
              All words of the last 12 months
            </a>
          </p>
        )}
      </Section>
    </Layout>
  )
}
