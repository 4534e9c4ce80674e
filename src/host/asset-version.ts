import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packagePath } from './package-files.ts'

/** A short hash of every file in `src/public`, by name and content. */
export async function readAssetVersion(): Promise<string> {
  const root = packagePath('src/public')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const hash = createHash('sha256')
  for (const path of paths.sort()) hash.update(path.slice(root.length)).update(await readFile(path))
  return hash.digest('base64url').slice(0, 10)
}
