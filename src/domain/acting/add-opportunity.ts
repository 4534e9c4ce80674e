import { readMove, readNeed } from '../../core/acting/opportunity-form.ts'
import type { FieldFault } from '../../core/firm/parse-record.ts'
import type { Viewer } from '../../core/viewer.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import {
  findHeardAt,
  findUsualCurrency,
  insertHeardOpportunity,
  listHeardAccounts,
} from '../../db/acting/opportunity-detail.ts'
import type { Deps } from '../../deps.ts'

/** A need heard on a call, as typed; `contact` and `engagement` are keys, or empty. */
export type TypedNeed = Record<'need' | 'contact' | 'engagement' | 'value' | 'currency' | 'note', string>

/** Where the viewer can have heard a need. */
export const showHeardAccounts = (deps: Deps, viewer: Viewer) => listHeardAccounts(deps.db, viewer)

/** One account with whom and on what it can have been heard. */
export async function showHeardAt(deps: Deps, viewer: Viewer, accountId: number) {
  const found = await findHeardAt(deps.db, viewer, accountId)
  if (found === undefined) return { kind: 'unknown' as const }
  return {
    kind: 'shown' as const,
    ...found,
    usualCurrency: await findUsualCurrency(deps.db, accountId),
  }
}

/** The same by the firm's own identifier. */
export async function findPlace(deps: Deps, viewer: Viewer, accountRef: string) {
  const account = (await listHeardAccounts(deps.db, viewer)).find(({ ref }) => ref === accountRef)
  return account === undefined ? undefined : findHeardAt(deps.db, viewer, account.id)
}

const NOTHING = { state: 'new', ownerId: null, value: null, currency: null, note: null } as const

/** The chosen one of a list; null where none is chosen. */
function chosen(list: readonly { id: number }[], column: string, typed: string, faults: FieldFault[]): number | null {
  if (typed === '') return null
  const one = list.find(({ id }) => `${id}` === typed)
  if (one === undefined) faults.push({ column, reason: 'belongs to another account; choose one of this account' })
  return one?.id ?? null
}

/** Adds a need that somebody of the firm heard. The account's manager owns it; anybody who sees the account may add. */
export async function addOpportunity(
  deps: Deps,
  viewer: Viewer,
  accountId: number,
  typed: TypedNeed,
): Promise<{ kind: 'added'; id: number } | { kind: 'unknown' } | { kind: 'faults'; faults: FieldFault[] }> {
  const { value, currency, note } = typed
  return deps.db.transaction().execute(async (trx) => {
    const found = await findHeardAt(trx, viewer, accountId)
    if (found === undefined) return { kind: 'unknown' }
    const read = readNeed(typed.need)
    const { standing, faults } = readMove(NOTHING, value.trim() === '' ? { note } : { value, currency, note })
    const contactId = chosen(found.contacts, 'contact', typed.contact, faults)
    const engagementId = chosen(found.engagements, 'engagement', typed.engagement, faults)
    if ('fault' in read) return { kind: 'faults', faults: [read.fault, ...faults] }
    if (faults.length > 0) return { kind: 'faults', faults }
    const id = await insertHeardOpportunity(trx, {
      ...standing,
      accountId,
      contactId,
      engagementId,
      addedBy: viewer.staffId,
      ownerId: found.account.accountManagerId,
      need: read.need,
      openedAt: deps.now(),
    })
    await insertAudit(trx, {
      at: deps.now(),
      staffId: viewer.staffId,
      action: 'opportunity_added',
      detail: { opportunity: id, account: accountId },
    })
    return { kind: 'added', id }
  })
}
