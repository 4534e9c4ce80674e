import { dayIn } from '../../core/calendar.ts'
import { type FieldFault, parseRecord } from '../../core/firm/parse-record.ts'
import { deriveToken } from '../../core/token.ts'
import { getFirm, updateFirm } from '../../db/firm/firms.ts'
import { hasAdministrator } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import { createFirstAdministrator } from './create-first-administrator.ts'
import { confirmSignInLink } from './sign-in.ts'
import { drawSignInToken } from './sign-in-link.ts'

const tokenOf = (deps: Deps): string => deriveToken(deps.config.secret, 'set-up', 0)

/** The link that makes whoever opens it the first administrator; undefined once there is one. */
export async function findSetUpLink(deps: Deps): Promise<string | undefined> {
  return (await hasAdministrator(deps.db)) ? undefined : `${deps.config.baseUrl}/set-up/${tokenOf(deps)}`
}

/** Whether the link is the right one and still of use. */
export async function maySetUp(deps: Deps, token: string): Promise<boolean> {
  return token === tokenOf(deps) && !(await hasAdministrator(deps.db))
}

export type SetUpForm = Record<'your_name' | 'your_email' | 'name' | 'from_name' | 'from_email' | 'time_zone', string>

export type SetUpResult =
  | { kind: 'set_up'; cookies: string[] }
  | { kind: 'faults'; faults: FieldFault[] }
  | { kind: 'spent' }

const yours = (faults: readonly FieldFault[]): FieldFault[] =>
  faults.map(({ column, reason }) => ({ column: `your_${column}`, reason }))

function parseForm(form: SetUpForm, today: { day: string; timeZone: string }) {
  const firm = parseRecord('firm.csv', form, today)
  const own = { ref: 'admin', name: form.your_name, email: form.your_email, role: 'admin' }
  const you = parseRecord('staff.csv', own, today)
  return { firm: firm.values, you: you.values, faults: [...yours(you.faults), ...firm.faults] }
}

/** Names the firm, adds its first administrator and signs them in. */
export async function setUp(deps: Deps, headers: Headers, token: string, form: SetUpForm): Promise<SetUpResult> {
  if (!(await maySetUp(deps, token))) return { kind: 'spent' }
  const { timeZone: zone } = await getFirm(deps.db)
  const { firm, you, faults } = parseForm(form, { day: dayIn(zone, deps.now()), timeZone: zone })
  const { name, from_name: fromName = null, from_email: fromEmail, time_zone: timeZone } = firm
  const { name: yourName, email: yourEmail } = you
  if (faults.length > 0 || !name || !fromEmail || !timeZone || !yourName || !yourEmail)
    return { kind: 'faults', faults }
  const created = await deps.db.transaction().execute(async (db) => {
    const created = await createFirstAdministrator({ ...deps, db }, { name: yourName, email: yourEmail, role: 'admin' })
    if (created.kind !== 'faults') await updateFirm(db, { name, fromName, fromEmail, timeZone, setUpAt: deps.now() })
    return created
  })
  if (created.kind === 'faults') return { kind: 'faults', faults: yours(created.faults) }
  const result = await confirmSignInLink(deps, headers, await drawSignInToken(deps, yourEmail))
  return result.kind === 'signed_in' ? { kind: 'set_up', cookies: result.cookies } : { kind: 'spent' }
}
