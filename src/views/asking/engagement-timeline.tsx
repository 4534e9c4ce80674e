import { scaleUtc } from 'd3-scale'
import { day, monthName, type DateSetting } from '../dates.ts'
import { Mark, MILESTONE_STATE_WORDS, MilestoneLegend, type MilestoneMark } from './milestone-dots.tsx'
import { listed, milestoneKindName } from '../names.ts'
import { paths } from '../paths.ts'
import { AsTable } from '../table.tsx'

/** A milestone with its day: reached, else planned; null where neither is known. */
type DatedMilestone = MilestoneMark & { on: string | null }

/** One engagement as a line of milestones. */
export type EngagementLine = {
  id: number
  name: string
  pmName: string
  /** Who else led it when somebody was asked. */
  formerPms: readonly string[]
  milestones: readonly DatedMilestone[]
}

const instant = (on: string): Date => new Date(`${on}T00:00:00Z`)
const FADED = new Set(['to_come', 'asked', 'held_back', 'not_asked'])

/** Marks nearer than this, in per cent of the axis, would hide each other. */
const NEAR = 5
const DODGE = 12

/** How far each mark stands off the line: those that would hide each other go above and below it in turn. */
export function offTheLine(places: readonly number[]): number[] {
  const isNear = (a: number | undefined, b: number | undefined): boolean =>
    a !== undefined && b !== undefined && b - a < NEAR
  const offs: number[] = []
  for (const [index, place] of places.entries()) {
    const crowded = isNear(places[index - 1], place) || isNear(place, places[index + 1])
    offs.push(crowded ? (offs.at(-1) === -DODGE ? DODGE : -DODGE) : 0)
  }
  return offs
}

type LineProps = { line: EngagementLine; at: (on: string) => number; ticks: readonly string[]; today: string | null }

/** One engagement on the time axis; the lines of the months and of today run on from row to row. */
function Line({ line, at, ticks, today }: LineProps) {
  const x = (on: string) => `${at(on).toFixed(2)}%`
  const dated = line.milestones.filter((milestone) => milestone.on !== null).sort((a, b) => (a.on! < b.on! ? -1 : 1))
  const [first, last] = [dated[0], dated.at(-1)]
  const words = dated.map(
    (m) =>
      `${m.name ?? milestoneKindName(m.kind)} ${MILESTONE_STATE_WORDS[m.state]}${m.answer === null ? '' : `, ${m.answer} of 10`}`,
  )
  const offs = offTheLine(dated.map(({ on }) => at(on!)))
  const middle = offs.some((off) => off !== 0) ? 26 : 20
  return (
    <svg class="dots timeline-line" role="img" width="100%" height={2 * middle}>
      <title>{`${line.name}: ${words.join('; ') || 'no dated milestones'}.`}</title>
      {ticks.map((at) => (
        <line class="grid" x1={at} x2={at} y1="-8" y2={2 * middle + 8} />
      ))}
      {today !== null && <line class="today" x1={today} x2={today} y1="-8" y2={2 * middle + 8} />}
      {first?.on && last?.on && <line class="rail" x1={x(first.on)} x2={x(last.on)} y1={middle} y2={middle} />}
      {dated.map((milestone, index) => (
        <>
          <Mark
            state={milestone.state}
            x={x(milestone.on!)}
            y={middle + offs[index]!}
            size={milestone.answer === null ? 7 : 11}
          />
          {milestone.answer !== null && !FADED.has(milestone.state) && (
            <text class="in-mark" x={x(milestone.on!)} y={middle + offs[index]! + 4.5} text-anchor="middle">
              {milestone.answer}
            </text>
          )}
        </>
      ))}
    </svg>
  )
}

type TimelineProps = {
  lines: readonly EngagementLine[]
  setting: DateSetting
  /** Where the same is a CSV file. */
  file?: string
}

/** The engagements of an account along one time axis. */
export function EngagementTimeline({ lines, setting, file }: TimelineProps) {
  const days = lines.flatMap((line) => line.milestones.flatMap((milestone) => milestone.on ?? [])).sort()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return <p class="empty">No milestone has a date yet.</p>
  const scale = scaleUtc([instant(first), instant(last)], first === last ? [50, 50] : [5, 95])
  const at = (on: string): number => scale(instant(on))
  const ticks = scale.ticks(4)
  const places = ticks.map((tick) => `${scale(tick).toFixed(2)}%`)
  const today = setting.today >= first && setting.today <= last ? `${at(setting.today).toFixed(2)}%` : null
  const spansYears = first.slice(0, 4) !== last.slice(0, 4)
  const rows = lines.flatMap((line) => line.milestones.map((milestone) => ({ line, milestone })))
  return (
    <figure class="chart timeline">
      <div class="timeline-row" aria-hidden="true">
        <span />
        <svg class="axis" width="100%" height="20">
          {ticks.map((tick) => (
            <text x={`${scale(tick).toFixed(2)}%`} y="14" text-anchor="middle">
              {monthName(tick, setting.locale)}
              {spansYears && ` ’${String(tick.getUTCFullYear()).slice(2)}`}
            </text>
          ))}
        </svg>
      </div>
      {lines.map((line) => (
        <div class="timeline-row">
          <div>
            <a href={paths.engagement(line.id)}>{line.name}</a>
            <div class="quiet small">
              {line.pmName}
              {line.formerPms.length > 0 && `, before: ${listed(line.formerPms)}`}
            </div>
          </div>
          <Line line={line} at={at} ticks={places} today={today} />
        </div>
      ))}
      <MilestoneLegend />
      {today !== null && <p class="quiet small">The upright line is today.</p>}
      <AsTable
        caption="Milestones and their lowest answers"
        columns={[
          { label: 'Engagement', kind: 'name', cell: (row: (typeof rows)[number]) => row.line.name },
          { label: 'Milestone', cell: ({ milestone }) => milestone.name ?? milestoneKindName(milestone.kind) },
          { label: 'Day', cell: ({ milestone }) => (milestone.on === null ? 'no date' : day(milestone.on, setting)) },
          { label: 'State', cell: ({ milestone }) => MILESTONE_STATE_WORDS[milestone.state] },
          {
            label: 'Lowest answer',
            kind: 'number',
            cell: ({ milestone }) => (milestone.answer === null ? '—' : `${milestone.answer} of 10`),
          },
        ]}
        rows={rows}
        file={file}
      />
    </figure>
  )
}
