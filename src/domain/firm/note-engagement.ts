import type { Viewer } from '../../core/viewer.ts'
import { findEngagementLine } from '../../db/firm/engagement-lines.ts'
import { insertEngagementNote } from '../../db/firm/engagement-notes.ts'
import type { Deps } from '../../deps.ts'

const LONGEST = 4000

/** Keeps a note about an engagement, with whose it is and when; for everybody who sees the engagement. */
export async function noteEngagement(
  deps: Deps,
  viewer: Viewer & { staffId: number },
  engagementId: number,
  typed: string,
): Promise<{ kind: 'noted' } | { kind: 'unknown' } | { kind: 'fault'; message: string }> {
  if ((await findEngagementLine(deps.db, viewer, engagementId)) === undefined) return { kind: 'unknown' }
  const note = typed.replaceAll('\0', '').trim()
  if (note === '') return { kind: 'fault', message: 'Write what there is to note' }
  if (note.length > LONGEST) return { kind: 'fault', message: `Shorten the note to ${LONGEST} characters` }
  await insertEngagementNote(deps.db, { engagementId, staffId: viewer.staffId, note, at: deps.now() })
  return { kind: 'noted' }
}
