/** A score as people read it: whole points, 1 to 99. */
export const points = (value: number): number => Math.min(99, Math.max(1, Math.round(value)))
