import { type Firm, getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'

/** The firm as it stands, for pages of whoever looks, signed in or not. */
export const readFirm = (deps: Deps): Promise<Firm> => getFirm(deps.db)
