import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SentMark } from '../deps.ts'

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/**
 * The file `last-sent` in the data directory, beside the embedded database and not in it. Where there is no such directory,
 * as with a PostgreSQL of one's own, nothing is kept.
 */
export function createSentMark(dataDir: string): SentMark {
  const file = join(dataDir, 'last-sent')
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        if (isMissing(error)) return ''
        throw error
      })
      const [id, sendings] = text.trim().split(' ')
      return id && /^\d+$/.test(sendings ?? '') ? { id, sendings: Number(sendings) } : null
    },
    async write({ id, sendings }) {
      const draft = `${file}.${process.pid}`
      try {
        await writeFile(draft, `${id} ${sendings}\n`)
        // In one step, so that a kill in between leaves the mark of before.
        await rename(draft, file)
      } catch (error) {
        if (!isMissing(error)) throw error
      }
    },
  }
}
