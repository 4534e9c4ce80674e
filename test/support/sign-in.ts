import type { Row } from '../../src/db/schema.ts'
import type { Deps } from '../../src/deps.ts'
import { createApp } from '../../src/app.ts'
import { confirmSignInLink } from '../../src/domain/access/sign-in.ts'
import { createSignInLink } from '../../src/domain/access/sign-in-link.ts'
import { refreshTallies } from '../../src/domain/score/refresh-tallies.ts'

/** A browser in which somebody of the firm has signed in. */
export type StaffBrowser = {
  get(path: string): Promise<Response>
  /** The page's text. */
  read(path: string): Promise<string>
  post(path: string, fields?: Readonly<Record<string, string>> | URLSearchParams | FormData): Promise<Response>
}

/** Signs a member of staff in to the whole app, as the press on a mailed link does. */
export async function openSession(deps: Deps, staff: Pick<Row<'staff'>, 'email'>) {
  const link = await createSignInLink(deps, staff.email)
  if (link.kind !== 'created') throw new Error(`${staff.email}: ${link.kind}`)
  const token = new URL(link.url).searchParams.get('token') ?? ''
  const result = await confirmSignInLink(deps, new Headers(), token)
  if (result.kind !== 'signed_in') throw new Error(`${staff.email} was refused`)
  const cookie = result.cookies.map((line) => line.split(';')[0]).join('; ')
  const app = createApp(() => deps)
  const url = (path: string): string => `${deps.config.baseUrl}${path}`
  return {
    get: async (path: string): Promise<Response> => app.request(url(path), { headers: { cookie } }),
    post: async (path: string, body: URLSearchParams | FormData): Promise<Response> =>
      app.request(url(path), { method: 'POST', body, headers: { cookie, origin: deps.config.baseUrl } }),
  }
}

/** A session of somebody who reads and presses; whatever was just written is counted, as a tick would. */
export async function signInAs(deps: Deps, staff: Pick<Row<'staff'>, 'email'>): Promise<StaffBrowser> {
  const session = await openSession(deps, staff)
  const get = async (path: string): Promise<Response> => {
    await refreshTallies(deps)
    return session.get(path)
  }
  return {
    get,
    read: async (path) => (await get(path)).text(),
    post: (path, fields = {}) => session.post(path, fields instanceof FormData ? fields : new URLSearchParams(fields)),
  }
}
