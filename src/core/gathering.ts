const nextTurn = (): Promise<void> => new Promise((go) => setImmediate(go))

type Call<Asked, Answer> = { asked: Asked; done: (answer: Answer) => void; fail: (why: unknown) => void }

/**
 * Makes one question of calls that come in at one moment, or while another question is on its way: in a crowd what a question
 * costs is shared. Only more calls than one question answers are asked beside it. One call that can't be answered takes no
 * other with it.
 * @param ask answers in the order of what it is asked, each as if it were asked alone; where it fails, they are asked one by one
 * @param limits the most calls that one question answers, and the most questions that are on their way at once
 */
export function gathering<Asked, Answer>(
  ask: (all: readonly Asked[]) => Promise<readonly Answer[]>,
  { most, atOnce }: { most: number; atOnce: number },
): (asked: Asked) => Promise<Answer> {
  const waiting: Call<Asked, Answer>[] = []
  let onTheirWay = 0
  async function askFor(calls: readonly Call<Asked, Answer>[]): Promise<void> {
    try {
      const answers = await ask(calls.map(({ asked }) => asked))
      for (const [index, { done }] of calls.entries()) done(answers[index]!)
    } catch (why) {
      if (calls.length === 1) calls[0]!.fail(why)
      else await Promise.all(calls.map((call) => askFor([call])))
    }
  }
  async function askOn(): Promise<void> {
    onTheirWay += 1
    while (waiting.length > 0) {
      // What has come in by now is read first, and who waited for another answer goes on with it.
      await nextTurn()
      const calls = waiting.splice(0, most)
      if (calls.length > 0) await askFor(calls)
    }
    onTheirWay -= 1
  }
  return (asked) =>
    new Promise((done, fail) => {
      waiting.push({ asked, done, fail })
      if (onTheirWay === 0 || (waiting.length >= most && onTheirWay < atOnce)) void askOn()
    })
}
