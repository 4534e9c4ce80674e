import { Gauge, Registry } from 'prom-client'
import { readFigures } from '../db/health.ts'
import type { Deps } from '../deps.ts'

/** The state of the loop in Prometheus' text format, read from the database at each call. */
export async function readMetrics(deps: Deps): Promise<string> {
  const figures = await readFigures(deps.db, deps.now())
  const registry = new Registry()
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `firstcall_${name}`, help, labelNames, registers: [registry] })
  const emails = gauge('emails', 'Messages in the outbox, by state, without alerts about answers for leadership only', [
    'state',
  ])
  for (const { state, count } of figures.emails) emails.set({ state }, count)
  const invitations = gauge('invitations', 'Invitations, by state', ['state'])
  for (const { state, count } of figures.invitations) invitations.set({ state }, count)
  gauge('responses', 'Responses stored').set(figures.responses)
  gauge('follow_ups_open', 'Follow-ups not closed, without those about answers for leadership only').set(
    figures.openFollowUps,
  )
  gauge('follow_ups_overdue', 'Follow-ups past their due time, without those about answers for leadership only').set(
    figures.overdueFollowUps,
  )
  return registry.metrics()
}
