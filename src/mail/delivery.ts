import type { Delivery } from './mailer.ts'
import { plainLine } from './plain-line.ts'

/** What Nodemailer adds to an error. */
type SmtpError = Error & { code?: string; command?: string; responseCode?: number; response?: string }

const REASONS: Record<string, string> = {
  EAUTH: 'The mail server refused the user name or password',
  ECONNECTION: 'The connection to the mail server could not be made or broke off',
  ECONNREFUSED: 'The connection to the mail server could not be made or broke off',
  ESOCKET: 'The connection to the mail server could not be made or broke off',
  EDNS: 'The name of the mail server could not be found',
  ETIMEDOUT: 'The mail server took too long',
  EABORT: 'The mail server took too long',
  EDKIM: 'The DKIM key could not be read',
  ETLS: 'The mail server could not be reached over TLS',
}

/** Exactly one address: more than one, or one with signs that belong to the protocol, never reaches the server. */
export const isDeliverable = (address: string): boolean => /^[^\s<>,;:"()[\]\\@]+@[^\s<>,;:"()[\]\\@]+$/u.test(address)

function reasonOf(error: SmtpError): string {
  if (error.response) return plainLine(error.response.replace(/\S*@\S*/g, '…')).slice(0, 160)
  return REASONS[error.code ?? ''] ?? `The mail could not be sent (${plainLine(error.code ?? error.name)})`
}

/** 5.7.x and 53x are about what the sender may do ('relay denied', 'sign in first'): no reason to give up the recipient. */
function isRefusedRecipient({ command, responseCode, response }: SmtpError): boolean {
  if (command !== 'RCPT TO' || responseCode === undefined) return false
  const isAboutSender = /^5\d\d[ -]5\.7\./.test(response ?? '') || (responseCode >= 530 && responseCode <= 539)
  return responseCode >= 500 && responseCode <= 599 && !isAboutSender
}

/** 421 closes the service, and whoever refuses our address as the sender's would refuse every message. */
const isRefusedSender = ({ command, responseCode }: SmtpError): boolean =>
  responseCode === 421 || (command === 'MAIL FROM' && responseCode !== undefined)

/** `isConnected`: whether the server had greeted us and let us in when it went wrong. */
export function deliveryOfError(thrown: unknown, isConnected: boolean): Delivery {
  const error: SmtpError = thrown instanceof Error ? thrown : new Error(String(thrown))
  const reason = reasonOf(error)
  if (isRefusedRecipient(error)) return { kind: 'bounced', reason }
  return { kind: !isConnected || isRefusedSender(error) ? 'unavailable' : 'failed', reason }
}
