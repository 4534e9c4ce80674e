import type { Deps } from '../deps.ts'
import type { SignedInStaff } from '../domain/access/sign-in.ts'

/** What the routes find in their context. `signedIn` is set behind `requireStaff` alone. */
export type AppEnv = { Variables: { deps: Deps; secureHeadersNonce?: string; signedIn: SignedInStaff } }
