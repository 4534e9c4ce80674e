import { MOST_LEVELS_OVER_TIME, MOST_PMS_OVER_TIME } from '../../core/score/firm-model.ts'
import { DEFAULT_PRIORS } from '../../core/score/priors.ts'
import {
  FINEST_YARDSTICK,
  MIN_RELIABILITY,
  MORE_DEGREES,
  SCORE_LEVEL,
  TIER_PROBABILITY,
} from '../../core/score/scores.ts'
import { type VarianceFactor, type VarianceShare, varianceShares } from '../../core/score/variance-shares.ts'
import { day, type DateSetting } from '../dates.ts'
import { counted } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { estimateOf, evidenceWords, points, rangeWords, type Score } from './score.ts'
import { Table } from '../table.tsx'

/**
 * What the newest fit has left, as far as the viewer may see; γ is the variance of each random factor as a multiple of the
 * residual one, in the model's order.
 */
export type NewestFit = { asOf: string; gamma: readonly number[] | null; pms: number; firm: Score }

type FormulasProps = {
  frame: DateSetting
  fit: NewestFit | null
  lookBackYears: number
  thresholds: { minAnswers: number; minAccounts: number }
}

const FACTOR_NAMES: Record<VarianceFactor, string> = {
  pm: 'PM',
  account: 'Account',
  engagement: 'Engagement',
  contact: 'Person asked',
  pm_half_year: 'PM × half-year',
  all_else: 'All else',
}

function ThisFirm({ frame, fit }: { frame: DateSetting; fit: NewestFit }) {
  const estimate = estimateOf(fit.firm)
  return (
    <>
      <h3>This firm, as of {day(fit.asOf, frame)}</h3>
      <p>
        {evidenceWords(fit.firm)}, about {counted(fit.pms, 'PM')}: ranges have {fit.pms + MORE_DEGREES} degrees of
        freedom. The firm’s average is{' '}
        {estimate ? `${points(estimate.value)} in 100, ${rangeWords(estimate)}` : 'not known well enough yet'}.
        {fit.gamma && ' Differences between answers come from:'}
      </p>
      {fit.gamma && (
        <>
          <Table
            caption="What differences between answers come from"
            columns={[
              { label: 'Factor', kind: 'name', cell: (row: VarianceShare) => FACTOR_NAMES[row.factor] },
              { label: 'γ', kind: 'number', cell: (row) => row.gamma.toFixed(3) },
              { label: 'Share, of 100', kind: 'number', cell: (row) => Math.round(100 * row.share) },
            ]}
            rows={varianceShares(fit.gamma)}
          />
          <p class="more">
            <a href={paths.differencesTable}>The same as a CSV file</a>
          </p>
        </>
      )}
    </>
  )
}

const percent = (share: number): string => `${Math.round(100 * share)} %`

function Model({ lookBackYears }: { lookBackYears: number }) {
  const { theta, intercept, effects, residual } = DEFAULT_PRIORS
  return (
    <>
      <h3>Model</h3>
      <p>
        An answer 0, 1, 2 … 9, 10 becomes y = 0.01, 0.1, 0.2 … 0.9, 0.99 (Juster 1966). A linear mixed model is fitted
        to all answers of the last {lookBackYears} years at once:
      </p>
      <p class="formula">y = Xβ + Σₖ Zₖbₖ + ε, with bₖ ~ N(0, σₖ²I), ε ~ N(0, σ²I), γₖ = θₖ² = σₖ²/σ²</p>
      <p>
        Fixed: the kind of milestone. Random: PM, account, engagement in account, person in account, and PM × half-year
        counted back from the day of the fit, so that a PM may change over time (left out above {MOST_PMS_OVER_TIME}{' '}
        PMs, and where no answer is older than half a year; with more than {MOST_LEVELS_OVER_TIME} PM half-years the
        oldest count as one). The variances are found by penalised restricted maximum likelihood with a sparse Cholesky
        factor (Bates et al. 2015) and average information (Gilmour et al. 1995).
      </p>
      <h3>Priors</h3>
      <p>
        They keep small firms sensible: without them the PM variance is often put at exactly 0, and all PMs look alike
        (Chung et al. 2013).
      </p>
      <p class="formula">
        θₖ ~ gamma(shape {theta?.shape}, rate {theta?.rate})
        <br />
        intercept ~ N({intercept?.mean}, σ²/{intercept?.count}); milestone kinds ~ N(0, σ²/{effects?.count})
        <br />
        σ² as if {residual?.degrees} earlier answers had shown a variance of {residual?.variance}
      </p>
    </>
  )
}

