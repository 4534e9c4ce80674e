import { JUSTER_ANSWERS } from '../../core/answering/juster.ts'
import { describedBy, FaultLine } from './fault.tsx'
import type { QuestionProps } from './question-props.ts'
import { spaceIn } from './speech.ts'
import type { SurveyWords } from './words/survey-words.ts'

/** A number that was tapped in the e-mail: chosen on the page, or offered where the contact's own number stands, sent or kept before. */
export type Tapped = { answer: string; stands: { answer: string; as: 'sent' | 'kept' } | null }

const TAPPED_ID = 'tapped'

/** What became of the tapped number. A label chooses it, with a script or without. */
function TappedNote({ tapped, words }: { tapped: Tapped; words: SurveyWords }) {
  const answer = Number(tapped.answer)
  const { callFirst } = words
  if (tapped.stands === null) return <p class="note">{callFirst.tapped(answer)}</p>
  return (
    <p class="note">
      {callFirst.tappedSince[tapped.stands.as](answer, Number(tapped.stands.answer))}
      {spaceIn(words)}
      <label class="link" for={TAPPED_ID}>
        {callFirst.take(answer)}
      </label>
    </p>
  )
}

/** The eleven numbers. The words of the chosen one stand above them; a screen reader hears them with each. */
export function CallFirstQuestion({ text, values, faults, words, tapped }: QuestionProps & { tapped: Tapped | null }) {
  const chosen = values['call_first']
  const { anchors, inBrackets } = words.callFirst
  return (
    <fieldset class="card" id="call_first" {...describedBy('call_first', faults)}>
      <legend>
        <h2>{text}</h2>
      </legend>
      <FaultLine field="call_first" faults={faults} words={words} />
      <div class="scale">
        <p class="unchosen">{words.callFirst.unchosen}</p>
        {JUSTER_ANSWERS.map((answer) => (
          <label>
            <input
              type="radio"
              id={tapped?.stands && tapped.answer === String(answer) ? TAPPED_ID : undefined}
              name="call_first"
              value={String(answer)}
              checked={chosen === String(answer)}
            />
            <span class="number" aria-hidden="true">
              {answer}
            </span>
            <span class="anchor">
              <b>
                {answer} — {anchors[answer].label}
              </b>
              {spaceIn(words)}
              {inBrackets(anchors[answer].odds)}
            </span>
          </label>
        ))}
      </div>
      <p class="ends" aria-hidden="true">
        <span>{words.callFirst.lowEnd}</span>
        <span class="keys">{words.callFirst.keys}</span>
        <span>{words.callFirst.highEnd}</span>
      </p>
      {tapped && <TappedNote tapped={tapped} words={words} />}
    </fieldset>
  )
}

const RATINGS = [1, 2, 3, 4, 5] as const

/** One experience, rated from 1 to 5. */
export function ExperienceQuestion({ name, text, values, faults, words }: QuestionProps) {
  return (
    <fieldset class="row" id={name} {...describedBy(name, faults)}>
      <legend>{text}</legend>
      <div class="rating">
        {RATINGS.map((rating) => (
          <label>
            <input type="radio" name={name} value={String(rating)} checked={values[name] === String(rating)} />
            <span class="number" aria-hidden="true">
              {rating}
            </span>
            <span class="hidden">{words.rating.steps[rating]}</span>
          </label>
        ))}
      </div>
      <FaultLine field={name} faults={faults} words={words} />
    </fieldset>
  )
}
