import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { lintSurvey } from '../../src/core/answering/survey-lint.ts'
import { readSurvey } from '../../src/core/answering/survey-source.ts'

it('the example of docs/surveys.md is a survey without fault', () => {
  const page = readFileSync(new URL('../../docs/surveys.md', import.meta.url), 'utf8')
  const example = /```yaml\n([^]*?)```/.exec(page)?.[1] ?? ''
  const read = readSurvey(example)
  expect(read).toMatchObject({ kind: 'ok' })
  expect(read.kind === 'ok' && lintSurvey(read.definition, read.placeOf)).toEqual([])
})
