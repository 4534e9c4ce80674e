import { SurveyFrame, type SurveyFrameProps } from './frame.tsx'

/** Why a link opens no survey. */
export type NotOpenReason = 'unknown' | 'closed' | 'spent' | 'too_long'

const WORDS: Record<NotOpenReason, { title: string; text: string; next: string }> = {
  unknown: {
    title: 'This link opens nothing',
    text: 'It may have been cut short on its way. Please open it from the e-mail once more, or copy all of it, from “http” to its last letter.',
    next: 'If it still does not open, write to',
  },
  closed: {
    title: 'This survey has closed',
    text: 'Its last day has passed, so it takes no more answers.',
    next: 'We would still like to hear from you. Write to',
  },
  spent: {
    title: 'These answers are in',
    text: 'The survey has closed, so they can no longer be changed. Thank you for them.',
    next: 'If there is something to add, write to',
  },
  too_long: {
    title: 'That was too long to arrive',
    text: 'Nothing has been stored. Go back with your browser, shorten what you wrote, and send it again.',
    next: 'Or send it by e-mail to',
  },
}

/** A link that opens nothing: what to do, and nothing about who was asked. */
export function NotOpenPage({ reason, ...frame }: SurveyFrameProps & { reason: NotOpenReason }) {
  const { title, text, next } = WORDS[reason]
  return (
    <SurveyFrame {...frame} title={title}>
      <h1>{title}</h1>
      <p class="standfirst">{text}</p>
      <p>
        {next} <a href={`mailto:${frame.firm.email}`}>{frame.firm.email}</a>.
      </p>
    </SurveyFrame>
  )
}
