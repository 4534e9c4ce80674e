import type { Child } from 'hono/jsx'
import { boxName, isTicked } from '../../core/answering/survey-condition.ts'
import { CALL_FIRST_RANKS, VISIBILITIES } from '../../core/words.ts'
import { describedBy, FaultLine } from './fault.tsx'
import type { QuestionProps } from './question-props.ts'
import { spaceIn } from './speech.ts'

/** An answer to choose, by its key. */
type Option = { key: string; text: Child }

function Choice({
  question: { name, text, faults, words },
  small,
  children,
}: {
  question: QuestionProps
  small?: string
  children: Child
}) {
  return (
    <fieldset class="question" id={name} {...describedBy(name, faults)}>
      <legend>
        {text}
        {small && (
          <>
            {spaceIn(words)}
            <small>{small}</small>
          </>
        )}
      </legend>
      <FaultLine field={name} faults={faults} words={words} />
      {children}
    </fieldset>
  )
}

function Radios({
  question: { name, values },
  options,
  before,
}: {
  question: QuestionProps
  options: readonly Option[]
  before?: string
}) {
  return (
    <div class="choices">
      {options.map(({ key, text }) => (
        <label>
          <input type="radio" name={name} value={key} checked={(values[name] ?? before) === key} /> {text}
        </label>
      ))}
    </div>
  )
}

/** A question with one answer of several. */
export const ChoiceQuestion = ({ options, ...question }: QuestionProps & { options: readonly Option[] }) => (
  <Choice question={question} small={question.words.optional}>
    <Radios question={question} options={options} />
  </Choice>
)

/** A question with as many answers as fit. An unticked box posts nothing, so a hidden field says that the question was asked. */
export const ChoicesQuestion = ({ options, ...question }: QuestionProps & { options: readonly Option[] }) => (
  <Choice question={question} small={question.words.severalFit}>
    <div class="choices">
      <input type="hidden" name={question.name} value="" />
      {options.map(({ key, text }) => {
        const box = boxName(question.name, key)
        return (
          <label>
            <input type="checkbox" name={box} value="true" checked={isTicked(question.values[box])} /> {text}
          </label>
        )
      })}
    </div>
  </Choice>
)

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
export const CallMeQuestion = (question: QuestionProps) => (
  <Choice question={question}>
    <TickBox name="call_me" label={question.words.callMe} isTicked={isTicked(question.values['call_me'])} />
  </Choice>
)

/** Who may read the words. */
export const VisibilityQuestion = (question: QuestionProps) => (
  <Choice question={question}>
    <Radios
      question={question}
      options={VISIBILITIES.map((key) => ({ key, text: question.words.readers[key] }))}
      before="team"
    />
    <p class="hint">{question.words.readersHint}</p>
  </Choice>
)

/** Who would be called first; it checks the score and does not enter it. */
export const FirstCallRankQuestion = ({ firm, ...question }: QuestionProps & { firm: string }) => (
  <Choice question={question} small={question.words.optional}>
    <Radios
      question={question}
      options={CALL_FIRST_RANKS.map((key) => ({ key, text: key === 'us' ? firm : question.words.ranks[key] }))}
    />
  </Choice>
)
