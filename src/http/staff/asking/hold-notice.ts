import type { Notice } from '../../../views/notice.tsx'
import { counted } from '../../../views/names.ts'

const SAID = new Map<string, Notice>(
  Object.entries({
    'held-before': { tone: 'note', text: 'It was on hold already; that hold stays, with its reason.' },
    noted: { tone: 'done', text: 'The note is kept.' },
    reached: { tone: 'done', text: 'It is reached. Within a few minutes the plan decides whom to ask.' },
    reported: { tone: 'done', text: 'Kept. The client is asked to confirm it; until then it counts in no score.' },
    lifted: { tone: 'done', text: 'The hold is lifted. Within a few minutes the plan decides anew.' },
    'lifted-before': { tone: 'note', text: 'Somebody had lifted this hold already.' },
  }),
)

/** What a page says about what was just held, let in again or taken back, from the address it was sent to. */
export function holdNotice(said: string | undefined): Notice | undefined {
  const [, what, withdrawn] = /^(held|unreached)-(\d{1,6})$/.exec(said ?? '') ?? []
  if (withdrawn === undefined) return SAID.get(said ?? '')
  const count = Number(withdrawn)
  const done = what === 'held' ? 'On hold.' : 'Not reached after all.'
  const text = count === 0 ? done : `${done} ${counted(count, 'invitation')} will not be sent.`
  return { tone: 'done', text }
}
