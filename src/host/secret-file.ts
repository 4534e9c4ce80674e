import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'

/** A secret that is drawn once and kept in a file only its owner reads; two first starts agree on the earlier one's. */
export async function readOrCreateSecret(file: string): Promise<string> {
  try {
    await writeFile(file, randomBytes(36).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return (await readFile(file, 'utf8')).trim()
}
