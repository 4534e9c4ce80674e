import { type FirmModel, type ModelAnswer, pmEffects } from './firm-model.ts'
import { probabilityAbove } from './normal.ts'

/**
 * How every PM compares with every other. `ahead[i * n + j]` is the probability, 0..1, that the i-th PM is ahead of the j-th;
 * PMs of different `islands` share no chain of accounts, so that nothing but the prior compares them.
 */
export type PmComparison = { pmIds: number[]; ahead: number[]; islands: number[] }

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

/** Compares all PMs of a fit by the contrast A − B; nobody where there is no fit. */
export function comparePms(model: FirmModel | null, answers: readonly ModelAnswer[]): PmComparison {
  if (!model) return { pmIds: [], ahead: [], islands: [] }
  const pmIds = [...model.pm.levelOf.keys()].sort((a, b) => a - b)
  const count = pmIds.length
  const ahead = Array.from({ length: count * count }, () => 0.5)
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const random = [...pmEffects(model, pmIds[i]!), ...pmEffects(model, pmIds[j]!, -1)]
      const probability = probabilityAbove(model.fit.contrast({ random }))
      ahead[i * count + j] = probability
      ahead[j * count + i] = 1 - probability
    }
  }
  return { pmIds, ahead, islands: islandsOf(pmIds, answers) }
}
