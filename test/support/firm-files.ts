import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deps } from '../../src/deps.ts'
import { exportFirm } from '../../src/domain/firm/export-firm.ts'
import type { ImportSource } from '../../src/domain/firm/import-firm.ts'

/** The shipped sample firm, or the faulty one. */
export async function sampleSources(firm: 'sample-firm' | 'bad-firm'): Promise<ImportSource[]> {
  const directory = join(import.meta.dirname, firm === 'sample-firm' ? '../../templates' : '../data', firm)
  const names = await readdir(directory)
  return names.map((name) => ({ name, open: () => createReadStream(join(directory, name)) }))
}

/** Files made up on the spot; a text is written as UTF-8. */
export function sourcesOf(files: Readonly<Record<string, string | Uint8Array>>): ImportSource[] {
  return Object.entries(files).map(([name, content]) => ({
    name,
    async *open() {
      yield typeof content === 'string' ? new TextEncoder().encode(content) : content
    },
  }))
}

/** The exported files, by name. */
export async function exportedFiles(deps: Deps): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  await exportFirm(deps, async (file, text) => {
    files[file] = (files[file] ?? '') + text
  })
  return files
}

/** The whole text of a source, read as UTF-8. */
export async function textOf(source: ImportSource): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source.open()) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
