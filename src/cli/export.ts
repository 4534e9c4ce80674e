import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { ExportFile } from '../core/firm/history-files.ts'
import type { Deps } from '../deps.ts'
import { exportFirm } from '../domain/firm/export-firm.ts'
import { type Register, out, withDeps } from './context.ts'
import type { Output } from './output.ts'

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'path' in error

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' && dirname(path) !== path) return false
      throw error
    },
  )

/** Makes the directory, level by level: Node's own recursive way tries for ever where the system lets none be made, as in /proc. */
async function makeDirectory(directory: string): Promise<void> {
  const missing: string[] = []
  for (let path = resolve(directory); !(await isThere(path)); path = dirname(path)) missing.unshift(path)
  for (const path of missing) {
    await mkdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** Writes the firm's CSV files into `directory`, replacing older ones once all are complete. 1: they can't be written. */
export async function runExport(deps: Deps, directory: string, output: Output): Promise<0 | 1> {
  const handles = new Map<ExportFile, FileHandle>()
  const partOf = (file: ExportFile): string => join(directory, `.${file}.part`)
  try {
    await makeDirectory(directory)
    await exportFirm(deps, async (file, text) => {
      const handle = handles.get(file) ?? (await open(partOf(file), 'w'))
      handles.set(file, handle)
      await handle.write(text)
    })
    for (const [file, handle] of handles) {
      await handle.close()
      await rename(partOf(file), join(directory, file))
    }
  } catch (error) {
    await Promise.all(
      [...handles].map(async ([file, handle]) => {
        await handle.close().catch(() => {})
        await rm(partOf(file), { force: true })
      }),
    )
    if (!isSystemError(error)) throw error
    output.stderr(`${directory} can't be written (${error.code}). Name a directory that can.\n`)
    return 1
  }
  output.stdout([...handles.keys()].map((file) => `${join(directory, file)}\n`).join(''))
  return 0
}

export const registerExport: Register = (program) => {
  program
    .command('export')
    .argument('<dir>', 'where to write the files')
    .description('write the same CSV files back; importing them changes nothing')
    .action((directory: string) => withDeps(({ deps }) => runExport(deps, directory, out)))
}
