import type { Deps } from '../../deps.ts'
import { readReport } from '../../mail/reports/read-report.ts'
import { type TakenEvent, takeMailEvents } from './take-mail-events.ts'

export type TakenReport =
  | { kind: 'taken'; events: TakenEvent[] }
  /** A server still tries to deliver; nothing to do. */
  | { kind: 'delayed' }
  /** Why, as the end of the sentence 'This is not a report: …'. */
  | { kind: 'not_a_report'; reason: string }

/** Reads a message that came back to us, such as a bounce or an automatic reply, and does what follows. */
export async function takeMailReport(deps: Deps, raw: Uint8Array): Promise<TakenReport> {
  const report = await readReport(raw)
  if (report.kind !== 'events') return report
  return { kind: 'taken', events: await takeMailEvents(deps, 'command', report.events) }
}
