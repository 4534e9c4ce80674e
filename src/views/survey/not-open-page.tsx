import { cleanWords } from '../../core/answering/clean-words.ts'
import { isTicked } from '../../core/answering/survey-condition.ts'
import { EXPERIENCE_KEYS } from '../../core/words.ts'
import { SurveyFrame, type SurveyFrameProps } from './frame.tsx'
import type { SurveyWords } from './words/survey-words.ts'

/** Why a link opens no survey. */
export type NotOpenReason = keyof SurveyWords['notOpen']

/** What the same link still opens. */
export type PageLink = { label: string; path: string }

type Typed = Readonly<Record<string, string>>

/** Fields that the letter says in words of its own, or leaves out. */
const SAID: ReadonlySet<string> = new Set(
  ['call_first', 'comment', 'needs_next', 'call_me', 'visibility', 'first_call_rank', 'testimonial'].concat(
    EXPERIENCE_KEYS,
  ),
)

/** What was typed, by field, in lines that can be mailed: without names, so that it says nothing about who was asked. */
function letterOf(typed: Typed, { letter, experiences }: SurveyWords): string {
  const of = (field: string): string => cleanWords(typed[field] ?? '') ?? ''
  const number = of('call_first')
  const ratings = EXPERIENCE_KEYS.flatMap((key) => (of(key) ? [letter.rating(experiences[key], of(key))] : []))
  const others = Object.keys(typed).filter((field) => !SAID.has(field) && !field.includes('.') && of(field))
  const paragraphs = [
    number && letter.callFirst(number),
    ratings.join('\n'),
    of('comment'),
    ...others.map(of),
    of('needs_next') && letter.needsNext(of('needs_next')),
    isTicked(typed['call_me']) && letter.callMe,
  ]
  return paragraphs.filter(Boolean).join('\n\n')
}

/** The most of an address that every mail program takes. */
const MAX_MAILTO = 1800

/** Begins an e-mail with the letter in it, or with its subject alone where the letter is long. */
function mailtoOf(address: string, letter: string, { subject }: SurveyWords['letter']): string {
  const empty = `mailto:${address}?subject=${encodeURIComponent(subject)}`
  const whole = `${empty}&body=${encodeURIComponent(letter.replaceAll('\n', '\r\n'))}`
  return whole.length > MAX_MAILTO ? empty : whole
}

function TooLate({ letter, replyTo, words }: { letter: string; replyTo: string; words: SurveyWords }) {
  return (
    <div class="card">
      <div class="question">
        <label for="typed">{words.letter.label}</label>
        <p class="hint" id="typed-hint">
          {words.letter.hint}
        </p>
        <textarea id="typed" rows={8} readonly dir="auto" aria-describedby="typed-hint">
          {
            // A parser drops one line break after the tag.
            `\n${letter}`
          }
        </textarea>
        <p>
          <a class="link" href={mailtoOf(replyTo, letter, words.letter)}>
            {words.letter.write(replyTo)}
          </a>
        </p>
      </div>
    </div>
  )
}

/** A link that opens nothing: what to do, what was sent too late, and nothing about who was asked. */
export function NotOpenPage({
  reason,
  replyTo,
  typed = {},
  links = [],
  ...frame
}: SurveyFrameProps & {
  reason: NotOpenReason
  replyTo?: string | undefined
  typed?: Typed | undefined
  links?: readonly PageLink[]
}) {
  const { words } = frame.speech
  const { title, text, writeTo } = words.notOpen[reason]
  const letter = letterOf(typed, words)
  return (
    <SurveyFrame {...frame} title={title}>
      <h1>{title}</h1>
      <p class="standfirst">{text}</p>
      {letter && <TooLate letter={letter} replyTo={replyTo ?? frame.firm.email} words={words} />}
      <p>
        {writeTo[0]}
        <a href={`mailto:${frame.firm.email}`} dir="ltr">
          {frame.firm.email}
        </a>
        {writeTo[1]}
      </p>
      {links.map(({ label, path }) => (
        <p>
          <a class="link" href={path}>
            {label}
          </a>
        </p>
      ))}
    </SurveyFrame>
  )
}
