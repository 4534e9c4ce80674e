import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gathering } from '../../src/core/gathering.ts'

const LIMITS = { most: 50, atOnce: 3 }

/** Questions that stay on their way until they are let through. */
function questions() {
  const asked: (readonly number[])[] = []
  const gates: (() => void)[] = []
  const ask = gathering(async (all: readonly number[]) => {
    asked.push(all)
    await new Promise<void>((pass) => gates.push(pass))
    return all.map((each) => each * 10)
  }, LIMITS)
  return { asked, gates, ask }
}

const turn = (): Promise<void> => new Promise((done) => setImmediate(done))

describe('calls that are gathered', () => {
  it('are asked together where they come in one moment, and with the next question where they come while one is on its way', async () => {
    const { asked, gates, ask } = questions()
    const atOnce = Promise.all([1, 2, 3].map((each) => ask(each)))
    await turn()
    expect(asked).toEqual([[1, 2, 3]])
    const later = Promise.all([4, 5].map((each) => ask(each)))
    await turn()
    expect(asked).toEqual([[1, 2, 3]])
    gates[0]?.()
    expect(await atOnce).toEqual([10, 20, 30])
    await turn()
    expect(asked).toEqual([
      [1, 2, 3],
      [4, 5],
    ])
    gates[1]?.()
    expect(await later).toEqual([40, 50])
  })

  it('go out beside a question where they are more than one question takes, in so many at once and no more', async () => {
    const { asked, gates, ask } = questions()
    const answers = Promise.all(Array.from({ length: 201 }, (_, each) => ask(each)))
    const sizes = () => asked.map(({ length }) => length)
    await turn()
    expect(sizes()).toEqual([50, 50, 50])
    for (let next = 0; next < 5; next += 1) {
      gates[next]?.()
      await turn()
      await turn()
      expect(sizes()).toEqual([50, 50, 50, 50, 1].slice(0, next + 4))
    }
    await answers
  })

  it('get each its own answer, and only those that can not be answered fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }), async (all) => {
        const ask = gathering(async (some: readonly number[]) => {
          await turn()
          if (some.includes(13)) throw new Error('unlucky')
          return some.map((each) => each + 1)
        }, LIMITS)
        const settled = await Promise.allSettled(all.map((each) => ask(each)))
        expect(settled.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))).toEqual(
          all.map((each) => (each === 13 ? 'failed' : each + 1)),
        )
      }),
      { numRuns: 30 },
    )
  })
})
