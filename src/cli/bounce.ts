import { snakeCase } from '../core/snake-case.ts'
import type { Deps } from '../deps.ts'
import type { Effect, TakenEvent } from '../domain/sending/take-mail-events.ts'
import { takeMailReport } from '../domain/sending/take-mail-report.ts'
import { EXIT, type Register, out, withDeps } from './context.ts'
import type { Output } from './output.ts'

const MAX_BYTES = 20 * 1024 * 1024

const UNDERSTOOD: Record<TakenEvent['kind'], string> = {
  hard: 'nobody is behind the address',
  soft: 'this message did not get through',
  complaint: 'reported as unwanted',
  away: 'away',
  delivered: 'delivered',
}

function effectWords(effect: Effect): string {
  if (effect.kind === 'suppressed') return `suppressed as ${effect.reason}`
  if (effect.kind === 'invitation_bounced') return `invitation ${effect.invitationId} has bounced`
  if (effect.kind === 'reminders_ended') return `no reminder of invitation ${effect.invitationId}`
  if (effect.kind === 'counted') return `${effect.inARow} in a row`
  return `no reminder of invitation ${effect.invitationId} before ${effect.until}`
}

function lineOf({ kind, address, detail, isKnown, effects }: TakenEvent): string {
  const understood = `${kind}: ${address ?? 'nobody we know'}: ${UNDERSTOOD[kind]}${detail === null ? '' : ` (${detail})`}`
  const did = isKnown ? 'known before' : effects.map(effectWords).join('; ') || 'nothing to do'
  return `${understood}. ${did.charAt(0).toUpperCase()}${did.slice(1)}.\n`
}

const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).map(([name, each]) => [snakeCase(name), each]))
      : inner,
  )

/** Takes one returned message. 1: it is not a report, or too long to be one. */
export async function runBounce(
  deps: Deps,
  message: AsyncIterable<Uint8Array>,
  options: { json: boolean },
  output: Output,
): Promise<0 | 1> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of message) {
    length += chunk.length
    if (length <= MAX_BYTES) chunks.push(chunk)
  }
  const report =
    length > MAX_BYTES
      ? { kind: 'not_a_report' as const, reason: 'it is longer than 20 MB' }
      : await takeMailReport(deps, Buffer.concat(chunks))
  if (options.json) output.stdout(`${toJson(report)}\n`)
  if (report.kind === 'not_a_report') {
    output.stderr(`This is not a report: ${report.reason}.\n`)
    return EXIT.refused
  }
  if (options.json) return EXIT.done
  output.stdout(
    report.kind === 'delayed'
      ? 'delayed: a server still tries to deliver. Nothing to do.\n'
      : report.events.map(lineOf).join(''),
  )
  return EXIT.done
}

export const registerBounce: Register = (program) => {
  program
    .command('bounce')
    .description('take a bounce, complaint or automatic reply from standard input (bounce < message)')
    .option('--json', 'print what was understood and done as JSON')
    .addHelpText(
      'after',
      '\nLet your mail server hand in what comes back to the sender’s address, such as by a line in /etc/aliases:\n  bounces: "|cd /srv/firstcall && npx firstcall bounce"\nA message that is no such report, such as a person’s reply, ends with 1 and changes nothing.',
    )
    .action(({ json = false }: { json?: boolean }) =>
      withDeps(({ deps }) => runBounce(deps, process.stdin as AsyncIterable<Uint8Array>, { json }, out)),
    )
}
