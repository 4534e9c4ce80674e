import { comparisonWords, differenceWords } from './comparison-words.ts'
import { Button, FaultSummary, SelectField, type Fault } from '../field.tsx'
import { Filters } from '../filters.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { RangePair, type Ranged } from './range-pair.tsx'
import { estimateOf } from './score.ts'

export type PmComparisonProps = {
  frame: Frame
  pms: readonly { id: number; name: string }[]
  /** The keys chosen; empty where none is. */
  chosen: { a: string; b: string }
  faults: readonly Fault[]
  comparison: {
    first: Ranged
    second: Ranged
    ahead: number | null
    comparable: boolean
    apart: { difference: number; reach: number } | null
    firmAverage: number | null
  } | null
}

function Compared({ comparison }: { comparison: NonNullable<PmComparisonProps['comparison']> }) {
  const { first, second, ahead, comparable, apart } = comparison
  const early = [first, second].filter(({ score }) => estimateOf(score) === undefined)
  const enough = early.length === 0
  const difference = differenceWords(first.name, second.name, { enough, comparable, apart })
  return (
    <Section title={`${first.name} and ${second.name}`}>
      <p class="verdict">{comparisonWords(first.name, second.name, { enough, comparable, ahead })}</p>
      {difference && <p>{difference}</p>}
      {!enough && <p>There is not enough yet on {early.map(({ name }) => name).join(' and ')}.</p>}
      <RangePair pair={[first, second]} firmAverage={comparison.firmAverage} />
      <p class="quiet small">
        Two ranges may overlap while the difference is clear, or the other way round: what both PMs’ clients have in
        common cancels out in the comparison.
      </p>
    </Section>
  )
}

/** Two PMs side by side on request: never a list, never a rank. */
export function PmComparisonPage({ frame, pms, chosen, faults, comparison }: PmComparisonProps) {
  const title = 'Is there a difference between these two?'
  const options = [{ value: '', label: 'Choose a PM' }, ...pms.map(({ id, name }) => ({ value: `${id}`, label: name }))]
  const choices = [
    { name: 'a', label: 'One PM', value: chosen.a, options },
    { name: 'b', label: 'Another PM', value: chosen.b, options },
  ]
  const form = (
    <form class="filter" method="get" action={`${paths.comparePms}#shown`}>
      {choices.map((choice) => (
        <SelectField {...choice} faults={faults} />
      ))}
      <Button quiet>Compare</Button>
    </form>
  )
  return (
    <Layout frame={frame} title={title} current="pms">
      <h1>{title}</h1>
      <p class="standfirst">
        Adjusted for how hard each account is to please. Who compares whom is logged.{' '}
        <a href={paths.howTheScoreWorks}>How the score works</a>
      </p>
      <FaultSummary faults={faults} />
      {comparison ? (
        <Filters title="Compared" choices={choices}>
          {form}
        </Filters>
      ) : (
        form
      )}
      {comparison && <Compared comparison={comparison} />}
    </Layout>
  )
}
