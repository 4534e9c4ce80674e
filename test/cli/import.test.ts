import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { runExport } from '../../src/cli/export.ts'
import { runImport } from '../../src/cli/import.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'

const database = useDatabase()
const SAMPLE_FIRM = join(import.meta.dirname, '../../templates/sample-firm')
const BAD_FIRM = join(import.meta.dirname, '../data/bad-firm')
const OPTIONS = { dryRun: false, skipBad: false, json: false }

function createOutput(isTerminal = false) {
  const written = { stdout: '', stderr: '' }
  return {
    written,
    isTerminal,
    stdout: (text: string) => {
      written.stdout += text
    },
    stderr: (text: string) => {
      written.stderr += text
    },
  }
}

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'firstcall-files-'))
  return () => rm(directory, { recursive: true })
})

describe('import', () => {
  it('prints what became of each file', async () => {
    const out = createOutput()
    expect(await runImport(createTestDeps(database.db), SAMPLE_FIRM, OPTIONS, out)).toBe(0)
    expect(out.written.stdout).toContain('contacts.csv: 94 created, 0 updated, 0 unchanged, 0 rejected\n')
    expect(out.written.stdout).toContain('Everything was written.\n')
    expect(out.written.stderr).toBe('')
  })

  it('prints each fault with its place, and refuses', async () => {
    const out = createOutput()
    expect(await runImport(createTestDeps(database.db), BAD_FIRM, OPTIONS, out)).toBe(1)
    expect(out.written.stdout).toContain('staff.csv:5: name: is empty; fill it in\n')
    expect(out.written.stdout).toContain(
      'accounts.csv: 2 would be created, 0 would be updated, 0 unchanged, 1 rejected\n',
    )
    expect(out.written.stdout).toContain('Nothing was written. Mend the 32 faults above')
    expect(out.written.stderr).toBe("accounts.csv: column 'favourite_colour' is unknown and left out\n")
  })

  it('prints of a dry run what would be', async () => {
    const out = createOutput()
    const options = { ...OPTIONS, dryRun: true }
    expect(await runImport(createTestDeps(database.db), SAMPLE_FIRM, options, out)).toBe(0)
    expect(out.written.stdout).toContain('contacts.csv: 94 would be created, 0 would be updated')
    expect(out.written.stdout).toContain('Nothing was written: this was a dry run. It found 0 faults.\n')
  })

  it('prints JSON for machines, and is done where bad rows may be skipped', async () => {
    const out = createOutput()
    const options = { ...OPTIONS, skipBad: true, json: true }
    expect(await runImport(createTestDeps(database.db), BAD_FIRM, options, out)).toBe(0)
    const report = JSON.parse(out.written.stdout) as { written: boolean; faults: unknown[] }
    expect(report.written).toBe(true)
    expect(report.faults).toHaveLength(32)
  })

  it('shows progress where somebody watches', async () => {
    const out = createOutput(true)
    await runImport(createTestDeps(database.db), SAMPLE_FIRM, OPTIONS, out)
    expect(out.written.stderr).toContain('milestones.csv: 480 rows read')
  })

  it('says what to do where there is nothing to read', async () => {
    const deps = createTestDeps(database.db)
    const empty = createOutput()
    expect(await runImport(deps, directory, OPTIONS, empty)).toBe(1)
    expect(empty.written.stderr).toContain('holds none of firm.csv, staff.csv')
    const missing = createOutput()
    expect(await runImport(deps, join(directory, 'missing'), OPTIONS, missing)).toBe(1)
    expect(missing.written.stderr).toContain('is not a directory that can be read')
    await mkdir(join(directory, 'staff.csv'))
    const unreadable = createOutput()
    expect(await runImport(deps, directory, OPTIONS, unreadable)).toBe(1)
    expect(unreadable.written.stderr).toContain("staff.csv can't be read (EISDIR)")
  })
})

describe('export', () => {
  it('writes the files of an import in the bytes that came in, and what cannot come in', async () => {
    const deps = createTestDeps(database.db)
    const out = createOutput()
    const target = join(directory, 'new/firm')
    await runImport(deps, SAMPLE_FIRM, OPTIONS, out)
    expect(await runExport(deps, target, out)).toBe(0)
    const besides = [
      'answered_versions.csv',
      'answers.csv',
      'decisions.csv',
      'follow_up_notes.csv',
      'follow_up_steps.csv',
      'follow_ups.csv',
      'holds.csv',
      'opportunities.csv',
      'opportunity_moves.csv',
      'spoken_reports.csv',
      'suppressions.csv',
      'survey_versions.csv',
    ]
    expect((await readdir(target)).toSorted()).toEqual([...(await readdir(SAMPLE_FIRM)), ...besides].toSorted())
    for (const file of ['firm.csv', 'accounts.csv', 'milestones.csv', 'responses.csv', 'outcomes.csv']) {
      expect(await readFile(join(target, file), 'utf8')).toBe(await readFile(join(SAMPLE_FIRM, file), 'utf8'))
    }
  })

  it('says so where it cannot write', async () => {
    const out = createOutput()
    await writeFile(join(directory, 'file'), '')
    expect(await runExport(createTestDeps(database.db), join(directory, 'file'), out)).toBe(1)
    expect(out.written.stderr).toContain("can't be written")
  })

  it('says so, and soon, where the system lets no directory be made', async () => {
    const out = createOutput()
    for (const path of ['/proc/nope', '/proc/nope/firm', join(directory, 'file/firm')]) {
      await writeFile(join(directory, 'file'), '')
      expect(await runExport(createTestDeps(database.db), path, out)).toBe(1)
      expect(out.written.stderr).toContain(`${path} can't be written`)
    }
    expect(out.written.stdout).toBe('')
  })
})
