import type { Kysely } from 'kysely'
import { type Finding, findingsOf } from '../../core/sending/finding.ts'
import { isClusterKnown } from '../../db/sending/installation.ts'
import type { Schema } from '../../db/schema.ts'
import { type ServerFacts, readServerFacts } from '../../db/upkeep-facts.ts'
import { createMigrator } from '../../host/migrate.ts'

const { ok, warning, fault } = findingsOf('database')

const OLDEST = 15
const CLOCK_WARNING_S = 5
const CLOCK_FAULT_S = 120

function examineVersion({ version, name }: ServerFacts): Finding {
  return Math.floor(version / 10_000) >= OLDEST
    ? ok(`PostgreSQL ${name} answers`)
    : fault(`PostgreSQL ${name} is too old`, {
        means: `FirstCall needs ${OLDEST} or newer.`,
        todo: 'Upgrade the server, or leave DATABASE_URL out to use the embedded one.',
      })
}

function examineWriting({ isReadOnly, unwritable }: ServerFacts): Finding {
  if (!isReadOnly && unwritable.length === 0) return ok('It can be written')
  const says = isReadOnly ? 'It can only be read' : `Our user may not write ${unwritable.slice(0, 5).join(', ')}`
  return fault(says, {
    means: 'Answers are lost, and nothing is planned or sent.',
    todo: isReadOnly
      ? 'Let DATABASE_URL lead to the primary server.'
      : 'Let the user of DATABASE_URL own the tables, or grant it all rights on them.',
  })
}

function examineClock(facts: ServerFacts, before: Date, after: Date): Finding {
  const offMs = Math.max(before.getTime() - facts.now.getTime(), facts.now.getTime() - after.getTime(), 0)
  const seconds = Math.round(offMs / 1000)
  if (seconds < CLOCK_WARNING_S) return ok('Its clock and this machine’s agree')
  const advice = { means: 'Surveys leave at a wrong hour; links expire early or late.', todo: 'Set both by NTP.' }
  const says = `Its clock and this machine’s are ${seconds} seconds apart`
  return seconds < CLOCK_FAULT_S ? warning(says, advice) : fault(says, advice)
}

async function examineSchema(db: Kysely<Schema>): Promise<Finding> {
  const migrations = await createMigrator(db).getMigrations()
  const missing = migrations.filter(({ executedAt }) => executedAt === undefined)
  const newest = migrations.at(-1)?.name ?? 'none'
  return missing.length === 0
    ? ok(`Its schema is up to date (${newest})`)
    : fault(`Its schema lacks ${missing.length} of ${migrations.length} steps (${newest})`, {
        means: 'It is empty, or of an earlier version of FirstCall.',
        todo: 'Start the server, or run firstcall migrate.',
      })
}

export type Examined = { findings: Finding[]; isUpToDate: boolean }

/** The database server, and whether our tables are there. @throws where it can't be reached */
export async function examineDatabase(deps: { db: Kysely<Schema>; now(): Date }): Promise<Examined> {
  const { db } = deps
  const before = deps.now()
  const facts = await readServerFacts(db)
  const after = deps.now()
  const schema = await examineSchema(db)
  const identity = (await isClusterKnown(db))
    ? []
    : [
        warning('PostgreSQL keeps the identity of its cluster to itself', {
          means: 'A copy in another cluster with the same name and number is not noticed as one.',
          todo: 'Let an administrator of the database: grant execute on function pg_control_system() to our user.',
        }),
      ]
  return {
    findings: [examineVersion(facts), examineWriting(facts), examineClock(facts, before, after), schema, ...identity],
    isUpToDate: schema.state === 'ok',
  }
}
