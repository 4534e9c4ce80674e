import {
  type DraftOption,
  type DraftPlace,
  type DraftQuestion,
  hasOptions,
  isKeyed,
} from '../../core/answering/survey-draft.ts'
import { questionNames } from '../../core/answering/survey-draft-keys.ts'
import type { DraftNote } from '../../core/answering/survey-draft-notes.ts'
import { isOnPageAlone } from '../../core/answering/survey.ts'
import type { Language } from '../../core/languages.ts'
import { EXPERIENCE_KEYS } from '../../core/words.ts'
import { experienceName } from '../names.ts'
import { ConditionField } from './survey-condition-field.tsx'
import type { SurveyEditorProps } from './survey-editor-props.ts'
import { INPUT_HINTS, INPUT_NAMES } from './survey-names.ts'
import { NotesOn } from './survey-notes.tsx'
import { TextFields } from './survey-text-field.tsx'

export type QuestionFormProps = {
  editor: SurveyEditorProps
  question: DraftQuestion
  place: DraftPlace
  /** Its number on the page, from 1, and how many there are. */
  at: number
  of: number
  shown: readonly Language[]
  notes: ReadonlyMap<string, DraftNote[]>
}

type ActProps = { action: string; label: string; about: string; focus: string; off?: boolean }

/** A button that changes the draft; where there is nothing to do it stays, so that focus stays too. */
function Act({ action, label, about, focus, off = false }: ActProps) {
  const [verb = '', question = '', option] = action.split(':')
  const field = [question, option, verb].filter(Boolean).join('.')
  return (
    <button
      class="link"
      type="submit"
      name="do"
      value={action}
      id={field}
      aria-disabled={off ? 'true' : undefined}
      autofocus={focus === field}
    >
      {label}
      <span class="heard"> {about}</span>
    </button>
  )
}

function OptionForm({ props, option, at }: { props: QuestionFormProps; option: DraftOption; at: number }) {
  const { question, shown, notes, editor } = props
  const name = `${question.id}.${option.id}`
  const label = `Answer ${at}`
  const about = `answer ${at}`
  const act = { about, focus: editor.focus }
  return (
    <li class="option-form">
      <TextFields
        name={`${name}.text`}
        label={label}
        text={option.text}
        shown={shown}
        notes={notes}
        focus={editor.focus}
        isLine
      />
      <p class="acts">
        <Act action={`option_up:${question.id}:${option.id}`} label="Up" {...act} off={at === 1} />
        <Act
          action={`option_down:${question.id}:${option.id}`}
          label="Down"
          {...act}
          off={at === question.options.length}
        />
        <Act action={`option_remove:${question.id}:${option.id}`} label="Remove" {...act} />
      </p>
      <input type="hidden" name={`${name}.key`} value={option.key} />
      <NotesOn field={`${name}.key`} notes={notes.get(`${name}.key`)} />
    </li>
  )
}

function KeyField({ props }: { props: QuestionFormProps }) {
  const { editor, question, notes } = props
  const field = `${question.id}.key`
  const isShipped = (EXPERIENCE_KEYS as readonly string[]).includes(question.key)
  if (question.input === 'experience' && isShipped) {
    return (
      <p class="hint">
        <input type="hidden" name={field} value={question.key} />
        Its key <code>{question.key}</code> is fixed, so that ratings compare over time.
      </p>
    )
  }
  const made = questionNames(editor.draft).get(question.id) ?? ''
  const about = notes.get(field)
  return (
    <details class="key-field" open={about !== undefined}>
      <summary>
        Key: <code>{made}</code>
      </summary>
      <div class={about ? 'field field-wrong' : 'field'}>
        <label for={field}>Key</label>
        <p class="hint" id={`${field}-hint`}>
          Exports and the API call the question by it. Changing it once people have answered begins a new question: the
          answers so far stay under the old key. Blank: made from the words.
        </p>
        <input
          type="text"
          id={field}
          name={field}
          value={question.key}
          placeholder={made}
          autocomplete="off"
          aria-describedby={`${field}-hint ${field}-notes`}
          aria-invalid={about ? 'true' : undefined}
        />
        <NotesOn field={field} notes={about} />
      </div>
    </details>
  )
}

