import { findLogo } from '../../db/firm/firm-logos.ts'
import type { Deps } from '../../deps.ts'

/** A logo that the firm shows or has shown; undefined for any other name. */
export async function viewLogo(deps: Deps, name: string) {
  const [hash = '', format] = name.split('.')
  const logo = await findLogo(deps.db, hash)
  return logo?.format === format ? logo : undefined
}
