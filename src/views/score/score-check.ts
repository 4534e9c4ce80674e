import { counted } from '../names.ts'

/** How far outcomes have checked a score: on how many recorded outcomes, and what may be said of it. */
export type Check = { n: number; standing: 'stated' | 'checked' | 'contradicted' }

/** What stands beside a score: 'what clients say' or 'checked against 41 recorded outcomes'. */
export const checkWords = ({ n, standing }: Check): string =>
  standing === 'stated' ? 'what clients say' : `checked against ${counted(n, 'recorded outcome')}`
