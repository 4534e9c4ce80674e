import type { DriverFigure } from './firm-drivers.ts'

/** One experience of a subject, beside the firm's mean of it, 1..5. */
export type DriverLine = DriverFigure & { firmMean: number | null }

/** Fewer ratings are one or two people. */
const MIN_RATINGS = 3

/** A mean that may be told; null where it would rest on one or two people. */
export const toldMean = ({ mean, ratings }: Pick<DriverLine, 'mean' | 'ratings'>): number | null =>
  ratings < MIN_RATINGS ? null : mean

/** The largest share first; where there is none, the lowest mean. */
export const byShare = <Line extends DriverLine>(lines: readonly Line[]): Line[] =>
  lines.toSorted((a, b) => (b.share ?? -1) - (a.share ?? -1) || (a.mean ?? 6) - (b.mean ?? 6))
