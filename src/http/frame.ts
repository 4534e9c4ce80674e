import type { Context } from 'hono'
import { dayIn } from '../core/calendar.ts'
import type { SignedInStaff } from '../domain/access/sign-in.ts'
import { readFirm } from '../domain/firm/read-firm.ts'
import { readPause } from '../domain/sending/read-pause.ts'
import { findStaleScoreDay } from '../domain/score/stale-scores.ts'
import { day } from '../views/dates.ts'
import type { Frame } from '../views/layout.tsx'
import type { Notice } from '../views/notice.tsx'
import type { AppEnv } from './env.ts'

/** What every staff page knows. Dates are written as the reader keeps them, as the firm does where nobody has signed in. */
export async function frameOf(c: Context<AppEnv>, notice?: Notice): Promise<Frame> {
  const { deps, secureHeadersNonce: nonce } = c.var
  const signedIn: SignedInStaff | undefined = c.get('signedIn')
  const firm = signedIn?.firm ?? (await readFirm(deps))
  const timeZone = signedIn?.timeZone ?? firm.timeZone
  const pause = signedIn?.viewer.role === 'admin' ? await readPause(deps) : null
  return {
    firmName: firm.name,
    accentColor: firm.accentColor,
    nonce,
    assetVersion: deps.assetVersion,
    viewer: signedIn === undefined ? null : { name: signedIn.name, role: signedIn.viewer.role },
    timeZone,
    locale: signedIn?.locale ?? firm.locale,
    today: dayIn(timeZone, deps.now()),
    ...(notice !== undefined && { notice }),
    ...(pause !== null && { paused: pause.reason }),
  }
}

const WHY = 'the last fit did not succeed; the administrator can see why in the log.'

/** The frame of a page that shows scores: it says where these are older than they should be. */
export async function scoreFrameOf(c: Context<AppEnv>, notice?: Notice): Promise<Frame> {
  const frame = await frameOf(c, notice)
  const stale = await findStaleScoreDay(c.var.deps)
  if (stale === undefined) return frame
  const text = stale === null ? `There are no scores yet: ${WHY}` : `These scores are of ${day(stale, frame)}: ${WHY}`
  return { ...frame, stale: text }
}