function Scores() {
  return (
    <>
      <h3>Scores</h3>
      <p>
        Every figure is a contrast c of (β, b): its estimate is c’(β̂, b̂), its variance that of c’(β̂ − β, b̂ − b). μ is
        the intercept at an equal mix of milestone kinds.
      </p>
      <p class="formula">
        PM = μ + PM + PM × current half-year
        <br />
        account = μ + its PMs’ mix + account + its people
        <br />
        engagement = μ + its PMs’ mix + account + engagement + its people
        <br />
        firm = the mean over accounts, each once
      </p>
      <p>
        The steps shown are these parts against the firm’s average of the same. Values and ranges stay within 1 and 99.
      </p>
    </>
  )
}

function Certainty({ thresholds }: Pick<FormulasProps, 'thresholds'>) {
  const yardstick = Math.round(100 * Math.sqrt(FINEST_YARDSTICK))
  return (
    <>
      <h3>Ranges</h3>
      <p class="formula">
        estimate ± t({percent((1 + SCORE_LEVEL) / 2)}, PMs + {MORE_DEGREES}) × standard error: a range of{' '}
        {percent(SCORE_LEVEL)}
      </p>
      <h3>Reliability, and too early to say</h3>
      <p class="formula">reliability = 1 − var(b | answers)/var(b)</p>
      <p>
        b is what sets the subject apart: for a PM, the PM and the current half-year. A score is shown from{' '}
        {counted(thresholds.minAnswers, 'answer')} on, a PM’s from {counted(thresholds.minAccounts, 'account')} on,
        where 1 − var(b | answers)/max(var(b), {yardstick}²), in points, is at least {MIN_RELIABILITY}. The yardstick of{' '}
        {yardstick} points is ours: where PMs hardly differ at all, var(b) is next to nothing, and few answers suffice
        to know that one is about the same as the firm.
      </p>
      <h3>Groups and comparisons</h3>
      <p>
        ‘Clearly above’ and ‘clearly below’ are said where the contrast subject − firm lies on that side with a
        probability of {TIER_PROBABILITY} or more. Two PMs are compared by the contrast A − B, in which what they share
        cancels out; between 0.2 and 0.8 there is no clear difference, and without a chain of shared accounts nothing
        but the prior would compare them.
      </p>
    </>
  )
}

const REFERENCES = [
  'Juster, F. T. (1966). Consumer buying intentions and purchase probability: an experiment in survey design. Journal of the American Statistical Association 61, 658–696.',
  'Bates, D., Mächler, M., Bolker, B. & Walker, S. (2015). Fitting linear mixed-effects models using lme4. Journal of Statistical Software 67 (1).',
  'Chung, Y., Rabe-Hesketh, S., Dorie, V., Gelman, A. & Liu, J. (2013). A nondegenerate penalized likelihood estimator for variance parameters in multilevel models. Psychometrika 78, 685–709.',
  'Gilmour, A. R., Thompson, R. & Cullis, B. R. (1995). Average information REML: an efficient algorithm for variance parameter estimation in linear mixed models. Biometrics 51, 1440–1450.',
]

/** The method to the letter, with what the firm's newest fit found. */
export function ScoreFormulas({ frame, fit, lookBackYears, thresholds }: FormulasProps) {
  return (
    <Section title="The formulas, for those who want them">
      <div class="pair">
        <div>
          <Model lookBackYears={lookBackYears} />
          <Scores />
        </div>
        <div>
          <Certainty thresholds={thresholds} />
          {fit && <ThisFirm frame={frame} fit={fit} />}
          <h3>References</h3>
          <ul class="plain-list small">
            {REFERENCES.map((reference) => (
              <li>{reference}</li>
            ))}
          </ul>
        </div>
      </div>
    </Section>
  )
}
