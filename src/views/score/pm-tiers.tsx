import { Arrow, type ScoreMoved } from './change.tsx'
import { paths } from '../paths.ts'
import { RangeDot, ScoreFigure } from './range-dot.tsx'
import { standingOf, STANDING_WORDS, type Coverage, type Score, type Standing } from './score.ts'
import { type Column, Table } from '../table.tsx'

/** A PM with the score that leadership reads. */
export type PmLine = {
  id: number
  name: string
  score: Score | null
  /** Since the half-year before; null where that can't be said. */
  moved: ScoreMoved | null
  coverage: Coverage
}

/** A tier and its PMs, by name. */
export type Tier = { standing: Standing; pms: PmLine[] }

const ORDER: readonly Standing[] = ['above', 'same', 'below', 'early']

/** PMs in tiers, not ranks: inside a tier they stand by name. Tiers without PMs are left out. */
export function tiersOf(pms: readonly PmLine[]): Tier[] {
  return ORDER.map((standing) => ({
    standing,
    pms: pms.filter((pm) => standingOf(pm.score) === standing).sort((a, b) => a.name.localeCompare(b.name, 'en')),
  })).filter((tier) => tier.pms.length > 0)
}

const COVERAGE: readonly Column<PmLine>[] = [
  { label: 'Answered, of asked', kind: 'number', cell: ({ coverage }) => `${coverage.answered} of ${coverage.asked}` },
  {
    label: 'Milestones surveyed',
    kind: 'number',
    cell: ({ coverage }) => `${coverage.surveyed} of ${coverage.milestones}`,
  },
]

const HELD: Column<PmLine> = {
  label: 'Left out by holds',
  kind: 'number',
  cell: ({ coverage }) => (coverage.held === 0 ? '0' : <a href={paths.holds}>{coverage.held}</a>),
}

/** PMs by tier with their ranges. */
export function PmTiers({
  pms,
  firmAverage,
  detailed,
  most = Infinity,
}: {
  pms: readonly PmLine[]
  firmAverage: number | null
  detailed?: boolean
  /** So many of a tier at most, by name. */
  most?: number
}) {
  return (
    <div class="tiers">
      {tiersOf(pms).map(({ standing, pms }) => (
        <div class="tier">
          <h3 class={`tier-name ${standing}`}>
            {STANDING_WORDS[standing].charAt(0).toUpperCase() + STANDING_WORDS[standing].slice(1)}
          </h3>
          <Table
            caption={`PMs ${STANDING_WORDS[standing]}, by name`}
            columns={[
              { label: 'PM', kind: 'name', typed: true, cell: (pm: PmLine) => <a href={paths.pm(pm.id)}>{pm.name}</a> },
              {
                label: 'Call us first',
                kind: 'picture',
                cell: (pm) => <RangeDot score={pm.score} firmAverage={firmAverage} of={pm.name} />,
              },
              {
                label: 'In 100',
                kind: 'number',
                cell: (pm) => (
                  <>
                    <ScoreFigure score={pm.score} /> <Arrow moved={pm.score?.enough ? pm.moved : null} />
                  </>
                ),
              },
              {
                label: 'Answers / accounts',
                kind: 'number',
                cell: (pm) => `${pm.score?.answers ?? 0} / ${pm.score?.accounts ?? 0}`,
              },
              ...(detailed ? COVERAGE : []),
              ...(detailed && pms.some(({ coverage }) => coverage.held > 0) ? [HELD] : []),
            ]}
            rows={pms.slice(0, most)}
          />
          {pms.length > most && (
            <p class="quiet small">
              The first {most} of {pms.length} by name.
            </p>
          )}
        </div>
      ))}
    </div>
  )
}
