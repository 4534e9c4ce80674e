import { markEmails } from '../../db/sending/email-marks.ts'
import type { Deps } from '../../deps.ts'
import { type DueEmail, LEASE_MS, leaseDue, type LeaseOptions, type TemplatesById } from './lease-due.ts'

/** What is leased waits no longer than this: somebody may have answered or opted out, and a sign-in link may have come. */
const READY_MS = 10_000

const isReady = (deps: Deps, { email }: DueEmail): boolean =>
  deps.now().getTime() - (email.leasedUntil.getTime() - LEASE_MS) <= READY_MS

export type DueSupply = {
  /** The next message to deliver; undefined once nothing more is due, or after `stop`. */
  next(): Promise<DueEmail | undefined>
  /** Whether a message that was handed out may still leave; else it is to be put back. */
  isReady(due: DueEmail): boolean
  putBack(due: DueEmail): void
  stop(): void
  /** Lets others have what was leased and not handed out. */
  giveBack(): Promise<void>
}

/** Leases due messages in small batches, the next one while the last is being delivered. */
export function createDueSupply(deps: Deps, { only }: Pick<LeaseOptions, 'only'>): DueSupply {
  const { connections } = deps.mailer
  const options = { limit: Math.max(20, 10 * connections), only }
  const templates: TemplatesById = new Map()
  let ready: DueEmail[] = []
  let refill: Promise<void> | undefined
  let isStopped = false
  let isEmpty = false

  async function lease(): Promise<void> {
    try {
      const leased = await leaseDue(deps, options, templates)
      isEmpty = leased.length === 0
      ready.push(...leased)
    } finally {
      refill = undefined
    }
  }

  async function giveBack(): Promise<void> {
    const unused = ready
    ready = []
    const mark = { state: 'due', dueAt: null, tried: false, decision: null } as const
    const marks = unused.map(({ email }) => ({ email, reason: email.lastError, ...mark }))
    await markEmails(deps.db, marks, deps.now())
  }

  return {
    async next() {
      for (;;) {
        if (isStopped) return undefined
        if (!isEmpty && !refill && ready.length < options.limit / 2) refill = lease()
        // A failure is the asker's to hear who waits for it.
        refill?.catch(() => {})
        const [due] = ready
        if (!due && !refill) return undefined
        if (!due) await refill
        else if (isReady(deps, due)) return ready.shift()
        else await giveBack()
      }
    },
    isReady: (due) => !isStopped && isReady(deps, due),
    putBack(due) {
      ready.push(due)
    },
    stop() {
      isStopped = true
    },
    async giveBack() {
      await refill?.catch(() => {})
      await giveBack()
    },
  }
}
