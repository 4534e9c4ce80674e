import { type FirmModel, type ModelAnswer, pmEffects } from './firm-model.ts'
import { probabilityAbove } from './normal.ts'
import { studentTQuantile } from './student-t.ts'

/**
 * How every PM compares with every other. `ahead[i * n + j]` is the probability, 0..1, that the i-th PM is ahead of the j-th,
 * `differences` at the same place by how many points of 100, and `reaches` how far to both sides the true difference lies 8 times
 * out of 10; PMs of different `islands` share no chain of accounts, so that nothing but the prior compares them.
 */
export type PmComparison = {
  pmIds: number[]
  ahead: number[]
  differences: number[]
  reaches: number[]
  islands: number[]
}

/** Numbers PMs by the chains of accounts that connect them. */
function islandsOf(pmIds: readonly number[], answers: readonly ModelAnswer[]): number[] {
  const parent = new Map<string, string>()
  const find = (node: string): string => {
    let root = node
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up
    parent.set(node, root)
    return root
  }
  for (const { pmId, accountId } of answers) parent.set(find(`pm ${pmId}`), find(`account ${accountId}`))
  const roots = [...new Set(pmIds.map((id) => find(`pm ${id}`)))]
  return pmIds.map((id) => roots.indexOf(find(`pm ${id}`)))
}

const LEVEL = 0.8

/**
 * Compares all PMs of a fit by the contrast A − B; nobody where there is no fit.
 * @param degrees of freedom of the ranges
 */
export function comparePms(model: FirmModel | null, answers: readonly ModelAnswer[], degrees: number): PmComparison {
  if (!model) return { pmIds: [], ahead: [], differences: [], reaches: [], islands: [] }
  const reach = studentTQuantile((1 + LEVEL) / 2, degrees)
  const pmIds = [...model.pm.levelOf.keys()].sort((a, b) => a - b)
  const count = pmIds.length
  const ahead = Array.from({ length: count * count }, () => 0.5)
  const [differences, reaches] = [ahead.map(() => 0), ahead.map(() => 0)]
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const random = [...pmEffects(model, pmIds[i]!), ...pmEffects(model, pmIds[j]!, -1)]
      const contrast = model.fit.contrast({ random })
      const probability = probabilityAbove(contrast)
      const [here, there] = [i * count + j, j * count + i]
      ahead[here] = probability
      ahead[there] = 1 - probability
      differences[here] = 100 * contrast.estimate
      differences[there] = -100 * contrast.estimate
      reaches[here] = reaches[there] = 100 * reach * contrast.se
    }
  }
  return { pmIds, ahead, differences, reaches, islands: islandsOf(pmIds, answers) }
}
