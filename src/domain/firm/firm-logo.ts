import { type LogoSize, shownSize } from '../../core/sending/logo.ts'
import type { Firm } from '../../db/firm/firms.ts'

/** Where a logo is served, and the size it is shown at, in CSS pixels. */
export type LogoFace = LogoSize & { path: string }

/** What mail and survey pages show of the firm's logo; null where it has none. */
export function logoFaceOf({ logoHash, logoFormat, logoWidth, logoHeight }: Firm): LogoFace | null {
  if (logoHash === null || logoFormat === null || logoWidth === null || logoHeight === null) return null
  return { path: `/logo/${logoHash}.${logoFormat}`, ...shownSize({ width: logoWidth, height: logoHeight }) }
}
