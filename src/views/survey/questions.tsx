import { JUSTER_ANCHORS } from '../../core/juster.ts'
import { CALL_FIRST_RANKS, type CallFirstRank, type Visibility, VISIBILITIES } from '../../core/words.ts'
import { describedBy, FaultLine, type ShownFault } from './fault.tsx'

/** What a question is rendered from: its text with names filled in, what stands in the form by field, what is wrong. */
export type QuestionProps = {
  text: string
  values: Readonly<Record<string, string>>
  faults: readonly ShownFault[]
  firm: string
}

const ANCHORS = JUSTER_ANCHORS.toReversed()
const RATINGS = ['1', '2', '3', '4', '5'] as const
const RATING_WORDS: Record<string, string> = { '1': 'not at all', '5': 'completely' }

/** The eleven numbers. The words of the chosen one stand above them; a screen reader hears them with each. */
export function CallFirstQuestion({ text, values, faults, tapped }: QuestionProps & { tapped: boolean }) {
  const chosen = values['call_first']
  return (
    <fieldset class="card" id="call_first" {...describedBy('call_first', faults)}>
      <legend>
        <h2>{text}</h2>
      </legend>
      <FaultLine field="call_first" faults={faults} />
      <div class="scale">
        <p class="unchosen">Choose a number from 0 to 10.</p>
        {ANCHORS.map(({ answer, label, odds }) => (
          <label>
            <input type="radio" name="call_first" value={String(answer)} checked={chosen === String(answer)} />
            <span class="number" aria-hidden="true">
              {answer}
            </span>
            <span class="anchor">
              <b>
                {answer} — {label}
              </b>{' '}
              ({odds})
            </span>
          </label>
        ))}
      </div>
      <p class="ends" aria-hidden="true">
        <span>0 no chance</span>
        <span>10 certain</span>
      </p>
      {tapped && (
        <p class="note">
          You tapped {chosen} in the e-mail. Nothing is sent until you press <b>Send my answers</b>.
        </p>
      )}
    </fieldset>
  )
}

/** One experience, rated from 1 to 5. */
export function ExperienceQuestion({ name, text, values, faults }: QuestionProps & { name: string }) {
  return (
    <fieldset class="row" id={name} {...describedBy(name, faults)}>
      <legend>{text}</legend>
      <div class="rating">
        {RATINGS.map((rating) => (
          <label>
            <input type="radio" name={name} value={rating} checked={values[name] === rating} />
            <span class="number" aria-hidden="true">
              {rating}
            </span>
            <span class="hidden">
              {rating} of 5{RATING_WORDS[rating] ? `, ${RATING_WORDS[rating]}` : ''}
            </span>
          </label>
        ))}
      </div>
      <FaultLine field={name} faults={faults} />
    </fieldset>
  )
}

/** A question answered in words. */
export function WordsQuestion({ name, text, values, faults }: QuestionProps & { name: string }) {
  const isWrong = faults.some(({ field }) => field === name)
  return (
    <div class="question">
      <label for={name}>{text}</label>
      <FaultLine field={name} faults={faults} />
      <textarea
        id={name}
        name={name}
        rows={4}
        dir="auto"
        aria-invalid={isWrong ? 'true' : undefined}
        {...describedBy(name, faults)}
      >
        {
          // A parser drops one line break after the tag, so words that begin with one need a second.
          `\n${values[name] ?? ''}`
        }
      </textarea>
    </div>
  )
}

/** A box to tick, which posts `false` as long as nobody has. */
export function TickBox({ name, label, isTicked }: { name: string; label: string; isTicked: boolean }) {
  return (
    <div class="choices">
      <input type="hidden" name={name} value="false" />
      <label>
        <input type="checkbox" name={name} value="true" checked={isTicked} /> {label}
      </label>
    </div>
  )
}

/** Whether somebody shall call. */
export function CallMeQuestion({ text, values, faults }: QuestionProps) {
  return (
    <fieldset class="question" id="call_me" {...describedBy('call_me', faults)}>
      <legend>{text}</legend>
      <FaultLine field="call_me" faults={faults} />
      <TickBox name="call_me" label="Yes, please call me" isTicked={values['call_me'] === 'true'} />
    </fieldset>
  )
}

const READERS: Record<Visibility, string> = {
  team: 'The project team and our leadership',
  leadership: 'Only our leadership',
}

/** Who may read the words. */
export function VisibilityQuestion({ text, values, faults }: QuestionProps) {
  const chosen = values['visibility'] ?? 'team'
  return (
    <fieldset class="question" id="visibility" {...describedBy('visibility', faults)}>
      <legend>{text}</legend>
      <FaultLine field="visibility" faults={faults} />
      <div class="choices">
        {VISIBILITIES.map((visibility) => (
          <label>
            <input type="radio" name="visibility" value={visibility} checked={chosen === visibility} />{' '}
            {READERS[visibility]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const RANKS: Record<CallFirstRank, (firm: string) => string> = {
  us: (firm) => firm,
  another_firm: () => 'Another firm',
  own_people: () => 'Our own people',
  not_sure: () => 'Not sure',
}

/** Who would be called first; it checks the score and does not enter it. */
export function FirstCallRankQuestion({ text, values, faults, firm }: QuestionProps) {
  return (
    <fieldset class="question" id="first_call_rank" {...describedBy('first_call_rank', faults)}>
      <legend>
        {text} <small>(optional)</small>
      </legend>
      <FaultLine field="first_call_rank" faults={faults} />
      <div class="choices">
        {CALL_FIRST_RANKS.map((rank) => (
          <label>
            <input type="radio" name="first_call_rank" value={rank} checked={values['first_call_rank'] === rank} />{' '}
            {RANKS[rank](firm)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
