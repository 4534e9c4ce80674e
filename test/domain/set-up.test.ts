import { expect, it } from 'vitest'
import { getFirm } from '../../src/db/firm/firms.ts'
import { findSetUpLink, setUp } from '../../src/domain/access/set-up.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'

const database = useDatabase()
const FORM = { name: 'Kestrel', from_name: '', from_email: 'a@kestrel.example', time_zone: 'UTC', your_name: 'Ann' }

it('an address that cannot sign in is refused beside its field, and the link stays of use', async () => {
  const deps = createTestDeps(database.db)
  const token = (await findSetUpLink(deps))!.split('/').at(-1)!
  const refused = await setUp(deps, new Headers(), token, { ...FORM, your_email: 'ann@localhost' })
  expect(refused).toMatchObject({ kind: 'faults', faults: [{ column: 'your_email' }] })
  expect(await getFirm(deps.db)).toMatchObject({ setUpAt: null })
  const done = await setUp(deps, new Headers(), token, { ...FORM, your_email: 'ann@kestrel.example' })
  expect(done).toMatchObject({ kind: 'set_up' })
  expect(await getFirm(deps.db)).toMatchObject({ name: 'Kestrel', setUpAt: deps.now() })
})
