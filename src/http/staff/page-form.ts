import type { Context } from 'hono'
import type { FieldFault } from '../../core/firm/parse-record.ts'
import type { Fault } from '../../views/field.tsx'
import type { AppEnv } from '../env.ts'

/** A key in a path: digits that a bigint holds. */
export const ID = ':id{[1-9][0-9]{0,17}}'

export const idOf = (c: Context<AppEnv>): number => Number(c.req.param('id'))

/** The named fields of a posted form as text: what is absent or a file is empty, what is sent several times has spaces between. */
export async function textFields<Name extends string>(
  c: Context<AppEnv>,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const form = await c.req.parseBody({ all: true })
  const textOf = (value: (typeof form)[string] | undefined): string =>
    [value ?? []]
      .flat()
      .filter((each) => typeof each === 'string')
      .join(' ')
  const fields = names.map((name) => [name, textOf(form[name])])
  return Object.fromEntries(fields) as Record<Name, string>
}

/** Faults as sentences beside their fields, by what people call these. */
export const faultsOf = (faults: readonly FieldFault[], names: Readonly<Record<string, string>>): Fault[] =>
  faults.map(({ column, reason }) => ({
    field: column,
    message: `${names[column] ?? column}${reason.startsWith("'") ? ':' : ''} ${reason}`,
  }))

/** Which page of a long list the address asks for, from 1; what is no page is the first. */
export function pageNumber(c: Context<AppEnv>): number {
  const typed = c.req.query('page') ?? ''
  return /^[1-9]\d{0,4}$/.test(typed) ? Number(typed) : 1
}