function Acts({ props }: { props: QuestionFormProps }) {
  const { question, place, at, of, editor } = props
  const { id, input } = question
  const about = `question ${at}`
  const act = { about, focus: editor.focus }
  if (place === 'aside') {
    return (
      <p class="acts">
        <Act action={`back:${id}`} label="Put back" {...act} />
      </p>
    )
  }
  const other = place === 'ask' ? 'after' : 'ask'
  return (
    <p class="acts">
      <Act action={`up:${id}`} label="Move up" {...act} off={at === 1} />
      <Act action={`down:${id}`} label="Move down" {...act} off={at === of} />
      {!(other === 'after' && isOnPageAlone(input)) && (
        <Act
          action={`${other}:${id}`}
          label={other === 'after' ? 'Ask after sending' : 'Ask on the survey page'}
          {...act}
        />
      )}
      <Act action={`remove:${id}`} label="Set aside" {...act} />
    </p>
  )
}

const kindOf = ({ input, key }: DraftQuestion): string =>
  input === 'experience' && (EXPERIENCE_KEYS as readonly string[]).includes(key)
    ? `${INPUT_NAMES[input]}: ${experienceName(key).toLowerCase()}`
    : INPUT_NAMES[input]

/** What cannot be left out, and so cannot depend on another answer either. */
const ALWAYS_ASKED: ReadonlySet<DraftQuestion['input']> = new Set(['call_first', 'visibility'])

/** One question under work: its words, its answers, of whom it is asked, and where it stands. */
export function QuestionForm(props: QuestionFormProps) {
  const { editor, question, place, at, shown, notes } = props
  const { id, input, options } = question
  const { draft } = editor
  return (
    <li class="question-form" id={id} data-question={questionNames(draft).get(id)}>
      <fieldset>
        <legend>
          {place !== 'aside' && <span class="question-number">{at}</span>} {kindOf(question)}{' '}
          <span class="quiet small">{INPUT_HINTS[input]}</span>
        </legend>
        <input type="hidden" name={`${id}.input`} value={input} />
        <NotesOn field={id} notes={notes.get(id)} />
        <TextFields
          name={`${id}.text`}
          label="Question"
          text={question.text}
          shown={shown}
          notes={notes}
          focus={editor.focus}
        />
        <input type="hidden" name={`${id}.options`} value={options.map((option) => option.id).join(' ')} />
        {hasOptions(input) && (
          <>
            <ol class="option-forms">
              {options.map((option, index) => (
                <OptionForm props={props} option={option} at={index + 1} />
              ))}
            </ol>
            <p class="acts">
              <Act action={`option:${id}`} label="Add an answer" about={`to question ${at}`} focus={editor.focus} />
            </p>
          </>
        )}
        {place !== 'aside' && !ALWAYS_ASKED.has(input) && (
          <ConditionField draft={draft} question={question} notes={notes} />
        )}
        {isKeyed(input) && place !== 'aside' && <KeyField props={props} />}
        {place === 'aside' && <Unseen question={question} />}
        <Acts props={props} />
      </fieldset>
    </li>
  )
}

/** What a question that is set aside keeps for when it is put back. */
function Unseen({ question: { id, key, when } }: { question: DraftQuestion }) {
  return (
    <>
      <input type="hidden" name={`${id}.key`} value={key} />
      <input type="hidden" name={`${id}.on`} value={when?.on ?? ''} />
      <input type="hidden" name={`${id}.operator`} value={when?.operator ?? ''} />
      <input type="hidden" name={`${id}.value`} value={when?.value ?? ''} />
    </>
  )
}
