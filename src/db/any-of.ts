import { type RawBuilder, sql } from 'kysely'

/** Keys as JSON, for `anyKeyOf`. */
export const keysText = (keys: readonly number[]): string => JSON.stringify(keys)

/**
 * One of these, for `=`, as one parameter. The planner takes them for ten, however many they are, so that it keeps one plan for
 * all; an array whose length it can see it plans for anew each time, which costs more than most lookups.
 */
export const anyKeyOf = (text: RawBuilder<string>): RawBuilder<number> =>
  sql<number>`any (array (select key::bigint from json_array_elements_text(${text}::text::json) as key))`

/** The same of keys that are at hand. */
export const anyKey = (keys: readonly number[]): RawBuilder<number> => anyKeyOf(sql<string>`${keysText(keys)}`)

/** Bytes as JSON, for `anyBytes`. */
export const bytesText = (all: readonly Uint8Array[]): string =>
  JSON.stringify(all.map((bytes) => Buffer.from(bytes).toString('hex')))

/** The same of bytes, as `bytesText` writes them. */
export const anyBytes = (text: RawBuilder<string>): RawBuilder<Uint8Array> =>
  sql<Uint8Array>`any (array (select decode(hex, 'hex') from json_array_elements_text(${text}::text::json) as hex))`
