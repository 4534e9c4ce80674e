/** What is over is counted this far; nobody reads on from there. */
export const MOST_COUNTED = 1000

/** A count that went no further. */
export const countedSoFar = (count: number): string => (count < MOST_COUNTED ? `${count}` : `${MOST_COUNTED}+`)
