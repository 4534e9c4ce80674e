import { html } from 'hono/html'
import type { Child } from 'hono/jsx'

/** What is wrong with one field, said to the person who filled it in. */
export type Fault = { field: string; message: string }

type FieldProps = {
  name: string
  /** Set where a page has several fields of one name; else the name. */
  id?: string
  label: string
  hint?: Child
  faults?: readonly Fault[]
  /** A string: when it is needed. */
  optional?: boolean | string
}

const idOf = (props: FieldProps): string => props.id ?? props.name

const faultOf = (name: string, faults: readonly Fault[] = []) => faults.find((fault) => fault.field === name)

const describedBy = (props: FieldProps): string | undefined =>
  [props.hint ? `${idOf(props)}-hint` : '', faultOf(props.name, props.faults) ? `${idOf(props)}-fault` : '']
    .filter(Boolean)
    .join(' ') || undefined

function Field(props: FieldProps & { children?: Child }) {
  const fault = faultOf(props.name, props.faults)
  return (
    <div class={fault ? 'field field-wrong' : 'field'}>
      <label for={idOf(props)}>
        {props.label}
        {props.optional && <span class="quiet"> ({props.optional === true ? 'optional' : props.optional})</span>}
      </label>
      {props.hint && (
        <p class="hint" id={`${idOf(props)}-hint`}>
          {props.hint}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${idOf(props)}-fault`}>
          {fault.message}
        </p>
      )}
      {props.children}
    </div>
  )
}

export type TextFieldProps = FieldProps & {
  value: string
  type?: 'text' | 'email' | 'password' | 'date' | 'search' | 'number'
  autocomplete?: string
  unit?: string
  min?: number | string
  max?: number | string
  /** Values to choose from while typing; others can be typed too. */
  suggestions?: readonly string[]
}

/** One line of text, a date or a number; keeps what was typed. */
export function TextField(props: TextFieldProps) {
  const wrong = faultOf(props.name, props.faults) !== undefined
  return (
    <Field {...props}>
      <span class="with-unit">
        <input
          id={idOf(props)}
          name={props.name}
          type={props.type ?? 'text'}
          value={props.value}
          required={!props.optional && props.type !== 'search'}
          autocomplete={props.autocomplete}
          min={props.min}
          max={props.max}
          list={props.suggestions ? `${idOf(props)}-suggestions` : undefined}
          class={props.type === 'number' ? 'short' : undefined}
          aria-invalid={wrong ? 'true' : undefined}
          aria-describedby={describedBy(props)}
        />
        {props.unit && <span class="unit">{props.unit}</span>}
      </span>
      {props.suggestions && (
        <datalist id={`${idOf(props)}-suggestions`}>
          {props.suggestions.map((value) => (
            <option value={value} />
          ))}
        </datalist>
      )}
    </Field>
  )
}

/** A file of the reader's own. */
export function FileField(props: FieldProps & { accept: string }) {
  return (
    <Field {...props}>
      <input
        id={idOf(props)}
        name={props.name}
        type="file"
        accept={props.accept}
        required={!props.optional}
        aria-invalid={faultOf(props.name, props.faults) ? 'true' : undefined}
        aria-describedby={describedBy(props)}
      />
    </Field>
  )
}

/** Several lines of text; keeps what was typed. */
export function TextArea(props: FieldProps & { value: string; rows?: number }) {
  return (
    <Field {...props}>
      <textarea
        id={idOf(props)}
        name={props.name}
        rows={props.rows ?? 4}
        required={!props.optional}
        aria-invalid={faultOf(props.name, props.faults) ? 'true' : undefined}
        aria-describedby={describedBy(props)}
      >
        {props.value}
      </textarea>
    </Field>
  )
}

/** Written as text: a thousand of them as elements would take longer than all else of a page. */
const optionsOf = (chosen: string, options: readonly { value: string; label: string }[]) =>
  html`${options.map(({ value, label }) =>
    value === chosen
      ? html`<option value="${value}" selected>${label}</option>`
      : html`<option value="${value}">${label}</option>`,
  )}`

/** One choice of a list. */
export function SelectField(
  props: FieldProps & { value: string; options: readonly { value: string; label: string }[] },
) {
  return (
    <Field {...props}>
      <select
        id={idOf(props)}
        name={props.name}
        aria-invalid={faultOf(props.name, props.faults) ? 'true' : undefined}
        aria-describedby={describedBy(props)}
      >
        {optionsOf(props.value, props.options)}
      </select>
    </Field>
  )
}

/** Any number of a short list; each that is checked is sent under the same name. */
export function CheckBoxes(
  props: FieldProps & { values: readonly string[]; options: readonly { value: string; label: string }[] },
) {
  const fault = faultOf(props.name, props.faults)
  return (
    <fieldset
      id={idOf(props)}
      class={fault ? 'field field-wrong' : 'field'}
      aria-describedby={describedBy(props)}
      tabindex={-1}
    >
      <legend>{props.label}</legend>
      {props.hint && (
        <p class="hint" id={`${idOf(props)}-hint`}>
          {props.hint}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${idOf(props)}-fault`}>
          {fault.message}
        </p>
      )}
      <div class="checks">
        {props.options.map(({ value, label }) => (
          <label>
            <input type="checkbox" name={props.name} value={value} checked={props.values.includes(value)} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** All faults of a form on top of it, each a link to its field; takes the focus, as what came of the press. */
export function FaultSummary({ faults }: { faults: readonly Fault[] }) {
  if (faults.length === 0) return null
  return (
    <div class="faults" role="alert" tabindex={-1} autofocus>
      <h2>{faults.length === 1 ? 'One thing to put right' : `${faults.length} things to put right`}</h2>
      <ul>
        {faults.map((fault) => (
          <li>
            <a href={`#${fault.field}`}>{fault.message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

export function Button({ quiet, children }: { quiet?: boolean; children?: Child }) {
  return (
    <button class={quiet ? 'button quiet-button' : 'button'} type="submit">
      {children}
    </button>
  )
}
