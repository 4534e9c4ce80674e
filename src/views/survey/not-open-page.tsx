import { cleanWords } from '../../core/answer-form.ts'
import { EXPERIENCE_KEYS } from '../../core/words.ts'
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

/** What was typed, by field, in lines that can be mailed: without names, so that it says nothing about who was asked. */
function letterOf(typed: Readonly<Record<string, string>>): string {
  const of = (field: string): string => cleanWords(typed[field] ?? '') ?? ''
  const number = of('call_first')
  const ratings = EXPERIENCE_KEYS.flatMap((key) => (of(key) ? [`${key.replaceAll('_', ' ')}: ${of(key)} of 5`] : []))
  const paragraphs = [
    number && `Calling you first: ${number} of 10`,
    ratings.join('\n'),
    of('comment'),
    of('needs_next') && `What we need next: ${of('needs_next')}`,
    of('call_me') === 'true' && 'Please call me.',
  ]
  return paragraphs.filter(Boolean).join('\n\n')
}

function TooLate({ letter }: { letter: string }) {
  return (
    <div class="card">
      <div class="question">
        <label for="typed">What you sent</label>
        <p class="hint" id="typed-hint">
          It has not been stored. It stands here for you to copy into an e-mail.
        </p>
        <textarea id="typed" rows={8} readonly dir="auto" aria-describedby="typed-hint">
          {
            // A parser drops one line break after the tag.
            `\n${letter}`
          }
        </textarea>
      </div>
    </div>
  )
}

/** A link that opens nothing: what to do, what was sent too late, and nothing about who was asked. */
export function NotOpenPage({
  reason,
  typed = {},
  ...frame
}: SurveyFrameProps & { reason: NotOpenReason; typed?: Readonly<Record<string, string>> | undefined }) {
  const { title, text, next } = WORDS[reason]
  const letter = letterOf(typed)
  return (
    <SurveyFrame {...frame} title={title}>
      <h1>{title}</h1>
      <p class="standfirst">{text}</p>
      {letter && <TooLate letter={letter} />}
      <p>
        {next} <a href={`mailto:${frame.firm.email}`}>{frame.firm.email}</a>.
      </p>
    </SurveyFrame>
  )
}
