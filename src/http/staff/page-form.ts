import type { Context } from 'hono'
import type { AppEnv } from '../env.ts'

/** A key in a path: digits that a bigint holds. */
export const ID = ':id{[1-9][0-9]{0,17}}'

export const idOf = (c: Context<AppEnv>): number => Number(c.req.param('id'))

/** The named fields of a posted form as text; what is absent or a file is empty. */
export async function textFields<Name extends string>(
  c: Context<AppEnv>,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const form = await c.req.parseBody()
  const fields = names.map((name) => [name, typeof form[name] === 'string' ? form[name] : ''])
  return Object.fromEntries(fields) as Record<Name, string>
}
