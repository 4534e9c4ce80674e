import { Layout, type Frame } from '../layout.tsx'
import { counted } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { PagesOfList } from '../pages-of-list.tsx'
import { paths } from '../paths.ts'
import { ReliabilityPicture, type SaidBin } from './reliability-picture.tsx'
import { estimateOf, points, type Estimate, type Score } from './score.ts'
import { checkWords, type Check } from './score-check.ts'
import { Table } from '../table.tsx'
import { TwoRanges } from './two-ranges.tsx'

export type TrustProps = {
  frame: Frame
  check: Check
  /** All recorded outcomes, and those in which the firm was called first. */
  outcomes: number
  called: number
  /** Means over the checked outcomes; null without any. */
  brier: number | null
  logLoss: number | null
  bins: readonly SaidBin[]
  byAnswer: readonly { answer: number; n: number; called: number }[]
  /** Checked scores are there from 30 outcomes on. */
  firm: { stated: Score | null; calibrated: Estimate | null }
  /** A page of them, by name. */
  accounts: readonly { id: number; name: string; stated: Score; calibrated: Estimate }[]
  page: number
  pages: number
}

const TITLE = 'Can we trust this score?'
const NEEDED = 30
/** The Brier score of who says 50 in 100 of everything. */
const COIN = 0.25

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const calledWords = ({ called, outcomes }: Pick<TrustProps, 'called' | 'outcomes'>): string =>
  `${called} of ${counted(outcomes, 'client')} with a need called us first`

/** What clients said on average and what share of them did it, in points. */
function meansOf(bins: readonly SaidBin[]): { said: number; did: number } {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0)
  const said = bins.reduce((sum, bin) => sum + bin.n * bin.meanStated, 0) / n
  const did = bins.reduce((sum, bin) => sum + bin.called, 0) / n
  return { said: Math.round(100 * said), did: Math.round(100 * did) }
}

/** The page's answer in a paragraph. */
function Verdict({ check, bins, brier, ...counts }: TrustProps) {
  if (check.standing === 'stated') {
    return (
      <p class="standfirst">
        So far it is {checkWords(check)}. {calledWords(counts)}. From {NEEDED} outcomes with an answer before them on,
        the score is checked against what clients did; so far there {check.n === 1 ? 'is' : 'are'} {check.n}.
      </p>
    )
  }
  const { said, did } = meansOf(bins)
  return (
    <p class="standfirst">
      {capital(checkWords(check))}. Clients said {said} in 100 on average before they had a need; {did} in 100 then
      called us first.{' '}
      {check.standing === 'contradicted'
        ? 'Those who said more called us less often, so the scores stay as clients state them. Find out what lies behind it before you rely on them.'
        : brier !== null && brier < COIN
          ? 'Who would call was foretold better than by a coin.'
          : 'Who would call was foretold no better than by a coin: rely on the range more than on the number.'}
    </p>
  )
}

function Figures({ check, outcomes, called, brier, logLoss }: TrustProps) {
  return (
    <dl class="figures">
      <div class="figure-card">
        <dt>Called us first</dt>
        <dd>
          <span class="mid-number">{called}</span>
          <span class="unit-after"> of {counted(outcomes, 'client')} with a need</span>
          <span class="quiet small block">A client counts once for each need recorded</span>
        </dd>
      </div>
      <div class="figure-card">
        <dt>Answered before</dt>
        <dd>
          <span class="mid-number">{check.n}</span>
          <span class="unit-after"> of {counted(outcomes, 'outcome')}</span>
          <span class="quiet small block">
            {outcomes === check.n
              ? 'Each had an answer in the year before'
              : `${outcomes - check.n} had no answer in the year before`}
          </span>
        </dd>
      </div>
      {brier !== null && (
        <div class="figure-card">
          <dt>Brier score</dt>
          <dd>
            <span class="mid-number">{brier.toFixed(2)}</span>
            <span class="quiet small block">0 is perfect, 0.25 is what a coin would score</span>
          </dd>
        </div>
      )}
      {logLoss !== null && (
        <div class="figure-card">
          <dt>Log loss</dt>
          <dd>
            <span class="mid-number">{logLoss.toFixed(2)}</span>
            <span class="quiet small block">0 is perfect, 0.69 is what a coin would score</span>
          </dd>
        </div>
      )}
    </dl>
  )
}

