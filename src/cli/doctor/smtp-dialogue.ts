import type { TLSSocket } from 'node:tls'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { type Finding, findingsOf } from '../../core/sending/finding.ts'
import type { Resolver } from './resolver.ts'

const { ok, warning, fault } = findingsOf('mail server')

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000, dnsTimeout: 10_000 }
const SOON_DAYS = 21
const DAY_MS = 86_400_000

type Login = Parameters<SMTPConnection['login']>[0]
type SmtpError = NonNullable<Parameters<Parameters<SMTPConnection['reset']>[0]>[0]>

/** A server's own words, without the addresses they may hold. */
const saidBy = (error: SmtpError): string =>
  (error.response ?? error.message)
    .replace(/\s+/g, ' ')
    .replace(/\S*@\S*/g, '…')
    .slice(0, 160)

const NOTHING_LEAVES = 'No mail leaves; messages wait in the outbox for up to three days.'

function connectFault(error: SmtpError, place: string): Finding {
  const at = (says: string, todo: string) => fault(says, { means: NOTHING_LEAVES, todo })
  if (/certificate|self.signed|altname/i.test(error.message)) {
    return at(
      `The certificate of ${place} is not accepted: ${error.message}`,
      'Use the name that the certificate is made out to, or have it renewed. tls.rejectUnauthorized=false in SMTP_URL accepts any.',
    )
  }
  if (error.code === 'ETLS' || /ssl|wrong version/i.test(error.message)) {
    return at(
      `${place} does not speak TLS as SMTP_URL expects: ${saidBy(error)}`,
      'smtps:// is for port 465; for ports 587 and 25 write smtp://.',
    )
  }
  if (error.responseCode !== undefined || error.code === 'EPROTOCOL') {
    return at(
      `${place} answers, but does not greet as a mail server: ${saidBy(error)}`,
      'Check host and port of SMTP_URL, and whether this server lets your address in.',
    )
  }
  if (error.code === 'ETIMEDOUT') {
    return at(
      `${place} does not ${error.timeoutType === 'GREETING_TIMEOUT' ? 'greet' : 'answer'} in time`,
      'Check host and port, and what firewalls let out; many hosts block port 25. smtps:// is for port 465 alone.',
    )
  }
  return at(
    `${place} can’t be reached: ${saidBy(error)}`,
    'Check that the mail server runs, and host and port of SMTP_URL.',
  )
}

const connect = (connection: SMTPConnection): Promise<SmtpError | undefined> =>
  new Promise((done) => {
    connection.once('error', done)
    connection.connect(done)
  })

function examineTls(connection: SMTPConnection, place: string, now: Date, hasLogin: boolean): Finding {
  if (!connection.secure) {
    const todo = 'Use smtps://, or a server that offers STARTTLS.'
    const means = `${hasLogin ? 'The password and every' : 'Every'} message can be read on the way to it.`
    return warning(`The connection to ${place} is not encrypted`, { means, todo })
  }
  const socket = Reflect.get(connection, '_socket') as TLSSocket
  const until = new Date(socket.getPeerCertificate().valid_to)
  const days = Math.floor((until.getTime() - now.getTime()) / DAY_MS)
  const says = `${socket.getProtocol() ?? 'TLS'}, certificate valid for ${days} more days`
  return days > SOON_DAYS
    ? ok(says)
    : warning(says, { means: 'After that no mail leaves.', todo: 'Have the mail server’s certificate renewed.' })
}

async function examineLogin(connection: SMTPConnection, auth: Login): Promise<Finding> {
  const error = await new Promise<SmtpError | null>((done) => connection.login(auth, done))
  return error === null
    ? ok('The mail server takes the user name and password')
    : fault(`The mail server refuses the user name or password: ${saidBy(error)}`, {
        means: NOTHING_LEAVES,
        todo: 'Check both in SMTP_URL; write @ as %40, : as %3A and / as %2F. Some providers want an app password.',
      })
}

/** Goes through the dialogue with the mail server up to signing in, and stops at the first step that fails. */
export async function examineSmtpDialogue(smtpUrl: string, dns: Resolver, now: Date): Promise<Finding[]> {
  const { auth, ...given } = parseConnectionUrl(smtpUrl)
  const options = { ...TIMEOUTS, ...given }
  const { host = 'localhost' } = options
  const known = await dns.addresses(host)
  if (known.kind !== 'found') {
    const says = known.kind === 'none' ? `There is no host ${host}` : `${host} can’t be looked up (${known.why})`
    return [
      fault(says, {
        means: NOTHING_LEAVES,
        todo: 'Check how the host of SMTP_URL is spelled, and the DNS of this machine.',
      }),
    ]
  }
  const connection = new SMTPConnection(options)
  const place = `${host}:${connection.port}`
  try {
    const refused = await connect(connection)
    if (refused !== undefined) return [connectFault(refused, place)]
    connection.on('error', () => {})
    const greeted = ok(`${place} (${known.records[0] ?? ''}) greets as a mail server`)
    const findings = [greeted, examineTls(connection, place, now, auth !== undefined)]
    return auth === undefined ? findings : [...findings, await examineLogin(connection, auth)]
  } finally {
    connection.close()
  }
}
