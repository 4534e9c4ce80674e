import type { Frame } from '../../src/views/layout.tsx'
import type { Score } from '../../src/views/score/score.ts'

export const frame: Frame = {
  firmName: 'Kestrel & Co.',
  accentColor: '#0e5a5a',
  nonce: 'abc',
  assetVersion: 'test',
  locale: 'en',
  timeZone: 'America/New_York',
  today: '2026-11-20',
  viewer: { name: 'Noor García-López', role: 'leader' },
}

export const scored = (value: number, change: Partial<Score> = {}): Score => ({
  enough: true,
  value,
  low: value - 7,
  high: value + 7,
  level: 0.8,
  tier: 'same',
  answers: 14,
  respondents: 9,
  accounts: 6,
  plainAverage: value,
  parts: { firm: 68, pm: value - 68, accounts: 0, engagements: 0 },
  ...change,
})

export const tooEarly: Score = {
  ...scored(50),
  enough: false,
  value: null,
  low: null,
  high: null,
  answers: 3,
  respondents: 2,
  accounts: 1,
  plainAverage: 70,
}

export const coverage = { asked: 40, answered: 23, held: 0, milestones: 21, surveyed: 18 }

/** What a view writes. */
export const html = (view: { toString(): string } | Promise<unknown>): string => {
  if (view instanceof Promise) throw new TypeError('A view must not wait')
  return view.toString()
}
