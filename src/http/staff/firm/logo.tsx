import { type Context, Hono } from 'hono'
import { MAX_LOGO_BYTES } from '../../../core/sending/logo.ts'
import { type SavedLogo, saveLogo, showLogo } from '../../../domain/firm/save-logo.ts'
import type { Fault } from '../../../views/field.tsx'
import { page } from '../../../views/layout.tsx'
import { LogoPage } from '../../../views/firm/logo.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'

/** What browsers add around a file in a form, at most, in bytes. */
const FORM_BYTES = 4096

const TOO_LARGE = 'is larger than 200 kB; save it smaller'

async function logoPage(c: Context<AppEnv>, faults: readonly Fault[] = []): Promise<Response> {
  const shown = await showLogo(c.var.deps, c.var.signedIn.viewer)
  if (shown.kind === 'not_yours') return refuse(c, shown)
  const said = c.req.query('saved')
  const notice = said === undefined ? undefined : ({ tone: 'done', text: 'The logo is saved.' } as const)
  const content = LogoPage({ frame: await frameOf(c, notice), logo: shown.logo, faults })
  return c.html(page(content), faults.length > 0 ? 422 : 200)
}

/** The picture that was posted; a form that is far too large is not even read. */
async function postedPicture(c: Context<AppEnv>): Promise<Uint8Array<ArrayBuffer> | string> {
  if (Number(c.req.header('content-length') ?? 0) > MAX_LOGO_BYTES + FORM_BYTES) return TOO_LARGE
  const { logo } = await c.req.parseBody()
  return logo instanceof File && logo.size > 0 ? new Uint8Array(await logo.arrayBuffer()) : 'is missing; choose one'
}

function saved(c: Context<AppEnv>, result: SavedLogo): Response | Promise<Response> {
  if (result.kind === 'not_yours') return refuse(c, result)
  if (result.kind === 'saved') return c.redirect(`${paths.logo}?saved=yes`, 303)
  return logoPage(c, [{ field: 'logo', message: `The picture ${result.reason}` }])
}

/** The firm's logo, for administrators. */
export const logoSettingRoutes = new Hono<AppEnv>()
  .get(paths.logo, (c) => logoPage(c))
  .post(paths.logo, async (c) => {
    const picture = await postedPicture(c)
    if (typeof picture === 'string') return saved(c, { kind: 'refused', reason: picture })
    return saved(c, await saveLogo(c.var.deps, c.var.signedIn.viewer, picture))
  })
  .post(paths.removeLogo, async (c) => saved(c, await saveLogo(c.var.deps, c.var.signedIn.viewer, null)))
