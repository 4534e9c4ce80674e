/**
 * Random numbers in [0, 1) in steps of 2⁻³², the same for the same seed (its lower 32 bits count): xoshiro128** of Blackman &
 * Vigna, *ACM Trans. Math. Softw.* 47 (2021), its state filled from the seed by a multiplying counter. Not for secrets.
 */
export function seededRandom(seed: number): () => number {
  const state = Int32Array.from({ length: 4 }, (_, i) => mixed(seed + Math.imul(i + 1, 0x9e3779b9)))
  return () => {
    const [a, b, c, d] = state as unknown as [number, number, number, number]
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0
    state[2] = c ^ a ^ (b << 9)
    state[3] = rotated(d ^ b, 11)
    state[1] = b ^ c ^ a
    state[0] = a ^ d ^ b
    return result / 2 ** 32
  }
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

/** Every bit of the word spreads over all 32: the finaliser of MurmurHash3 (Appleby 2011). */
function mixed(word: number): number {
  const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
  return second ^ (second >>> 16)
}