/** 'Of those who said 8, 12 of 15 called us first.' */
const SaidAndDone = ({ byAnswer }: Pick<TrustProps, 'byAnswer'>) => (
  <>
    <ul class="said-and-done">
      {byAnswer.map(({ answer, n, called }) => (
        <li>
          Of those who said {answer},{' '}
          <b>
            {called} of {n}
          </b>{' '}
          called us first.
        </li>
      ))}
    </ul>
    <p class="quiet small more">Each person counts with the last answer before each need of their client.</p>
  </>
)

const figureOf = ({ value, low, high }: Estimate) => (
  <span class="figure">
    <b>{points(value)}</b>{' '}
    <span class="quiet">
      {points(low)}–{points(high)}
    </span>
    <span class="heard"> in 100</span>
  </span>
)

function Checked({ frame, firm, accounts, page, pages }: TrustProps) {
  const rowOf = (name: string, href: string | null, score: Score | null, checked: Estimate | null) => {
    const stated = estimateOf(score)
    return stated && checked ? [{ name, href, stated, checked }] : []
  }
  const rows = [
    ...rowOf(frame.firmName, null, firm.stated, firm.calibrated),
    ...accounts.flatMap(({ id, name, stated, calibrated }) => rowOf(name, paths.account(id), stated, calibrated)),
  ]
  if (rows.length === 0) return <Empty>It is too early to say anything of the firm or of an account.</Empty>
  return (
    <>
      <Table
        caption="Scores as clients state them and as outcomes have checked them"
        columns={[
          {
            label: 'Who',
            kind: 'name',
            typed: true,
            cell: (row: (typeof rows)[number]) =>
              row.href === null ? `${row.name}, the firm` : <a href={row.href}>{row.name}</a>,
          },
          { label: 'Clients say', kind: 'number', cell: (row) => figureOf(row.stated) },
          { label: 'Checked', kind: 'number', cell: (row) => figureOf(row.checked) },
          {
            label: 'From 0 to 100',
            kind: 'picture',
            cell: (row) => <TwoRanges of={row.name} stated={row.stated} checked={row.checked} />,
          },
        ]}
        rows={rows}
      />
      <PagesOfList path={paths.trust} query={{}} page={page} pages={pages} />
      <p class="more">
        <a href={paths.trustTable}>The same as a CSV file</a>
      </p>
    </>
  )
}

/** Stated is checked against done. */
export function TrustPage(props: TrustProps) {
  const { frame, check, outcomes, bins } = props
  return (
    <Layout frame={frame} title={TITLE}>
      <h1>{TITLE}</h1>
      {outcomes === 0 ? (
        <Empty>
          So far it is {checkWords(check)}: no outcome is recorded yet. When a client has a need, record on the{' '}
          <a href={paths.accounts}>account’s page</a> whether it called us first, or import outcomes.csv.
        </Empty>
      ) : (
        <>
          <Verdict {...props} />
          <Figures {...props} />
        </>
      )}
      {bins.length > 0 && (
        <div class="pair">
          <Section title="What they said, what they did">
            <ReliabilityPicture bins={bins} />
          </Section>
          <Section title="Answer by answer">
            <SaidAndDone byAnswer={props.byAnswer} />
          </Section>
        </div>
      )}
      {check.standing === 'checked' && (
        <Section
          title="What the scores are worth"
          lead="Hollow: the score as clients state it. Filled: as the outcomes so far have checked it, with the doubt about the check in its range. The order of clients stays the same."
        >
          <Checked {...props} />
        </Section>
      )}
    </Layout>
  )
}
