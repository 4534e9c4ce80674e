import { moreOfTable, tableText } from '../../core/table.ts'
import type { Viewer } from '../../core/viewer.ts'
import { type Firm, getFirm } from '../../db/firm/firms.ts'
import { findEmail, listOutboxLines } from '../../db/sending/outbox-lines.ts'
import { countWebhookFailures } from '../../db/sending/webhooks.ts'
import type { Deps } from '../../deps.ts'
import { subjectOf } from '../../mail/subject.ts'
import { renderEmail } from './render-email.ts'

const PAGE = 50

type OutboxRow = Awaited<ReturnType<typeof listOutboxLines>>[number]

/** A message with its subject, and nothing else of what it says. */
const lineOf = ({ id, state, kind, toName, toAddress, at, ...facts }: OutboxRow, firm: Firm) => ({
  id,
  state,
  kind,
  toName,
  toAddress,
  at,
  subject: subjectOf({ ...facts, kind, toName, firmName: firm.name, firmTimeZone: firm.timeZone }),
})

/** A page of the outbox, newest first; `olderBefore` is the message that the next page stands before, null on the last. */
export async function showOutbox(deps: Deps, viewer: Viewer, before: number | null) {
  if (viewer.role !== 'admin') return { kind: 'not_yours' as const }
  const rows = await listOutboxLines(deps.db, viewer, { before, limit: PAGE + 1 })
  const firm = await getFirm(deps.db)
  const shown = rows.slice(0, PAGE)
  return {
    kind: 'shown' as const,
    sending: deps.config.smtpUrl !== null,
    unheard: await countWebhookFailures(deps.db, deps.now()),
    emails: shown.map((row) => lineOf(row, firm)),
    olderBefore: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  }
}

const TABLE_PAGE = 1000
const COLUMNS = ['id', 'kind', 'state', 'to_name', 'to_address', 'subject', 'at']

/** All messages as CSV, newest first, a piece at a time, without what they say; undefined for whom they are not. */
export function writeOutboxTable(deps: Deps, viewer: Viewer): AsyncGenerator<string> | undefined {
  return viewer.role === 'admin' ? outboxPieces(deps, viewer) : undefined
}

async function* outboxPieces(deps: Deps, viewer: Viewer): AsyncGenerator<string> {
  yield tableText(COLUMNS, [])
  const firm = await getFirm(deps.db)
  let before: number | null = null
  do {
    const rows: OutboxRow[] = await listOutboxLines(deps.db, viewer, { before, limit: TABLE_PAGE })
    const lines = rows.map((row) => lineOf(row, firm))
    const cells = lines.map(({ id, kind, state, toName, toAddress, subject, at }) => [
      id,
      kind,
      state,
      toName,
      toAddress,
      subject,
      at,
    ])
    if (rows.length > 0) yield moreOfTable(COLUMNS, cells)
    before = rows.length === TABLE_PAGE ? (rows.at(-1)?.id ?? null) : null
  } while (before !== null)
}

/**
 * One message, rendered now: it reads as it would if it were sent today. An administrator could open a client's survey with its link and
 * answer it, or sign in as somebody else: links show as `…/s/•••`, save in mail that is kept for want of SMTP, where the
 * outbox is the only way they reach anybody.
 */
export async function showEmail(deps: Deps, viewer: Viewer, id: number) {
  if (viewer.role !== 'admin') return { kind: 'not_yours' as const }
  const email = await findEmail(deps.db, viewer, id)
  if (email === undefined) return { kind: 'unknown' as const }
  const { subject, text, html } = await renderEmail(deps, email, email.state === 'kept' ? 'real' : 'hidden')
  const { state, kind, toName, toAddress, messageId, attempts, lastError } = email
  const at = email.sentAt ?? email.dueAt
  return {
    kind: 'shown' as const,
    email: { id, state, kind, toName, toAddress, subject, at, messageId, attempts, lastError, text },
    html,
  }
}
