import { type DriverLine, toldMean } from '../../core/score/driver-line.ts'
import { counted, experienceName, inWords, listed, milestoneKindName } from '../names.ts'

/** What an analysis of experiences rests on: answers that rate all of them together. */
export type DriverAnalysis = { enough: boolean; answers: number; accounts: number; milestoneKinds: readonly string[] }

export type DriversProps = {
  kind: 'firm' | 'pm'
  /** Whose shares they are: a PM with too few answers reads the firm's. */
  sharesOf: 'firm' | 'pm'
  firm: DriverAnalysis
  pm: DriverAnalysis | null
  /** What it takes: answers for each experience, and clients. */
  needed: { answersPerDriver: number; accounts: number }
  lines: readonly DriverLine[]
}

/** A share that may be shown. */
export type Share = { share: number; low: number; high: number }

export const shareOf = ({ share, low, high }: DriverLine): Share | undefined =>
  share === null || low === null || high === null ? undefined : { share, low, high }

/** '34 %'; a share that is not nothing is never written as 0. */
export const percent = (share: number): string =>
  share > 0 && share < 0.005 ? 'below 1 %' : `${Math.round(share * 100)} %`

/** '4.6', null where it would rest on one or two people. */
export const meanWords = (line: Pick<DriverLine, 'mean' | 'ratings'>): string | null =>
  toldMean(line)?.toFixed(1) ?? null

/** How little room is no room: a mean this close to 5. */
const NO_ROOM = 0.25

/** Shares so large that even the low end of the range is above an equal share of all. */
export function standingOut(lines: readonly DriverLine[]): DriverLine[] {
  const shares = lines.filter(({ share }) => share !== null).length
  return lines.filter(({ low }) => low !== null && low > 1 / shares)
}

/** Of the experiences that weigh clearly more than others, the one with most room to improve. */
export function whereToLook(lines: readonly DriverLine[]): DriverLine | undefined {
  const room = (line: DriverLine): number => {
    const mean = toldMean(line)
    return mean === null || line.share === null || 5 - mean < NO_ROOM ? 0 : line.share * (5 - mean)
  }
  const [first] = standingOut(lines).toSorted((a, b) => room(b) - room(a))
  return first && room(first) > 0 ? first : undefined
}

const keptIn = (lines: readonly DriverLine[]): number => lines.filter(({ leftOut }) => leftOut === null).length

const kindsWords = (kinds: readonly string[]): string =>
  listed(kinds.map((kind) => milestoneKindName(kind).toLowerCase()))

const countWords = ({ answers, accounts }: DriverAnalysis): string =>
  `${counted(answers, 'answer')} at ${counted(accounts, 'client')}`

/** '128 answers at 22 clients that rate all five, given at delivery and close'. */
const basisWords = (analysis: DriverAnalysis, lines: readonly DriverLine[]): string =>
  `${countWords(analysis)} that rate all ${inWords(keptIn(lines))} together, given at ${kindsWords(analysis.milestoneKinds)}`

function missingWords(analysis: DriverAnalysis | null, { needed, lines }: DriversProps): string {
  const kept = keptIn(lines)
  const takes = `it takes ${counted(needed.answersPerDriver * kept, 'answer')} at ${counted(needed.accounts, 'client')}`
  if (kept < 2) return 'no two experiences are rated often enough together'
  if (analysis === null) return `no answers yet, and ${takes} that rate all ${inWords(kept)} experiences together`
  const rate = analysis.answers === 1 ? 'rates' : 'rate'
  return `${countWords(analysis)} ${rate} all ${inWords(kept)} experiences together; ${takes}`
}

/** What the shares rest on, or that it is too early to say and what is missing. */
export function foundationWords(props: DriversProps, whose: 'your' | 'the'): string {
  const { kind, sharesOf, firm, pm, lines } = props
  if (kind === 'firm' || sharesOf === 'pm') {
    const analysis = sharesOf === 'pm' && pm ? pm : firm
    if (!analysis.enough) return `Too early to say: ${missingWords(analysis, props)}. Until then, the averages alone.`
    return `From ${basisWords(analysis, lines)}.`
  }
  const own = `Too early to say for ${whose === 'your' ? 'your own' : 'this PM’s'} clients: ${missingWords(pm, props)}.`
  const rest = firm.enough
    ? `The shares are the firm’s, from ${basisWords(firm, lines)}; the averages are ${whose === 'your' ? 'your own' : 'this PM’s'}.`
    : 'For the firm, too. Until then, the averages alone.'
  return `${own} ${rest}`
}

/** Which experiences are left out, and why; undefined where none is. */
export function leftOutWords(lines: readonly DriverLine[]): string | undefined {
  const named = (reason: DriverLine['leftOut']) =>
    listed(lines.filter(({ leftOut }) => leftOut === reason).map(({ key }) => experienceName(key)))
  const [missing, constant] = [named('often_missing'), named('no_variance')]
  const parts = [
    missing && `${missing}, missing in more than 4 of 10 of these answers`,
    constant && `${constant}, rated the same in all of them`,
  ].filter(Boolean)
  return parts.length === 0 ? undefined : `Left out: ${parts.join('; ')}.`
}
