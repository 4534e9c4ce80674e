import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '../src')

/** Which rooms, and which files beside them, the files of a room may import from. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: ['core'],
  db: ['db', 'core'],
  mail: ['mail', 'core'],
  views: ['views', 'core'],
  domain: ['domain', 'db', 'mail', 'core', 'deps.ts'],
  http: ['http', 'domain', 'views', 'core', 'deps.ts'],
  host: ['host', 'domain', 'db', 'mail', 'core', 'deps.ts', 'config.ts'],
  'deps.ts': ['db', 'mail', 'config.ts'],
  'config.ts': [],
  'app.ts': ['http', 'deps.ts'],
}

/** Entries and adapters, where the outside world comes in; the rest gets it as `Deps`. */
const MAY_USE_NODE = ['host', 'cli', 'cli.ts', 'node.ts', 'worker.ts']

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))

const roomOf = (file: string): string => file.split('/')[0] ?? file

const importsOf = (file: string): string[] =>
  [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:from|import)\s*\(?'([^']+)'/g)].map((match) => match[1] ?? '')

const targetOf = (file: string, specifier: string): string => relative(SRC, join(SRC, dirname(file), specifier))

describe('a file', () => {
  it.each(Object.keys(MAY_IMPORT))('in %s imports only from where it may', (room) => {
    const trespasses = files
      .filter((file) => roomOf(file) === room)
      .flatMap((file) =>
        importsOf(file)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => targetOf(file, specifier))
          .filter((target) => !MAY_IMPORT[room]?.includes(roomOf(target)))
          .map((target) => `${file} imports ${target}`),
      )
    expect(trespasses).toEqual([])
  })

  it('that is no entry and no adapter of Node’s does not use Node', () => {
    const users = files
      .filter((file) => !MAY_USE_NODE.includes(roomOf(file)))
      .filter(
        (file) =>
          importsOf(file).some((specifier) => specifier.startsWith('node:')) ||
          /\bprocess\.|\bDate\.now\(|\bnew Date\(\)|Math\.random\(/.test(readFileSync(join(SRC, file), 'utf8')),
      )
    expect(users).toEqual([])
  })

  it('has at most 300 lines', () => {
    const long = files.filter((file) => readFileSync(join(SRC, file), 'utf8').split('\n').length > 301)
    expect(long).toEqual([])
  })
})
