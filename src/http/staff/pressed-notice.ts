import type { DateSetting } from '../../views/dates.ts'
import type { Notice } from '../../views/notice.tsx'
import { standingOf, type ContactHistory } from '../../views/asking/standing-words.ts'

type Milestones = readonly { id: number; contacts: readonly ContactHistory[] }[]

/** After a press on 'Ask now': where the contact stands since, or what the press came to. */
export function pressedNotice(
  pressed: string | undefined,
  milestones: Milestones,
  setting: DateSetting,
): Notice | undefined {
  const [, milestoneId, contactId] = /^(\d{1,18})-(\d{1,18})$/.exec(pressed ?? '') ?? []
  const contacts = milestones.find(({ id }) => `${id}` === milestoneId)?.contacts
  const history = contacts?.find((each) => `${each.contactId}` === contactId)
  if (history === undefined) return undefined
  const decisions = history.decisions.filter(({ reason }) => reason !== 'as_planned')
  // Planned for later all the same, but the press itself was refused: say why.
  const isRefused = decisions.at(-1)?.kind === 'held_back'
  const asIfNotPlanned = isRefused ? { ...history, invitation: null, decisions } : history
  const { kind, words } = standingOf(asIfNotPlanned, setting)
  const isUnderWay = kind === 'sent' || kind === 'planned'
  return { tone: isUnderWay ? 'done' : 'note', text: `${history.contactName ?? 'The milestone'}: ${words}.` }
}
