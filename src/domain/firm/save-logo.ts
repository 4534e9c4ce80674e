import { readLogo } from '../../core/sending/logo.ts'
import { insertLogo } from '../../db/firm/firm-logos.ts'
import { getFirm, updateFirm } from '../../db/firm/firms.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'
import { type LogoFace, logoFaceOf } from './firm-logo.ts'

export type SavedLogo =
  | { kind: 'saved' }
  | { kind: 'refused'; reason: string }
  /** Settings are for administrators. */
  | { kind: 'not_yours' }

/** The logo as it is shown now. */
export async function showLogo(
  deps: Deps,
  actor: Actor,
): Promise<{ kind: 'shown'; logo: LogoFace | null } | { kind: 'not_yours' }> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  return { kind: 'shown', logo: logoFaceOf(await getFirm(deps.db)) }
}

const hashOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')

/** Shows a picture as the firm's logo from now on, in mail and on survey pages; with `null` none. */
export async function saveLogo(deps: Deps, actor: Actor, bytes: Uint8Array<ArrayBuffer> | null): Promise<SavedLogo> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  const read = bytes && readLogo(bytes)
  if (read?.kind === 'bad') return { kind: 'refused', reason: read.reason }
  const logoHash = bytes && (await hashOf(bytes))
  const at = deps.now()
  await deps.db.transaction().execute(async (trx) => {
    if (bytes && read && logoHash) {
      const { format, width, height } = read
      await insertLogo(trx, { hash: logoHash, format, width, height, bytes, uploadedBy: actor.staffId, uploadedAt: at })
    }
    await updateFirm(trx, { logoHash })
    await insertAudit(trx, { at, staffId: actor.staffId, action: 'logo_changed', detail: { hash: logoHash } })
  })
  return { kind: 'saved' }
}
