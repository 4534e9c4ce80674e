import type { Notice } from '../../../views/notice.tsx'

const done = (text: string): Notice => ({ tone: 'done', text })

const DONE = {
  taken: done('It is yours; everybody sees that you look after it.'),
  noted: done('The note is kept.'),
  snoozed: done('It is snoozed, and comes back with an e-mail.'),
  reassigned: done('It is handed over, and its new owner gets an e-mail.'),
  closed: done('It is closed.'),
  sent: done('The e-mail to the client is in the outbox, and leaves within minutes.'),
  skipped: done('No e-mail goes to the client.'),
} as const

export type FollowUpPress = keyof typeof DONE

/** What a press on a follow-up came to, from the address that the browser was sent on to. */
export function followUpDone(said = '', { reply }: { reply: { state: string } | null }): Notice | undefined {
  if (said === 'closed' && reply?.state === 'draft') {
    return done('It is closed. An e-mail to the client is drafted, to be sent or skipped.')
  }
  return Object.hasOwn(DONE, said) ? DONE[said as FollowUpPress] : undefined
}

/** What somebody else did first. */
export const FOLLOW_UP_BEATEN: Partial<Record<string, Notice>> = {
  closed: { tone: 'fault', text: 'Somebody has closed it in the meantime; nothing was changed.' },
  taken_by_another: { tone: 'fault', text: 'Somebody else took it before you; nothing was changed.' },
}
