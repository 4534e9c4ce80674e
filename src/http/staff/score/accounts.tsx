import { type Context, Hono } from 'hono'
import type { FieldFault } from '../../../core/firm/parse-record.ts'
import { recordOutcome, type TypedOutcome } from '../../../domain/score/record-outcome.ts'
import { writeAccountTable } from '../../../domain/score/account-tables.ts'
import { showAccount } from '../../../domain/score/show-account.ts'
import { showAccounts, writeAccountsTable } from '../../../domain/score/show-accounts.ts'
import { AccountPage, type AccountProps } from '../../../views/score/account.tsx'
import { AccountsPage, type AccountsProps } from '../../../views/score/accounts.tsx'
import type { Fault } from '../../../views/field.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { scoreFrameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { ID, idOf, pageNumber, textFields } from '../page-form.ts'
import { table } from '../table.ts'

const SORTS = ['name', 'lowest', 'last_answer'] as const

function filterOf(c: Context<AppEnv>): AccountsProps['filter'] {
  const sort = SORTS.find((each) => each === c.req.query('sort')) ?? 'name'
  return { q: (c.req.query('q') ?? '').trim().slice(0, 200).replaceAll('\0', ''), sort, page: pageNumber(c) }
}

/** An account's score rests on the work of several PMs: it is for leadership and account managers, as PMs are not compared. */
const isPm = (c: Context<AppEnv>): boolean => c.var.signedIn.viewer.role === 'pm'

const SAID: Partial<Record<string, Notice>> = {
  recorded: { tone: 'done', text: 'The outcome is recorded; from the next fit on, scores are held against it.' },
}

async function accountPage(c: Context<AppEnv>, typed?: AccountProps['typed']): Promise<Response> {
  const shown = await showAccount(c.var.deps, c.var.signedIn.viewer, idOf(c), pageNumber(c))
  if (shown.kind === 'unknown') return refuse(c, shown)
  const { kind: _, ...props } = shown
  const content = AccountPage({
    frame: await scoreFrameOf(c, SAID[c.req.query('said') ?? '']),
    ...props,
    ...(typed && { typed }),
  })
  return c.html(page(content), typed ? 422 : 200)
}

/** What a reason is said of, where it does not quote what was typed. */
const SUBJECTS: Record<string, string> = {
  needed_on: 'The day of the need',
  engagement: 'The engagement',
  note: 'The note',
}

const faultOf = ({ column, reason }: FieldFault): Fault => ({
  field: column,
  message: column in SUBJECTS ? `${SUBJECTS[column]}: ${reason}` : 'Choose whether they called us first',
})

const OUTCOME_FIELDS = ['needed_on', 'called_first', 'engagement', 'note'] as const satisfies (keyof TypedOutcome)[]

const TABLES = ['contacts', 'milestones', 'history'] as const

/** The accounts, one account, and what it really did. */
export const accountRoutes = new Hono<AppEnv>()
  .get(paths.accounts, async (c) => {
    if (isPm(c)) return refuse(c, { kind: 'not_yours' })
    const filter = filterOf(c)
    const shown = await showAccounts(c.var.deps, c.var.signedIn.viewer, filter)
    return c.html(page(AccountsPage({ frame: await scoreFrameOf(c), filter, ...shown })))
  })
  .get(paths.accountsTable, async (c) => {
    if (isPm(c)) return refuse(c, { kind: 'not_yours' })
    return table(c, 'accounts', await writeAccountsTable(c.var.deps, c.var.signedIn.viewer, filterOf(c)))
  })
  .get(`${paths.accounts}/${ID}`, (c) => (isPm(c) ? refuse(c, { kind: 'not_yours' }) : accountPage(c)))
  .post(`${paths.accounts}/${ID}/outcomes`, async (c) => {
    const typed = await textFields(c, OUTCOME_FIELDS)
    const result = await recordOutcome(c.var.deps, c.var.signedIn.viewer, idOf(c), typed)
    if (result.kind === 'recorded') return c.redirect(`${paths.account(idOf(c))}?said=recorded`, 303)
    if (result.kind !== 'faults') return refuse(c, result)
    const { needed_on: neededOn, called_first: calledFirst, engagement, note } = typed
    return accountPage(c, { neededOn, calledFirst, engagement, note, faults: result.faults.map(faultOf) })
  })
for (const which of TABLES) {
  accountRoutes.get(`${paths.accounts}/${ID}/${which}.csv`, async (c) => {
    if (isPm(c)) return refuse(c, { kind: 'not_yours' })
    const text = await writeAccountTable(c.var.deps, c.var.signedIn.viewer, { id: idOf(c), which })
    return text === undefined ? refuse(c, { kind: 'unknown' }) : table(c, `account-${which}`, text)
  })
}
