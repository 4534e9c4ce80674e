import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createCsvScanner } from '../../../src/core/csv-scanner.ts'
import { type FitOptions, type MixedModelFit, fitMixedModel } from '../../../src/core/score/mixed-model.ts'
import type { ModelData } from '../../../src/core/score/model-data.ts'
import { type ModelColumns, type ModelFrame, createFrameBuilder } from '../../../src/core/score/model-frame.ts'

const ROOM = join(import.meta.dirname, '../../data/score')

/** The rows of a CSV file as a model's data. */
export function frameOf(bytes: Uint8Array, columns: ModelColumns): ModelFrame {
  const scanner = createCsvScanner()
  const [header, ...rows] = [...scanner.push(bytes), ...scanner.end()]
  const builder = createFrameBuilder(header?.fields ?? [], columns)
  if ('kind' in builder) throw new Error(`no column ${builder.columns.join(', ')}`)
  for (const { line, fields } of rows) {
    const fault = builder.add(line, fields)
    if (fault) throw new Error(JSON.stringify(fault))
  }
  return builder.finish()
}

export function readBytes(name: string): Uint8Array {
  const bytes = readFileSync(join(ROOM, name))
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

export const readJson = <Golden>(name: string): Golden => JSON.parse(readFileSync(join(ROOM, name), 'utf8')) as Golden

/** The fit of data that can be fitted. */
export function fitOf(data: ModelData, options: FitOptions = {}): MixedModelFit {
  const fit = fitMixedModel(data, { tolerance: 1e-12, ...options })
  if (fit.kind !== 'fitted') throw new Error(`refused: ${fit.kind}`)
  return fit
}
