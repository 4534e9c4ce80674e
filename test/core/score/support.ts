import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ModelColumns, type ModelFrame, columnsOf, createModelFrame } from '../../../src/cli/model-frame.ts'
import { readTable } from '../../../src/cli/read-table.ts'
import { type FitOptions, type MixedModelFit, fitMixedModel } from '../../../src/core/score/mixed-model.ts'
import type { ModelData } from '../../../src/core/score/model-data.ts'

const ROOM = join(import.meta.dirname, '../../data/score')

/** Where a golden file is. */
export const pathOf = (name: string): string => join(ROOM, name)

/** Columns of a golden CSV file as a model's data. */
export async function frameOf(name: string, columns: ModelColumns): Promise<ModelFrame> {
  return createModelFrame(await readTable(pathOf(name), columnsOf(columns)), columns)
}

export const readJson = (name: string): unknown => JSON.parse(readFileSync(pathOf(name), 'utf8'))

/** The fit of data that can be fitted. */
export function fitOf(data: ModelData, options: FitOptions = {}): MixedModelFit {
  const fit = fitMixedModel(data, { tolerance: 1e-12, ...options })
  if (fit.kind !== 'fitted') throw new Error(`refused: ${fit.kind}`)
  return fit
}
