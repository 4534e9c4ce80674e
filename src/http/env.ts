import type { Viewer } from '../core/viewer.ts'
import type { Deps } from '../deps.ts'

/** Who is signed in, for the header of each staff page. */
export type SignedIn = { viewer: Viewer & { staffId: number }; name: string; timeZone: string; locale: string }

/** What the routes find in their context. `signedIn` is set behind `requireStaff` alone. */
export type AppEnv = { Variables: { deps: Deps; secureHeadersNonce?: string; signedIn: SignedIn } }
