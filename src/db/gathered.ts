import type { Db } from './database.ts'

/** The most calls that one question answers, and the most questions that are on their way at once. */
const MOST = 50
const AT_ONCE = 3

type Call<Asked, Answer> = { asked: Asked; done: (answer: Answer) => void; fail: (why: unknown) => void }

function gatheredOn<Asked, Answer>(
  ask: (all: readonly Asked[]) => Promise<readonly Answer[]>,
): (asked: Asked) => Promise<Answer> {
  const waiting: Call<Asked, Answer>[] = []
  let onTheirWay = 0
  async function askFor(calls: readonly Call<Asked, Answer>[]): Promise<void> {
    try {
      const answers = await ask(calls.map(({ asked }) => asked))
      for (const [index, { done }] of calls.entries()) done(answers[index]!)
    } catch (why) {
      // One call that can't be answered takes no other with it.
      if (calls.length === 1) calls[0]!.fail(why)
      else for (const call of calls) await askFor([call])
    }
  }
  async function askOn(): Promise<void> {
    onTheirWay += 1
    while (waiting.length > 0) await askFor(waiting.splice(0, MOST))
    onTheirWay -= 1
  }
  return (asked) =>
    new Promise((done, fail) => {
      waiting.push({ asked, done, fail })
      if (onTheirWay < AT_ONCE) void askOn()
    })
}

/**
 * Makes one question of calls that come in while others are on their way: a call that comes alone is asked at once, in a crowd
 * most of what a question costs is shared. `ask` answers in the order of what it is asked, each as if it were asked alone.
 */
export function gathered<Asked, Answer>(
  ask: (db: Db, all: readonly Asked[]) => Promise<readonly Answer[]>,
): (db: Db, asked: Asked) => Promise<Answer> {
  const byHandle = new WeakMap<Db, (asked: Asked) => Promise<Answer>>()
  return (db, asked) => {
    const askOne = byHandle.get(db) ?? gatheredOn((all) => ask(db, all))
    byHandle.set(db, askOne)
    return askOne(asked)
  }
}
