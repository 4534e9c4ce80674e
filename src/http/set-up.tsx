import { type Context, Hono } from 'hono'
import { type SetUpForm, maySetUp, setUp } from '../domain/access/set-up.ts'
import type { Fault } from '../views/field.tsx'
import { page } from '../views/layout.tsx'
import { paths } from '../views/paths.ts'
import { SetUpPage } from '../views/access/set-up.tsx'
import type { AppEnv } from './env.ts'
import { frameOf } from './frame.ts'
import { showSpentSetUp } from './refusals.tsx'
import { timeZones } from './time-zones.ts'

const EMPTY: SetUpForm = {
  your_name: '',
  your_email: '',
  name: '',
  from_name: '',
  from_email: '',
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
}

async function showForm(c: Context<AppEnv>, form: SetUpForm, faults: readonly Fault[], status: 200 | 422) {
  const values = {
    yourName: form.your_name,
    yourEmail: form.your_email,
    name: form.name,
    fromName: form.from_name,
    fromEmail: form.from_email,
    timeZone: form.time_zone,
  }
  const props = { frame: await frameOf(c), action: c.req.path, values, faults, timeZones: timeZones() }
  return c.html(page(SetUpPage(props)), status)
}

async function readForm(c: Context<AppEnv>): Promise<SetUpForm> {
  const body = await c.req.parseBody()
  const fields = Object.keys(EMPTY).map((name) => [name, typeof body[name] === 'string' ? body[name] : ''])
  return Object.fromEntries(fields) as SetUpForm
}

/** The first run: the one-time link that `serve` prints on an empty database leads here. */
export const setUpRoutes = new Hono<AppEnv>()
  .use('/set-up/*', async (c, next) => {
    c.header('cache-control', 'no-store')
    // As for staff pages: the form must come with our origin; the token in the address goes to no other site.
    c.header('referrer-policy', 'same-origin')
    return next()
  })
  .get('/set-up/:token', async (c) =>
    (await maySetUp(c.get('deps'), c.req.param('token'))) ? showForm(c, EMPTY, [], 200) : showSpentSetUp(c),
  )
  .post('/set-up/:token', async (c) => {
    const form = await readForm(c)
    const result = await setUp(c.get('deps'), c.req.raw.headers, c.req.param('token'), form)
    if (result.kind === 'spent') return showSpentSetUp(c)
    if (result.kind === 'faults') {
      const faults = result.faults.map(({ column, reason }) => ({
        field: column,
        message: `${labelOf(column)} ${reason}`,
      }))
      return showForm(c, form, faults, 422)
    }
    for (const cookie of result.cookies) c.header('set-cookie', cookie, { append: true })
    return c.redirect(paths.firstSteps, 303)
  })

const LABELS: Record<string, string> = {
  your_name: 'Your name',
  your_email: 'Your e-mail',
  name: 'The firm’s name',
  from_name: 'The sender’s name',
  from_email: 'The sender’s address',
  time_zone: 'The time zone',
}

const labelOf = (column: string): string => LABELS[column] ?? column
