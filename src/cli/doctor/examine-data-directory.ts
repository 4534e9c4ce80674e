import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Finding, findingsOf } from '../../core/sending/finding.ts'

const { ok, warning, fault } = findingsOf('data directory')

const MB = 2 ** 20
const ENOUGH_MB = 1024
const TOO_LITTLE_MB = 100

/** Whether the group or others have any of these rights; null where there is no such file. */
const lets = (path: string, rights: number): Promise<boolean | null> =>
  stat(path).then(
    ({ mode }) => (mode & rights) !== 0,
    () => null,
  )

async function examineSecrets(home: string): Promise<Finding> {
  const files = ['secret', 'postgres-password']
  const open = await Promise.all(files.map(async (file) => ((await lets(join(home, file), 0o077)) ? [file] : [])))
  const readable = open.flat()
  return readable.length === 0
    ? ok('What is secret in it only its owner can read')
    : fault(`Others on this machine can read ${readable.join(' and ')} in it`, {
        means: 'Whoever reads them can open every survey and the database.',
        todo: `chmod 600 ${readable.map((file) => join(home, file)).join(' ')}`,
      })
}

async function examineSpace(home: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(home)
  const free = Math.floor((bavail * bsize) / MB)
  const says =
    free < 10 * ENOUGH_MB
      ? `${free} MB are free on its disk`
      : `${Math.floor(free / ENOUGH_MB)} GB are free on its disk`
  if (free >= ENOUGH_MB) return ok(says)
  const advice = { means: 'When it is full, the database stops.', todo: 'Make room, or move DATA_DIR.' }
  return free < TOO_LITTLE_MB ? fault(says, advice) : warning(says, advice)
}

/** The folder of the embedded database; `hasDatabase` is false where none was made yet. */
export async function examineDataDirectory(dataDir: string): Promise<{ findings: Finding[]; hasDatabase: boolean }> {
  const home = resolve(dataDir)
  const hasDatabase = (await lets(join(home, 'postgres'), 0)) !== null
  if (!hasDatabase) {
    const advice = {
      means: 'Nothing has been started here yet.',
      todo: 'npm start makes one; or set DATA_DIR or DATABASE_URL.',
    }
    return { findings: [warning(`There is no database in ${home}`, advice)], hasDatabase }
  }
  const isWritable = await access(home, constants.W_OK).then(
    () => true,
    () => false,
  )
  const writing = isWritable
    ? ok(`${home} can be written`)
    : fault(`${home} can’t be written`, {
        means: 'The database can’t start.',
        todo: `Give it to the user who runs FirstCall.`,
      })
  return { findings: [writing, await examineSecrets(home), await examineSpace(home)], hasDatabase }
}
