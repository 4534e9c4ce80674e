import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ImportSource } from '../../../src/domain/firm/import-firm.ts'
import { importFirm } from '../../../src/domain/firm/import-firm.ts'
import { tick } from '../../../src/domain/tick.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { apiAddresses, type EveryPage, everyPage, openApi, type Role } from '../../support/every-page.ts'
import { sampleSources, sourcesOf, textOf } from '../../support/firm-files.ts'
import { listening, listWholeReads, pretendMillions } from '../../support/query-plans.ts'
import { openSession } from '../../support/sign-in.ts'

/** What grows with the answers. */
const LARGE: ReadonlySet<string> = new Set([
  'answer',
  'contact',
  'decision',
  'email',
  'engagement_contact',
  'experience',
  'follow_up',
  'follow_up_note',
  'follow_up_step',
  'guess',
  'invitation',
  'mail_event',
  'milestone',
  'opening',
  'opportunity',
  'opportunity_move',
  'reply',
  'response',
])

/** Needs are counted exactly in each state; three in a hundred answers name one, and the index holds no words. */
const READ_AS_A_WHOLE: ReadonlySet<string> = new Set(['opportunity by opportunity_by_state'])

const ROLES: readonly Role[] = ['pm', 'account_manager', 'leader', 'admin']

const database = useDatabase()
let deps: TestDeps

beforeEach(() => {
  deps = createTestDeps(database.db)
})

/** Each low answer has a follow-up, every other one is closed. */
const addFollowUps = () =>
  sql`insert into follow_up (response_id, invitation_id, reasons, owner_id, state, opened_at, due_at, closed_at, closed_by, what_we_did)
    select id, invitation_id, '{low}', pm_id, case when is_over then 'closed' else 'open' end, answered_at, answered_at,
      case when is_over then answered_at end, case when is_over then pm_id end, case when is_over then 'Called.' end
    from (select *, (row_number() over (order by id)) % 2 = 0 as is_over from response where call_first <= 5) as low
    on conflict do nothing`.execute(database.db)

/** Of an empty table the planner can't believe that it is large. */
async function addRare(): Promise<void> {
  const { db } = database
  await sql`insert into guess (invitation_id, staff_id, call_first, at)
    select invitation_id, pm_id, 7, answered_at from response on conflict do nothing`.execute(db)
  await sql`insert into opening (response_id, staff_id, at) select id, pm_id, answered_at from response
    on conflict do nothing`.execute(db)
  await sql`insert into follow_up_note (follow_up_id, staff_id, note, at)
    select id, owner_id, 'Called.', opened_at from follow_up`.execute(db)
  await sql`insert into follow_up_step (follow_up_id, kind, staff_id, note, until, at)
    select id, 'snoozed', owner_id, 'Away', due_at, opened_at from follow_up`.execute(db)
  await sql`insert into opportunity_move (opportunity_id, at, state) select id, opened_at, state from opportunity`.execute(
    db,
  )
  await sql`insert into reply (follow_up_id, state, sender_id, we_did, changed_by, changed_at)
    select id, 'sent', owner_id, 'We called.', owner_id, opened_at from follow_up`.execute(db)
}

async function grow(sources: ImportSource[]): Promise<void> {
  await importFirm(deps, sources)
  await addFollowUps()
  await tick(deps)
}

type Reads = { heard: ReturnType<typeof listening>; readers: Map<string, (path: string) => Promise<Response>> }

/** Somebody of each role in a browser, and their key of the API, who are listened to. */
async function openReaders({ pm, manager }: EveryPage): Promise<Reads> {
  const heard = listening(database.db)
  const listened = { ...deps, db: heard.db }
  const readers = new Map<string, (path: string) => Promise<Response>>()
  for (const role of ROLES) {
    const person = await database.db
      .selectFrom('staff')
      .selectAll()
      .where('role', '=', role)
      .$if(role === 'pm' || role === 'account_manager', (query) => query.where('id', '=', role === 'pm' ? pm : manager))
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow()
    readers.set(role, (await openSession(listened, person)).get)
    readers.set(`${role} by API`, await openApi(listened, person))
  }
  return { heard, readers }
}

/** Calls back with what each page and list of the API has asked of the database, the second time that it is read. */
async function eachRead(
  { heard, readers }: Reads,
  { pages }: EveryPage,
  tell: (read: string, statements: ReturnType<typeof heard.heard>) => Promise<void> | void,
): Promise<void> {
  const refused: string[] = []
  for (const [reader, get] of readers) {
    const [role] = reader.split(' ') as [Role]
    const isApi = reader !== role
    for (const path of isApi ? await apiAddresses(get) : pages[role]) {
      const { status } = await get(path)
      if (status !== 200 && !(isApi && status === 403)) refused.push(`${reader} ${path}: ${status}`)
      heard.heard()
      await get(path)
      await tell(`${reader} ${path}`, heard.heard())
    }
  }
  expect(refused).toEqual([])
}

describe('no page and no list of the API', () => {
  it('reads a table that grows with the answers as a whole', async () => {
    await grow(await sampleSources('sample-firm'))
    await addRare()
    const every = await everyPage(database.db)
    const reads = await openReaders(every)
    await pretendMillions(database.db, LARGE)
    const slow: string[] = []
    await eachRead(reads, every, async (read, statements) => {
      for (const statement of statements.filter((each) => /^(select|with)/.test(each.sql))) {
        const whole = await listWholeReads(database.db, statement, LARGE)
        if (whole.some((each) => !READ_AS_A_WHOLE.has(each)))
          slow.push(`${read}: ${whole.join(', ')}: ${statement.sql}`)
      }
    })
    expect(slow).toEqual([])
  }, 240_000)

  it('asks more often of a larger firm', async () => {
    const sources = await sampleSources('sample-firm')
    await grow(await everyThird(sources))
    const every = await everyPage(database.db)
    const reads = await openReaders(every)
    const few = new Map<string, number>()
    await eachRead(reads, every, (read, { length }) => void few.set(read, length))
    await grow(sources)
    const more: string[] = []
    await eachRead(reads, every, (read, { length }) => {
      if (length > few.get(read)!) more.push(`${read}: ${few.get(read)} statements, then ${length}`)
    })
    expect(more).toEqual([])
  }, 240_000)
})

/** The firm with every third contact alone, and their answers. */
async function everyThird(sources: readonly ImportSource[]): Promise<ImportSource[]> {
  const files: Record<string, string> = {}
  for (const source of sources) {
    const text = await textOf(source)
    const [head = '', ...lines] = text.trimEnd().split('\n')
    const isKept = (line: string): boolean => {
      const contact = /con-(\d+)/.exec(line)?.[1]
      return contact === undefined || Number(contact) % 3 === 0
    }
    files[source.name] = [head, ...lines.filter(isKept)].join('\n')
  }
  return sourcesOf(files)
}
