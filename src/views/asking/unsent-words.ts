import { counted, listed } from '../names.ts'

export type Unsent = { invitations: number; reminders: number }

/** '2 invitations and 1 reminder will not be sent.', or `nothing` where nothing waits. */
export function unsentWords({ invitations, reminders }: Unsent, nothing: string): string {
  const parts = [
    invitations > 0 ? counted(invitations, 'invitation') : '',
    reminders > 0 ? counted(reminders, 'reminder') : '',
  ].filter(Boolean)
  return parts.length === 0 ? nothing : `${listed(parts)} will not be sent.`
}
