import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { SETTINGS } from '../src/config.ts'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')

const code = (text: string): string => (/^[./\w]+$/.test(text) && text !== 'none' ? `\`${text}\`` : text)

it('the README lists every setting as the program knows it', () => {
  const rows = Object.entries(SETTINGS).map(
    ([name, { default: value, doc }]) => `| \`${name}\` | ${code(value)} | ${doc} |`,
  )
  const table = ['| name | default | meaning |', '| --- | --- | --- |', ...rows].join('\n')
  const listed = /<!-- settings:.*-->\n([^]*?)<!-- \/settings -->/.exec(readme)?.[1]
  expect(listed).toBe(`${table}\n`)
})
