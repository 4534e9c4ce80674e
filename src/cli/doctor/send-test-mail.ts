import { type Finding, findingsOf } from '../../core/sending/finding.ts'
import { tokenFrom } from '../../core/token.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'

const { ok, fault } = findingsOf('mail server')

/** Sends one message the way every other goes, signature included. It stands in no outbox. */
export async function sendTestMail(deps: Deps, to: string): Promise<Finding> {
  const firm = await getFirm(deps.db)
  const domain = firm.fromEmail.slice(firm.fromEmail.lastIndexOf('@') + 1)
  const text = `This is a test message of FirstCall at ${deps.config.baseUrl}. It arrived, so surveys can leave. Look at its headers: SPF, DKIM and DMARC should say “pass”.`
  const delivery = await deps.mailer.deliver({
    messageId: `<${tokenFrom(deps.random(18))}@${domain}>`,
    from: { name: firm.fromName ?? firm.name, address: firm.fromEmail },
    to: { name: '', address: to },
    replyTo: null,
    subject: 'Test message of FirstCall',
    html: `<p>${text}</p>`,
    text,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  if (delivery.kind === 'sent') return ok(`A test message to ${to} was taken; look whether it arrives, and where`)
  const reason = delivery.kind === 'kept' ? 'no mail leaves this machine' : delivery.reason
  return fault(`The test message to ${to} was not taken: ${reason}`, {
    means:
      delivery.kind === 'bounced'
        ? 'The mail server refuses this recipient.'
        : 'Surveys would meet the same; they wait and are tried again.',
    todo: `Check that ${to} exists, and that the account of SMTP_URL may send as ${firm.fromEmail}.`,
  })
}
