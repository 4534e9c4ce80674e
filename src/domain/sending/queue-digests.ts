import { type DigestWindow, dueDigest } from '../../core/sending/digest.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { type DigestStaff, insertDigest, listDigestStaff } from '../../db/sending/digests.ts'
import type { Deps } from '../../deps.ts'
import { findDigestContent, isWorthTelling } from './digest-content.ts'
import { queueEmail } from './queue-email.ts'

/** Notes that the week is told, with a message where there is something to tell. */
async function makeDigest(deps: Deps, reader: DigestStaff, window: DigestWindow): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    const digestId = await insertDigest(trx, { staffId: reader.id, ...window })
    if (digestId === undefined) return
    const content = await findDigestContent({ db: trx }, { role: reader.role, staffId: reader.id }, window)
    if (!isWorthTelling(content)) return
    const to = { toName: reader.name, toAddress: reader.email, locales: [reader.locale] }
    await queueEmail(deps, trx, { kind: 'digest', digestId, ...to, dueAt: deps.now() })
  })
}

/** Queues the weekly digests whose day and hour have come: nothing for a week in which nothing happened. */
export async function queueDigests(deps: Deps): Promise<void> {
  const { workFrom } = await getFirm(deps.db)
  for (const reader of await listDigestStaff(deps.db)) {
    const window = dueDigest(reader, workFrom, deps.now())
    if (window) await makeDigest(deps, reader, window)
  }
}
