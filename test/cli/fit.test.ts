import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { runFit } from '../../src/cli/fit.ts'

const REFERENCE = join(import.meta.dirname, '../data/score/reference')
type Options = Parameters<typeof runFit>[1]

const MODEL: Options = { outcome: 'y', groups: ['g'], fixed: [], weights: null, prior: 'none', json: true }

type Printed = {
  n: number
  reml_criterion: number
  residual_variance: number
  fixed: { name: string; estimate: number | null; se: number | null }[]
  groups: Record<string, { variance: number; levels: { level: string; effect: number; sd: number; n: number }[] }>
}

function createOutput() {
  const written = { stdout: '', stderr: '' }
  const output = {
    isTerminal: false,
    stdout: (text: string) => {
      written.stdout += text
    },
    stderr: (text: string) => {
      written.stderr += text
    },
  }
  return { written, output }
}

async function fit(path: string, options: Partial<Options>) {
  const { written, output } = createOutput()
  await runFit(path, { ...MODEL, ...options }, output)
  return { printed: JSON.parse(written.stdout) as Printed, stderr: written.stderr }
}

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'firstcall-fit-'))
  return () => rm(directory, { recursive: true })
})

async function fileOf(...lines: string[]): Promise<string> {
  const path = join(directory, 'rows.csv')
  await writeFile(path, `${lines.join('\n')}\n`)
  return path
}

const ROWS = ['3,a,x,1', '5,a,y,1', '4,b,x,2', '9,b,y,1', '7,c,x,1', '8,c,y,4', '2,a,x,1', '6,b,y,1']

describe('fit', () => {
  it('prints what lme4 finds, level by level', async () => {
    const { printed, stderr } = await fit(join(REFERENCE, 'Dyestuff.csv'), { outcome: 'Yield', groups: ['Batch'] })
    expect(stderr).toBe('')
    expect(Object.keys(printed)).toEqual(['n', 'reml_criterion', 'residual_variance', 'fixed', 'groups'])
    expect(printed.n).toBe(30)
    expect(printed.reml_criterion).toBeCloseTo(319.654276842257, 5)
    expect(printed.fixed).toEqual([
      { name: '(Intercept)', estimate: expect.closeTo(1527.5, 4), se: expect.closeTo(19.38341, 3) },
    ])
    expect(Object.keys(printed.groups)).toEqual(['Batch'])
    expect(printed.groups['Batch']?.levels[0]).toEqual({
      level: 'A',
      effect: expect.closeTo(-17.60685, 3),
      sd: expect.closeTo(19.58657, 3),
      n: 5,
    })
  })

  it('reads a packed file as it reads the plain one', async () => {
    const packed = join(directory, 'Pastes.csv.gz')
    await writeFile(packed, gzipSync(await readFile(join(REFERENCE, 'Pastes.csv'))))
    const model = { outcome: 'strength', groups: ['batch', 'sample'] }
    expect(await fit(packed, model)).toEqual(await fit(join(REFERENCE, 'Pastes.csv'), model))
  })

  it('takes a fixed column of text as a factor, its first level the one compared with, and one of numbers as a number', async () => {
    const path = await fileOf('y,g,kind,day', ...ROWS)
    const { printed } = await fit(path, { fixed: ['kind', 'day'] })
    expect(printed.fixed.map(({ name }) => name)).toEqual(['(Intercept)', 'kindy', 'day'])
  })

  it('leaves out rows with missing cells or no weight, and says so', async () => {
    const whole = await fileOf('y,g,kind,w', ...ROWS).then((file) => fit(file, { fixed: ['kind'], weights: 'w' }))
    const rest = await fileOf('y,g,kind,w', ...ROWS, ',a,x,1', '4,NA,x,1', '6,b,x,0', '7,c,,1')
    const { printed, stderr } = await fit(rest, { fixed: ['kind'], weights: 'w' })
    expect(printed).toEqual(whole.printed)
    expect(stderr).toBe(
      [
        '1 row of 12 left out: y is missing, first in row 9.',
        '1 row of 12 left out: g is missing, first in row 10.',
        '1 row of 12 left out: w is 0, first in row 11.',
        '1 row of 12 left out: kind is missing, first in row 12.',
        '',
      ].join('\n'),
    )
  })

  it('orders levels that are numbers by their size, others by the alphabet', async () => {
    const path = await fileOf('y,g,h', '1,10,b', '2,9,a', '4,10,b', '3,2,a', '2,2,c', '5,9,c', '1,2,b')
    const { groups } = (await fit(path, { groups: ['g', 'h'] })).printed
    expect(groups['g']?.levels.map(({ level }) => level)).toEqual(['2', '9', '10'])
    expect(groups['h']?.levels.map(({ level }) => level)).toEqual(['a', 'b', 'c'])
  })

  it('fits a single row, or none, with the default prior', async () => {
    const path = await fileOf('y,g', '0.9,a')
    expect((await fit(path, { prior: 'default' })).printed.residual_variance).toBeGreaterThan(0)
    expect((await fit(await fileOf('y,g'), { prior: 'default' })).printed.n).toBe(0)
  })

  it('prints a table for people', async () => {
    const { written, output } = createOutput()
    await runFit(await fileOf('y,g,kind,w', ...ROWS), { ...MODEL, fixed: ['kind'], json: false }, output)
    expect(written.stdout).toContain('8 rows, REML criterion ')
    expect(written.stdout).toMatch(/^kindy +\d/m)
    expect(written.stdout).toMatch(/^g +\d.* 3 levels$/m)
    expect(written.stdout).toMatch(/^residual +\d/m)
  })

  it.each([
    ['an outcome that is no number', ['y,g', '1,a', 'x,b'], {}, "Row 2, column y: 'x' is no number."],
    [
      'a negative weight',
      ['y,g,w', '1,a,-2', '2,b,1'],
      { weights: 'w' },
      'Row 1, column w: a weight of -2 is negative.',
    ],
    ['a column that is not there', ['y,g', '1,a'], { groups: ['h'] }, 'has no column h'],
    ['no group', ['y,g', '1,a'], { groups: [] }, '--groups names no column.'],
    ['the outcome as a group', ['y,g', '1,a'], { groups: ['y'] }, 'y is named twice.'],
    ['too few rows', ['y,g', '1,a'], {}, '1 complete row for 1 fixed effect are too few.'],
    ['an outcome that never varies', ['y,g', '1,a', '1,b', '1,b'], {}, 'explain every y to the last digit'],
    ['a prior that does not exist', ['y,g', '1,a'], { prior: 'flat' }, "'flat' is none of these."],
  ])('refuses %s', async (_, lines, options, message) => {
    const { output } = createOutput()
    await expect(runFit(await fileOf(...lines), { ...MODEL, ...options }, output)).rejects.toThrow(message)
  })
})
