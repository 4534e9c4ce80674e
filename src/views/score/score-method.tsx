import type { Child } from 'hono/jsx'
import { SCORE_LEVEL, TIER_PROBABILITY } from '../../core/score/scores.ts'
import { Layout, type Frame } from '../layout.tsx'
import { counted, inWords } from '../names.ts'
import { ScoreFormulas, type NewestFit } from './score-formulas.tsx'

export type ScoreMethodProps = {
  frame: Frame
  thresholds: { minAnswers: number; minAccounts: number; privacyThreshold: number }
  lookBackYears: number
  /** Null before the first fit that succeeded. */
  fit: NewestFit | null
}

function Point({ title, children }: { title: string; children?: Child }) {
  return (
    <section>
      <h2>{title}</h2>
      <p>{children}</p>
    </section>
  )
}

const outOfTen = (share: number): string => `${inWords(Math.round(10 * share))} times out of ten`

/** How the score works: in plain words first, the formulas below. */
export function ScoreMethodPage({ frame, thresholds, lookBackYears, fit }: ScoreMethodProps) {
  const { minAnswers, minAccounts, privacyThreshold } = thresholds
  return (
    <Layout frame={frame} title="How does the score work?">
      <h1>How does the score work?</h1>
      <p class="standfirst">
        A score of 72 says: of 100 clients like these, about 72 would call {frame.firmName} first the next time they
        need help. It comes with a range, and with nothing at all while it is too early to say.
      </p>
      <div class="explained">
        <Point title="What is asked">
          ‘Next time you have a problem like this one, how likely is it that {frame.firmName} is the first firm you
          call?’ The people of a client are asked at the milestones of an engagement, and answer from 0 to 10.
        </Point>
        <Point title="An answer is a probability">
          Each number stands beside its odds: 7 is ‘probable, 7 in 10’. So a 7 counts as 70 in 100, a 10 as 99 and a 0
          as 1, as nothing is ever quite certain.
        </Point>
        <Point title="Why answers are weighed together">
          Some clients are hard to please, some people never give a 10, and a kickoff is rated differently from a close.
          All answers of {inWords(lookBackYears)} years are looked at together, so that a PM with demanding clients does
          not look worse for it.
        </Point>
        <Point title="Why a plain average is moved">
          A few answers may be luck, good or bad. The fewer there are, the more the score leans on the firm’s average;
          with each further answer it stands more on its own.
        </Point>
        <Point title="What the range means">
          ‘Likely between 65 and 79’: {outOfTen(SCORE_LEVEL)} the true value lies in it. More answers, from more
          clients, make it narrower.
        </Point>
        <Point title="When it is too early to say">
          Below {counted(minAnswers, 'answer')}, for a PM also below {counted(minAccounts, 'client')}; and while the
          answers say too little beside what all others say. Then there is no number, and the page says what is missing.
        </Point>
        <Point title="Groups, not ranks">
          ‘Clearly above’ or ‘clearly below the firm’ is said where we are sure {outOfTen(TIER_PROBABILITY)}; all others
          are about the same, and stand by name. Who is third and who is fourth would mostly be luck.
        </Point>
        <Point title="Who sees what">
          A PM sees their own score and their engagements’; account managers see their accounts; leaders and
          administrators see all, and each look at PMs is logged. Answers for leadership only enter what a PM reads in
          one figure alone, the PM’s own, in groups of {privacyThreshold} people.
        </Point>
      </div>
      <ScoreFormulas frame={frame} fit={fit} lookBackYears={lookBackYears} thresholds={thresholds} />
    </Layout>
  )
}
