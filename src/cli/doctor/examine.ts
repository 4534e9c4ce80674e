import type { Kysely } from 'kysely'
import type { Settings } from '../../config.ts'
import { type Finding, findingsOf } from '../../core/sending/finding.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Schema } from '../../db/schema.ts'
import type { Deps } from '../../deps.ts'
import { databaseFault } from '../database-fault.ts'
import { examineAddress } from './examine-address.ts'
import { type Examined, examineDatabase } from './examine-database.ts'
import { examineFirm } from './examine-firm.ts'
import { examineOutbox } from './examine-outbox.ts'
import { examineSender } from './examine-sender.ts'
import type { Resolver } from './resolver.ts'
import { sendTestMail } from './send-test-mail.ts'
import { examineSmtpDialogue } from './smtp-dialogue.ts'

export type Surroundings = Pick<Deps, 'fetch' | 'now'> & { settings: Settings; dns: Resolver }

export type Practice = {
  deps: Deps & { db: Kysely<Schema> }
  settings: Settings
  dns: Resolver
  /** Who gets a test mail; null: nobody. */
  to: string | null
}

async function examineMailServer({ settings, dns, now }: Surroundings): Promise<Finding[]> {
  if (settings.smtpUrl !== null) return examineSmtpDialogue(settings.smtpUrl, dns, now())
  const advice = { means: 'Mail is kept, to be read on the page Outbox.', todo: 'Set SMTP_URL to send it.' }
  return [findingsOf('mail server').warning('No SMTP_URL: no mail leaves this machine', advice)]
}

/** What can be known without a database. */
export async function examineSurroundings(at: Surroundings): Promise<Finding[]> {
  return [...(await examineMailServer(at)), ...(await examineAddress(at, at.settings.baseUrl))]
}

async function tryDatabase({ deps, settings }: Practice): Promise<Examined> {
  try {
    return await examineDatabase(deps)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    const says =
      (settings.databaseUrl && databaseFault(error, settings.databaseUrl)) || `The database does not answer: ${said}`
    const advice = { means: 'Nothing works without it.', todo: 'Put this right first, then ask again.' }
    return { findings: [findingsOf('database').fault(says, advice)], isUpToDate: false }
  }
}

async function examineContent(practice: Practice): Promise<Finding[]> {
  const { deps, settings, dns, to } = practice
  const { fromEmail } = await getFirm(deps.db)
  const sends = settings.smtpUrl !== null
  return [
    ...(sends && to !== null ? [await sendTestMail(deps, to)] : []),
    ...(sends ? await examineSender(fromEmail, settings.dkim, dns) : []),
    ...(await examineFirm(deps)),
    ...(await examineOutbox(deps)),
  ]
}

/** Everything that can be known from here. What needs the database is left out where it does not answer. */
export async function examine(practice: Practice): Promise<Finding[]> {
  // First: postgres.js never finishes closing some while after a connection was refused.
  const surroundings = await examineSurroundings({ ...practice.deps, ...practice })
  const { findings, isUpToDate } = await tryDatabase(practice)
  return [...findings, ...surroundings, ...(isUpToDate ? await examineContent(practice) : [])]
}
