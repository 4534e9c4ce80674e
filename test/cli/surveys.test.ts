import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkSurveys, printSurveys, pushSurveys } from '../../src/cli/surveys.ts'
import { findSurveyInForce } from '../../src/db/answering/survey-versions.ts'
import { runCommand } from '../support/command.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createWorld, surveySource } from '../support/factories.ts'
import { ownSurveySource } from '../support/own-survey.ts'

describe('firstcall surveys', () => {
  const database = useDatabase()
  const folder = { path: '' }
  beforeEach(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'firstcall-surveys-'))
  })
  afterEach(() => rm(folder.path, { recursive: true, force: true }))

  async function fileWith(text: string, name = 'own.yaml'): Promise<string> {
    const path = join(folder.path, name)
    await writeFile(path, text)
    return path
  }
  function listener() {
    const said = { stdout: '', stderr: '' }
    return {
      said,
      stdout: (text: string) => void (said.stdout += `${text}\n`),
      stderr: (text: string) => void (said.stderr += `${text}\n`),
      isTerminal: false,
    }
  }

  it('check names each fault with file, line and column, and ends with 1', async () => {
    const file = await fileWith(ownSurveySource.replace('{contact}?', '{who}?').replace('at_most: 6', 'at_most: 60'))
    const { code, stdout } = await runCommand(['surveys', 'check', file], {})
    expect(code).toBe(1)
    expect(stdout).toContain(
      `${file}:2:14: title.en: {who} is not known; use {pm}, {pm_name}, {firm}, {engagement}, {contact}, {contact_name}`,
    )
    expect(stdout).toContain('1 survey: 2 faults, 0 warnings')
  })

  it('check ends with 0 where there are warnings alone', async () => {
    const file = await fileWith(ownSurveySource.replace(', de: Telefonisch', ''))
    const output = listener()
    expect(await checkSurveys([file], {}, output)).toBe(0)
    expect(output.said.stdout).toMatch(/own.yaml:20:29: warning: de: 1 text missing, shown in en instead: /)
    expect(output.said.stdout).toContain('1 survey: 0 faults, 1 warning')
  })

  it('check says which file is not there', async () => {
    const output = listener()
    expect(await checkSurveys(['nowhere.yaml'], {}, output)).toBe(1)
    expect(output.said.stderr).toContain("nowhere.yaml can't be read")
  })

  it('push adds a version where the text has changed, and says which', async () => {
    await createWorld(database.db)
    const deps = createTestDeps(database.db)
    const output = listener()
    const file = await fileWith(surveySource('delivery').replace('How are we doing', 'How is it going'))
    expect(await pushSurveys(deps, [file], {}, output)).toBe(0)
    expect(await pushSurveys(deps, [file], {}, output)).toBe(0)
    expect(output.said.stdout).toBe('delivery: version 2 added\ndelivery: own.yaml is version 2 already\n')
    await printSurveys(deps, {}, output)
    expect(output.said.stdout).toContain("delivery: version 2, the firm's own, 10 questions, en")
  })

  it('push refuses faults and takes none of the files', async () => {
    const output = listener()
    const files = [await fileWith(ownSurveySource), await fileWith(`${ownSurveySource}  - input: slider\n`, 'bad.yaml')]
    expect(await pushSurveys(createTestDeps(database.db), files, {}, output)).toBe(1)
    expect(output.said.stderr).toContain('bad.yaml:')
    expect(await findSurveyInForce(database.db, 'own')).toBeUndefined()
  })
})
