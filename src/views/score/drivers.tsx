import { scaleLinear } from 'd3-scale'
import { byShare, type DriverLine } from '../../core/score/driver-line.ts'
import {
  foundationWords,
  leftOutWords,
  meanWords,
  percent,
  shareOf,
  standingOut,
  whereToLook,
  type DriversProps,
  type Share,
} from './driver-words.ts'
import type { Frame } from '../layout.tsx'
import { experienceName } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { AsTable } from '../table.tsx'
import { TeamFigures } from './team-figures.tsx'

const MIDDLE = 14
const at = (value: number): string => `${value.toFixed(2)}%`

/** A share as a bar from 0 with its range as a whisker. */
function ShareBar({ name, share, widest }: { name: string; share: Share; widest: number }) {
  const x = scaleLinear([0, widest], [0, 98])
  const words = `${name}: ${percent(share.share)}, likely between ${percent(share.low)} and ${percent(share.high)}.`
  return (
    <svg class="share" role="img" width="100%" height={2 * MIDDLE}>
      <title>{words}</title>
      <rect class="track" x="0" y={MIDDLE - 6} width="100%" height="12" />
      <rect class="bar" x="0" y={MIDDLE - 6} width={at(Math.max(x(share.share), 0.5))} height="12" />
      <line class="whisker" x1={at(x(share.low))} x2={at(x(share.high))} y1={MIDDLE} y2={MIDDLE} />
      {[share.low, share.high].map((end) => (
        <line class="whisker" x1={at(x(end))} x2={at(x(end))} y1={MIDDLE - 4} y2={MIDDLE + 4} />
      ))}
    </svg>
  )
}

const onScale = scaleLinear([1, 5], [3, 97])

/** A mean on the scale from 1 to 5; the dashed line is the firm's. */
function MeanDot({ name, mean, firmMean }: { name: string; mean: number; firmMean: number | null }) {
  const firm = firmMean === null ? '' : ` The firm’s average is ${firmMean.toFixed(1)}.`
  return (
    <svg class="mean" role="img" width="100%" height={2 * MIDDLE}>
      <title>{`${name}: ${mean.toFixed(1)} of 5.${firm}`}</title>
      <line class="rail" x1={at(onScale(1))} x2={at(onScale(5))} y1={MIDDLE} y2={MIDDLE} />
      {firmMean !== null && (
        <line class="firm" x1={at(onScale(firmMean))} x2={at(onScale(firmMean))} y1={MIDDLE - 9} y2={MIDDLE + 9} />
      )}
      <circle class="dot" cx={at(onScale(mean))} cy={MIDDLE} r="5" />
    </svg>
  )
}

type RowProps = { line: DriverLine; widest: number | null; compared: boolean }

function DriverRow({ line, widest, compared }: RowProps) {
  const name = experienceName(line.key)
  const share = shareOf(line)
  const mean = meanWords(line)
  const firmMean = compared ? line.firmMean : null
  return (
    <li>
      <span class="driver-name">{name}</span>
      {widest !== null && (
        <>
          <span class="driver-picture">{share && <ShareBar name={name} share={share} widest={widest} />}</span>
          <span class={share ? 'driver-figure' : 'driver-figure quiet'}>
            {share ? percent(share.share) : 'left out'}
          </span>
        </>
      )}
      <span class="driver-picture">
        {mean !== null && <MeanDot name={name} mean={line.mean!} firmMean={firmMean} />}
      </span>
      <span class="driver-figure">
        {mean === null ? <span class="quiet">too few</span> : `${mean} of 5`}
        {firmMean !== null && <span class="quiet block">firm {firmMean.toFixed(1)}</span>}
      </span>
    </li>
  )
}

type DriverTableProps = { lines: readonly DriverLine[]; compared: boolean; file: string }

function DriverTable({ lines, compared, file }: DriverTableProps) {
  const range = (line: DriverLine): string => {
    const share = shareOf(line)
    return share ? `${percent(share.low)} to ${percent(share.high)}` : '—'
  }
  return (
    <AsTable
      caption="What goes together with being called first"
      columns={[
        { label: 'Experience', kind: 'name', cell: (line: DriverLine) => experienceName(line.key) },
        { label: 'Share', kind: 'number', cell: (line) => (line.share === null ? '—' : percent(line.share)) },
        { label: 'Likely between', kind: 'number', cell: range },
        { label: 'Average of 5', kind: 'number', cell: (line) => meanWords(line) ?? '—' },
        ...(compared
          ? [{ label: 'Firm', kind: 'number' as const, cell: (line: DriverLine) => line.firmMean?.toFixed(1) ?? '—' }]
          : []),
        { label: 'Ratings', kind: 'number', cell: (line) => line.ratings },
      ]}
      rows={lines}
      file={file}
    />
  )
}

/** Importance and room to improve in a sentence; where ranges overlap, that nothing stands out. */
function LookFirst({ lines }: { lines: readonly DriverLine[] }) {
  const first = whereToLook(lines)
  if (first?.share != null && first.mean !== null) {
    return (
      <p class="look-first">
        Where to look first: <b>{experienceName(first.key)}</b>, {percent(first.share)} of it and{' '}
        {first.mean.toFixed(1)} of 5.
      </p>
    )
  }
  if (standingOut(lines).length > 0) return null
  return <p class="look-first">None stands out: each may well have no more than an equal share.</p>
}

type DriversSectionProps = {
  frame: Pick<Frame, 'viewer'>
  drivers: DriversProps | null
  whose: 'your' | 'the'
  /** Where the same is a CSV file. */
  file: string
}

/** What goes together with a high call-first answer, and how each is rated: importance and room to improve side by side. */
export function Drivers({ frame, drivers, whose, file }: DriversSectionProps) {
  const title = 'What goes together with being called first'
  if (drivers === null) {
    return (
      <Section title={title}>
        <Empty>No experience has been rated yet. Ratings come with the answers to the surveys.</Empty>
      </Section>
    )
  }
  const lines = byShare(drivers.lines)
  const shares = lines.flatMap((line) => shareOf(line) ?? [])
  const widest = shares.length === 0 ? null : Math.max(...shares.map(({ high }) => high), 0.01)
  const compared = drivers.kind === 'pm'
  const leftOut = leftOutWords(lines)
  const lead =
    widest === null
      ? `How ${compared && whose === 'your' ? 'your clients' : 'clients'} rate what they live through.`
      : 'Which experiences go with a high call-first answer: the share of each, its likely range, and how it is rated.'
  return (
    <Section title={title} lead={lead}>
      {widest !== null && <LookFirst lines={lines} />}
      <figure class="chart">
        <ul class={widest === null ? 'drivers means-alone' : 'drivers'}>
          <li class="heads" aria-hidden="true">
            <span class="driver-name" />
            {widest !== null && (
              <span>{compared && drivers.sharesOf === 'firm' ? 'The firm’s share' : 'Share'}, with its range</span>
            )}
            <span>{compared && whose === 'your' ? 'Your average' : 'Average'}, 1 to 5</span>
          </li>
          {lines.map((line) => (
            <DriverRow line={line} widest={widest} compared={compared} />
          ))}
        </ul>
        <p class="quiet small">
          {foundationWords(drivers, whose)} {leftOut}
          {compared && ' The dashed line is the firm’s average.'}
        </p>
        <TeamFigures frame={frame} />
        <DriverTable lines={lines} compared={compared} file={file} />
      </figure>
    </Section>
  )
}
