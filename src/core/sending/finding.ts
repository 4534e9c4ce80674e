/** What was examined, in the order in which it is told. */
export const AREAS = [
  'settings',
  'database',
  'data directory',
  'mail server',
  'sender',
  'address',
  'firm',
  'outbox',
] as const
export type Area = (typeof AREAS)[number]

/** One thing that was examined. A warning may be as it should; a fault keeps something from working. */
export type Finding =
  | { area: Area; state: 'ok'; says: string }
  | { area: Area; state: 'warning' | 'fault'; says: string; means: string; todo: string }

type Advice = { means: string; todo: string }

/** The three kinds of finding about one area. */
export const findingsOf = (area: Area) => ({
  ok: (says: string): Finding => ({ area, state: 'ok', says }),
  warning: (says: string, advice: Advice): Finding => ({ area, state: 'warning', says, ...advice }),
  fault: (says: string, advice: Advice): Finding => ({ area, state: 'fault', says, ...advice }),
})
