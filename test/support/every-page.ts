import { type Kysely, sql } from 'kysely'
import { createApp } from '../../src/app.ts'
import type { Row, Schema } from '../../src/db/schema.ts'
import { createApiKey } from '../../src/domain/access/api-keys.ts'
import type { TestDeps } from './deps.ts'

export type Role = Row<'staff'>['role']

type Subjects = {
  pm: number
  manager: number
  otherPm: number
  account: number
  engagement: number
  response: number
  followUp: number
}

/** What pages are about: the PM with most engagements, one of them and what hangs on it. */
async function findSubjects(db: Kysely<Schema>): Promise<Subjects> {
  const { rows } = await sql<Subjects>`
    select pm.id as pm, account.account_manager_id as manager, (select min(id) from staff where role = 'pm' and id <> pm.id) as other_pm,
      engagement.account_id as account, engagement.id as engagement, response.id as response, follow_up.id as follow_up
    from staff as pm
      join engagement on engagement.pm_id = pm.id
      join account on account.id = engagement.account_id and account.account_manager_id is not null
      join response on response.engagement_id = engagement.id
      join follow_up on follow_up.response_id = response.id
    order by (select count(*) from engagement as led where led.pm_id = pm.id) desc, pm.id, follow_up.id limit 1`.execute(
    db,
  )
  return rows[0]!
}

/** Who reads, and what they read by role. */
export type EveryPage = { pm: number; manager: number; pages: Record<Role, readonly string[]> }

/** Every page that people of a role read, each with something on it. */
export async function everyPage(db: Kysely<Schema>): Promise<EveryPage> {
  const { pm, manager, otherPm, account, engagement, response, followUp } = await findSubjects(db)
  const [need] = await db.selectFrom('opportunity').select('id').orderBy('id').limit(1).execute()
  const work = [
    '/engagements',
    `/engagements/${engagement}`,
    '/answers',
    `/answers?engagement=${engagement}`,
    '/answers?kind=close&words=1',
    `/responses/${response}`,
    '/follow-ups',
    '/follow-ups?show=closed',
    '/follow-ups?reason=fall',
    `/follow-ups/${followUp}`,
    '/opportunities',
    '/opportunities?state=all',
    '/opportunities/new',
    '/holds',
    '/how-the-score-works',
    '/settings/digest',
  ]
  const accounts = ['/accounts', '/accounts?sort=last_answer', `/accounts/${account}`, `/follow-ups?account=${account}`]
  const leading = [
    ...work,
    ...accounts,
    '/overview',
    `/overview?pm=${pm}`,
    '/pms',
    `/pms/${pm}`,
    `/pms/compare?a=${pm}&b=${otherPm}`,
    '/coverage',
    `/coverage?pm=${pm}`,
    '/coverage?by=kind&kind=close&standing=answered',
    '/report',
    '/trust',
    '/testimonials',
    `/opportunities/${need?.id}`,
  ]
  const pages = {
    pm: [...work, '/my-score', '/my-guesses'],
    account_manager: [...work, ...accounts, '/my-accounts'],
    leader: leading,
    admin: [
      ...leading,
      '/outbox',
      '/suppressions',
      '/webhooks',
      '/plan',
      '/surveys',
      '/surveys/close',
      '/emails',
      '/settings',
      '/first-steps',
    ],
  }
  return { pm, manager, pages }
}

/** Asks the API with a key of somebody's role; PMs and account managers have keys of their own. */
export async function openApi(deps: TestDeps, staff: Pick<Row<'staff'>, 'ref' | 'role'>) {
  const { ref, role } = staff
  const isOwn = role === 'pm' || role === 'account_manager'
  const made = await createApiKey(deps, {
    name: `${ref} ${deps.now().toISOString()}`,
    role,
    ...(isOwn && { staffRef: ref }),
  })
  if (made.kind !== 'created') throw new Error(made.kind)
  const app = createApp(() => deps)
  return async (path: string): Promise<Response> =>
    app.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${made.key}` } })
}

type Described = { paths: Record<string, { get?: { parameters?: { name: string; schema?: { enum?: string[] } }[] } }> }

/** The address of every list and figure of the API, as it describes itself. */
export async function apiAddresses(get: (path: string) => Promise<Response>): Promise<string[]> {
  const described = (await (await get('/openapi.json')).json()) as Described
  return Object.entries(described.paths).flatMap(([path, { get: read }]) => {
    if (read === undefined || path.includes('{')) return []
    const by = read.parameters?.find((parameter) => parameter.name === 'by')?.schema?.enum
    return by === undefined ? [path] : by.map((each) => `${path}?by=${each}`)
  })
}
