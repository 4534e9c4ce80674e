/** A run of text that stayed, went away or came. */
export type Difference = { kind: 'same' | 'gone' | 'new'; text: string }

/** A word keeps the space behind it, so that what went and what came are not torn at every gap. */
const tokensOf = (text: string): string[] => text.match(/^\s+|\S+\s*/g) ?? []

/** Lengths of the longest common subsequences of all pairs of tails. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0))
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] =
        before[i] === after[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  return lengths
}

/** What changed from one text to another, word by word; leaving out what came gives `before`, what is gone `after`. */
export function wordDifference(before: string, after: string): Difference[] {
  const [old, fresh] = [tokensOf(before), tokensOf(after)]
  const lengths = commonLengths(old, fresh)
  const parts: Difference[] = []
  const add = (kind: Difference['kind'], text: string) => {
    const last = parts.at(-1)
    if (last?.kind === kind) last.text += text
    else parts.push({ kind, text })
  }
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    if (i < old.length && old[i] === fresh[j]) {
      add('same', old[i]!)
      i += 1
      j += 1
    } else if (j >= fresh.length || (i < old.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      add('gone', old[i]!)
      i += 1
    } else {
      add('new', fresh[j]!)
      j += 1
    }
  }
  return parts
}
