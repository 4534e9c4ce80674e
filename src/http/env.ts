import type { PostedFields } from '../core/answering/answer-form.ts'
import type { Deps } from '../deps.ts'
import type { SignedInStaff } from '../domain/access/sign-in.ts'

export type AppEnv = {
  /** What the routes find in their context. */
  Variables: {
    deps: Deps
    /** Under which a page may set its styles. */
    secureHeadersNonce: string
    /** The form that came with the request, once somebody has read it. */
    posted?: PostedFields
    /** Set behind `requireStaff` alone. */
    signedIn: SignedInStaff
  }
}
