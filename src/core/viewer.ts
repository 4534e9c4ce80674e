import type { Audience } from './words.ts'

/** Who is looking. Every query behind a page or the API takes one, so that no page can forget whom it serves. */
export type Viewer =
  | { role: 'leader' | 'admin'; staffId: number | null }
  | {
      role: 'pm' | 'account_manager'
      staffId: number
      /** Answers to the viewer's own invitations since then wait until the viewer opens them; left out: none does. */
      sealedSince?: Date
    }

/** One of those who see everything: figures of all answers take such a viewer alone. */
export type Leadership = Extract<Viewer, { role: 'leader' | 'admin' }>

/** Whoever counts what is kept as counts sees all. */
export const COUNTING: Leadership = { role: 'admin', staffId: null }

/** Leaders and administrators see every account, engagement and answer. */
export const seesEverything = (viewer: Viewer): viewer is Leadership =>
  viewer.role === 'leader' || viewer.role === 'admin'

/** Whose scores and answers the viewer reads: answers for leadership only stay hidden from PMs and account managers. */
export const audienceOf = (viewer: Viewer): Audience => (seesEverything(viewer) ? 'leadership' : 'team')

/** The same viewer, from whom no answer waits unopened. */
export function unsealed(viewer: Viewer): Viewer {
  if (viewer.role !== 'pm' && viewer.role !== 'account_manager') return viewer
  return { role: viewer.role, staffId: viewer.staffId }
}
