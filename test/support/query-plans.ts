import {
  CompiledQuery,
  createQueryId,
  type Kysely,
  type KyselyPlugin,
  type QueryId,
  type RootOperationNode,
  sql,
} from 'kysely'
import type { Schema } from '../../src/db/schema.ts'

/** What PostgreSQL says of a step of a plan. */
type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Index Cond'?: string
  'Index Name'?: string
  Plans?: Plan[]
}

/** A database that remembers what is asked of it, statement by statement. */
export function listening(db: Kysely<Schema>): { db: Kysely<Schema>; heard: () => CompiledQuery[] } {
  // Subqueries are transformed, too; only what is executed has a result.
  const transformed = new WeakMap<QueryId, RootOperationNode>()
  // Of what was made into SQL before, the node knows no values.
  const asked = new WeakMap<QueryId, readonly unknown[]>()
  const executed: { node: RootOperationNode; parameters: readonly unknown[] | undefined }[] = []
  const recorder: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      transformed.set(queryId, node)
      return node
    },
    transformResult: async ({ result, queryId }) => {
      const node = transformed.get(queryId)
      if (node) executed.push({ node, parameters: asked.get(queryId) })
      return result
    },
  }
  const executor = db.getExecutor()
  const listener = db.withPlugin(recorder)
  const execute = listener.executeQuery.bind(listener)
  listener.executeQuery = async (query, queryId) => {
    const compiled = 'compile' in query ? query.compile() : query
    asked.set(compiled.queryId, compiled.parameters)
    return execute(compiled, queryId)
  }
  const compile = ({ node, parameters }: (typeof executed)[number]): CompiledQuery => {
    const compiled = executor.compileQuery(node, createQueryId())
    return { ...compiled, parameters: parameters ?? compiled.parameters }
  }
  return { db: listener, heard: () => executed.splice(0).map(compile) }
}

/**
 * The steps that read a whole table although the planner was told to do so only where it must. An index of some rows alone is no
 * whole table: such are those of what is still to be done, which stays few however much is over.
 */
function wholeReads(plan: Plan, partial: ReadonlySet<string>, isCut = false): string[] {
  const { 'Node Type': kind, 'Relation Name': table, 'Index Name': index, Plans: inner = [] } = plan
  const byIndex = kind.startsWith('Index') && !plan['Index Cond'] && !isCut && !partial.has(index ?? '')
  const reads = table !== undefined && (kind === 'Seq Scan' || byIndex) ? [`${table} by ${index ?? kind}`] : []
  return [...reads, ...inner.flatMap((each) => wholeReads(each, partial, isCut || kind === 'Limit'))]
}

/** The indexes that hold some rows of their table alone. */
async function listPartialIndexes(db: Kysely<Schema>): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_index join pg_class on pg_class.oid = indexrelid
    where indpred is not null and pg_get_expr(indpred, indrelid) not like '%= ''closed''%'`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

/** The tables of `large` that a statement reads as a whole, for want of an index. */
export async function listWholeReads(
  db: Kysely<Schema>,
  query: CompiledQuery,
  large: ReadonlySet<string>,
): Promise<string[]> {
  return db.connection().execute(async (connection) => {
    await sql`set enable_seqscan = off`.execute(connection)
    // The tables are small in truth, and the planner sees their few pages: only rows may count.
    await sql`set random_page_cost = 0`.execute(connection)
    await sql`set seq_page_cost = 0`.execute(connection)
    const { rows } = await connection.executeQuery(
      CompiledQuery.raw(`explain (format json) ${query.sql}`, [...query.parameters]),
    )
    const [row] = rows as { 'QUERY PLAN': { Plan: Plan }[] }[]
    const plan = row?.['QUERY PLAN'][0]?.Plan
    if (!plan) throw new Error(`no plan of ${query.sql}`)
    const partial = await listPartialIndexes(connection)
    return wholeReads(plan, partial).filter((read) => large.has(read.split(' ')[0] ?? ''))
  })
}

/**
 * Lets the planner believe that these tables have a thousand times the rows they have, and that nearly all of them are over: what
 * is still to be done does not grow with the answers.
 */
export async function pretendMillions(db: Kysely<Schema>, tables: ReadonlySet<string>): Promise<void> {
  await sql`analyze`.execute(db)
  await sql`update pg_class set reltuples = 1000 * greatest(reltuples, 100) where relname in (${sql.join([...tables])})
    or oid in (select indexrelid from pg_index join pg_class owner on owner.oid = indrelid
      where indpred is null and owner.relname in (${sql.join([...tables])}))`.execute(db)
  for (const [table, over] of [
    ['follow_up', 'closed'],
    ['invitation', 'answered'],
    ['email', 'sent'],
  ] as const) {
    await sql`select pg_restore_attribute_stats('schemaname', 'public', 'relname', ${table}::text, 'attname', 'state',
      'inherited', false, 'null_frac', 0::real, 'n_distinct', 3::real,
      'most_common_vals', ${`{${over},open}`}::text, 'most_common_freqs', '{0.9999,0.00005}'::real[])`.execute(db)
  }
}
