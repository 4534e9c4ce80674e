import { type Finding, findingsOf } from '../../core/sending/finding.ts'
import { findMailOutage } from '../../db/sending/mail-outage.ts'
import { countWebhookFailures } from '../../db/sending/webhooks.ts'
import { getInstallation } from '../../db/sending/installation.ts'
import { type OutboxFacts, readOutboxFacts } from '../../db/upkeep-facts.ts'
import type { Deps } from '../../deps.ts'
import { readPause } from '../../domain/sending/read-pause.ts'

const { ok, warning, fault } = findingsOf('outbox')

const MINUTE_MS = 60_000
const LATE_MINUTES = 60
const IDLE_MINUTES = 10

function examineWaiting({ oldestDueAt, waiting, failing, lastError }: OutboxFacts, now: Date): Finding {
  const late = oldestDueAt ? Math.floor((now.getTime() - oldestDueAt.getTime()) / MINUTE_MS) : 0
  const says = `${waiting} messages wait`
  if (failing === 0 && late < LATE_MINUTES) return ok(says)
  const tried = failing > 0 ? `, ${failing} tried without success (${lastError ?? ''})` : ''
  return warning(`${says}${tried}${late > 0 ? `; the oldest is due since ${late} minutes` : ''}`, {
    means: 'What has waited for three days is not sent any more.',
    todo: 'See the mail server above, and the page Outbox.',
  })
}

function examineFailed({ failed }: OutboxFacts): Finding[] {
  return failed === 0
    ? []
    : [
        warning(`${failed} messages of the last seven days were given up`, {
          means: 'These people were not asked.',
          todo: 'The page Outbox says what the mail server answered.',
        }),
      ]
}

async function examineOutage({ db }: Deps): Promise<Finding[]> {
  const outage = await findMailOutage(db)
  if (outage === undefined) return []
  const says = `The mail server took nothing, ${outage.failures} times in a row (${outage.reason})`
  const todo = 'See the mail server above; once it is right, mail leaves by itself within minutes.'
  return [warning(says, { means: 'All mail waits and is tried again.', todo })]
}

async function examineWork(deps: Deps): Promise<Finding> {
  const { idleHours, workedAt } = await getInstallation(deps.db)
  const minutes = Math.floor(idleHours * 60)
  return minutes < IDLE_MINUTES
    ? ok(`Due work was last done ${minutes === 0 ? 'within the last minute' : `${minutes} min ago`}`)
    : warning(`Due work was last done at ${workedAt.toISOString()}`, {
        means: 'Nobody is asked or reminded meanwhile.',
        todo: 'Start the server (npm start), or have something run firstcall tick every few minutes.',
      })
}

async function examinePause(deps: Deps): Promise<Finding> {
  const pause = await readPause(deps)
  return pause === null
    ? ok('Surveys are not paused')
    : fault(`Surveys are paused (${pause.reason.replaceAll('_', ' ')})`, {
        means: 'This database seems to be restored or moved; only sign-in links leave.',
        todo: 'Decide on the page /paused, or run firstcall adopt --help.',
      })
}

async function examineWebhooks(deps: Deps): Promise<Finding[]> {
  const { failed, failing } = await countWebhookFailures(deps.db, deps.now())
  if (failed + failing === 0) return []
  const says = `${failed} messages to channels and programs were given up in seven days, ${failing} wait after a failure`
  const todo = 'The page Webhooks says what each answered, and sends a test.'
  return [warning(says, { means: 'Slack, Teams or another program does not hear of follow-ups.', todo })]
}

/** What waits to be sent, and whether somebody sends it. */
export async function examineOutbox(deps: Deps): Promise<Finding[]> {
  const facts = await readOutboxFacts(deps.db, deps.now())
  return [
    await examinePause(deps),
    examineWaiting(facts, deps.now()),
    ...(await examineOutage(deps)),
    ...examineFailed(facts),
    ...(await examineWebhooks(deps)),
    await examineWork(deps),
  ]
}
