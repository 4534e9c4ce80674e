import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { runCalibrate } from '../../src/cli/calibrate.ts'
import { runDrivers } from '../../src/cli/drivers.ts'
import { numberColumn, readTable } from '../../src/cli/read-table.ts'

const DATA = join(import.meta.dirname, '../data/score')
const SWISS = join(DATA, 'drivers/swiss.csv')
const OUTCOMES = join(DATA, 'calibration/outcomes_b.csv')
const PREDICTORS = ['Agriculture', 'Examination', 'Education', 'Catholic', 'Infant.Mortality']

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'firstcall-tables-'))
  return () => rm(directory, { recursive: true })
})

async function fileOf(content: string | Uint8Array, name = 'table.csv'): Promise<string> {
  const path = join(directory, name)
  await writeFile(path, content)
  return path
}

/** What a command wrote. */
function createOutput() {
  const written = { stdout: '', stderr: '' }
  const stdout = (text: string) => void (written.stdout += text)
  const stderr = (text: string) => void (written.stderr += text)
  return { written, output: { stdout, stderr, isTerminal: false } }
}

async function drivers(path: string, outcome: string, predictors: readonly string[], json = true) {
  const { written, output } = createOutput()
  await runDrivers(path, { outcome, predictors, json }, output)
  return written
}

async function calibration(path: string, json = true) {
  const { written, output } = createOutput()
  await runCalibrate(path, { stated: 'stated', outcome: 'called_first', json }, output)
  return written
}

describe('a table', () => {
  it('is the same packed and not', async () => {
    const packed = await fileOf(gzipSync(await readFile(SWISS)), 'swiss.csv.gz')
    expect(await readTable(packed)).toEqual(await readTable(SWISS))
  })

  it('has just the columns asked for, in that order, and empty cells where a row ends early', async () => {
    const path = await fileOf('\uFEFFa, b ,c\r\n1,2,"x, y"\r\n3\r\n')
    expect(await readTable(path, ['c', 'b'])).toEqual({
      columns: ['c', 'b'],
      rows: [
        ['x, y', '2'],
        ['', ''],
      ],
    })
  })

  it('has numbers, NaN for each way to say nothing', async () => {
    const path = await fileOf('a\n1\n-2.5e3\n" .5 "\nNA\nn/a\nNaN\nnull\n""\n')
    const table = await readTable(path)
    expect([...numberColumn(table, 0)]).toEqual([1, -2500, 0.5, ...Array.from({ length: 5 }, () => Number.NaN)])
  })

  it.each(['3,5', '0x10', 'Infinity', '1e999', '1.2.3', 'seven', '-'])(
    'does not take %s for a number',
    async (cell) => {
      const table = await readTable(await fileOf(`a\n1\n"${cell}"\n`))
      expect(() => numberColumn(table, 0)).toThrow(`Row 2, column a: '${cell}' is no number`)
    },
  )

  it.each([
    ['', 'is empty'],
    ['b\n1\n', 'has no column a. It has b.'],
    ['a,a\n1,2\n', 'has two columns a'],
    ['a\n1,2\n', 'table.csv:2: 2 cells under 1 columns'],
    ['a\n"1\n', 'table.csv:2: unclosed'],
    [Uint8Array.of(0x61, 0x0a, 0xe9), 'table.csv:2: field 1 is not UTF-8'],
  ])('%j is refused, with what to mend', async (content, reason) => {
    await expect(readTable(await fileOf(content), ['a'])).rejects.toThrow(reason)
  })

  it.each(['missing.csv', 'missing.csv.gz'])('%s that is not there is named', async (name) => {
    await expect(readTable(join(directory, name))).rejects.toThrow(`${name} can't be read (ENOENT)`)
  })

  it('that is not packed as its name says is named', async () => {
    await expect(readTable(await fileOf('a\n1\n', 'plain.csv.gz'))).rejects.toThrow("plain.csv.gz can't be read")
  })
})

describe('drivers', () => {
  it('prints R² and the drivers in the order asked for', async () => {
    const { stdout, stderr } = await drivers(SWISS, 'Fertility', PREDICTORS)
    expect(JSON.parse(stdout)).toEqual({
      r2: expect.closeTo(0.7067350015927, 6),
      drivers: expect.arrayContaining([
        { name: 'Education', weight: expect.closeTo(0.271964104646, 6), share: expect.closeTo(0.3848176530568, 6) },
      ]),
    })
    expect(stderr).toBe('Too early to say: 47 rows for 5 drivers.\n')
  })

  it('prints them in words, the weightiest first', async () => {
    const { stdout } = await drivers(SWISS, 'Fertility', PREDICTORS, false)
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'What goes together with Fertility: R² 0.7067, from 47 rows.',
      'driver            share   weight',
      'Education          38 %   0.2720',
    ])
  })

  it('says which rows and drivers were left out', async () => {
    const rows = Array.from({ length: 20 }, (_, row) => [row, row % 3, row < 9 ? 'NA' : row % 5, row === 4 ? '' : 7])
    const path = await fileOf(['y,a,often,flat', ...rows.map(String), ',1,1,1'].join('\n'))
    const { stdout, stderr } = await drivers(path, 'y', ['a', 'often', 'flat'])
    expect(JSON.parse(stdout)).toMatchObject({ drivers: [{ name: 'a' }] })
    expect(stderr).toBe(
      'often is missing in more than 40 % of the rows: left out.\n' +
        'flat is the same in all complete rows: left out.\n' +
        '1 row of 21 with missing cells left out.\n',
    )
  })

  it('without a predictor is refused', async () => {
    await expect(drivers(SWISS, 'Fertility', [])).rejects.toThrow('--predictors names no column')
  })
})

describe('calibrate', () => {
  it('prints fit, scores and bins', async () => {
    const { stdout, stderr } = await calibration(OUTCOMES)
    expect(JSON.parse(stdout)).toMatchObject({
      n: 120,
      intercept: expect.closeTo(-0.3178370173784, 6),
      slope: expect.closeTo(0.7592049616182, 6),
      brier: expect.closeTo(0.2220916666667, 6),
      log_loss: expect.closeTo(0.6294760143523, 6),
      bins: [{ lo: 0, hi: 0.2, n: 1, called: 0, wilson_hi: expect.closeTo(0.7934506856228, 6) }, {}, {}, {}, {}],
    })
    expect(stderr).toBe('')
  })

  it('prints them in words', async () => {
    const { stdout } = await calibration(OUTCOMES, false)
    expect(stdout).toContain('stated 60 % to 80 %, 66 % on average: 9 of 25 called first, likely between 20 % and 55 %')
  })

  it('leaves out rows with missing cells and says so; without any row nothing is known', async () => {
    const { stdout, stderr } = await calibration(await fileOf('stated,called_first\n0.3,\nNA,1\n'))
    expect(JSON.parse(stdout)).toEqual({ n: 0, intercept: 0, slope: 1, brier: null, log_loss: null, bins: [] })
    expect(stderr).toBe('2 rows of 2 with missing cells left out.\n')
  })

  it.each([
    ['70,1', 'Row 1, column stated: 70 is not a probability from 0 to 1'],
    ['0.7,2', 'Row 1, column called_first: 2 is not an outcome, 0 or 1'],
  ])('refuses %s', async (row, reason) => {
    await expect(calibration(await fileOf(`stated,called_first\n${row}\n`))).rejects.toThrow(reason)
  })
})
