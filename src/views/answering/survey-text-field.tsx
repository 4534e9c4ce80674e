import type { DraftNote } from '../../core/answering/survey-draft-notes.ts'
import type { DraftText } from '../../core/answering/survey-draft.ts'
import { directionOf, type Language, LANGUAGE_NAMES, LANGUAGES } from '../../core/languages.ts'
import { NotesOn } from './survey-notes.tsx'

export type TextFieldsProps = {
  /** The form's name of the text, without its language. */
  name: string
  label: string
  text: DraftText
  /** The languages to show, the survey's own first. */
  shown: readonly Language[]
  notes: ReadonlyMap<string, DraftNote[]>
  focus: string
  /** One line that ends with a press on Enter. */
  isLine?: boolean
}

const rowsFor = (words: string): number => Math.min(5, Math.max(2, Math.ceil((words.length + 1) / 46)))

function Words({ props, language }: { props: TextFieldsProps; language: Language }) {
  const { name, label, text, shown, notes, focus, isLine } = props
  const field = `${name}.${language}`
  const own = shown[0] ?? language
  const words = text[language] ?? ''
  const about = notes.get(field) ?? []
  const common = {
    id: field,
    name: field,
    lang: language,
    dir: directionOf(language),
    'aria-invalid': about.some(({ tone }) => tone === 'fault') ? ('true' as const) : undefined,
    'aria-describedby': `${field}-notes`,
    autofocus: focus === field,
  }
  return (
    <div class={about.some(({ tone }) => tone === 'fault') ? 'field field-wrong' : 'field'}>
      <label for={field}>
        {shown.length > 1 ? (
          <>
            <span class="heard">{label}, </span>
            <span lang={language}>{LANGUAGE_NAMES[language]}</span>
          </>
        ) : (
          label
        )}
        {language !== own && words === '' && (
          <span class="missing"> not translated: {LANGUAGE_NAMES[own]} is shown</span>
        )}
      </label>
      {isLine ? (
        <input type="text" {...common} value={words} autocomplete="off" />
      ) : (
        <textarea {...common} rows={rowsFor(words)}>
          {`\n${words}`}
        </textarea>
      )}
      <NotesOn field={field} notes={about} />
    </div>
  )
}

/** A text in the languages that are shown, side by side; in the others it travels along unseen. */
export function TextFields(props: TextFieldsProps) {
  const { name, text, shown, label } = props
  const hidden = LANGUAGES.filter((language) => !shown.includes(language) && text[language] !== undefined)
  const inputs = hidden.map((language) => (
    <input type="hidden" name={`${name}.${language}`} value={text[language] ?? ''} />
  ))
  if (shown.length === 1) {
    return (
      <>
        <Words props={props} language={shown[0] ?? 'en'} />
        {inputs}
      </>
    )
  }
  return (
    <div class="side-by-side" role="group" aria-label={label}>
      <p class="side-label" aria-hidden="true">
        {label}
      </p>
      {shown.map((language) => (
        <Words props={props} language={language} />
      ))}
      {inputs}
    </div>
  )
}
