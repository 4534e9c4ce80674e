import { type Language, LANGUAGE_NAMES } from '../../core/languages.ts'

/** The name of the frame that a preview is shown in. */
export const PREVIEW_FRAME = 'preview'

type Choice = { name: string; value: string; options: readonly { value: string; label: string }[] }

/** Which page of the survey, in which language: fields of the form that asks for the preview. */
const choicesOf = (languages: readonly Language[], language: Language): (Choice & { label: string })[] => [
  {
    name: 'page',
    label: 'Page',
    value: 'ask',
    options: [
      { value: 'ask', label: 'The survey' },
      { value: 'after', label: 'After sending' },
    ],
  },
  {
    name: 'lang',
    label: 'Language',
    value: language,
    options: languages.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
  },
]

/**
 * The real page in a frame that runs nothing, sends nothing and leads nowhere, as a phone or a desktop shows it. `form`
 * is the form whose fields say what is looked at; null: the frame has one of its own.
 */
export function SurveyFrameBox({
  src,
  languages,
  language,
  form,
}: {
  src: string
  languages: readonly Language[]
  language: Language
  form: { id: string; action: string } | null
}) {
  const owner = form ? { form: form.id } : {}
  const controls = (
    <div class="look-controls">
      {choicesOf(languages, language).map(({ name, label, value, options }) => (
        <label>
          {label}{' '}
          <select name={name} {...owner} data-looks>
            {options.map((option) => (
              <option value={option.value} selected={option.value === value}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button
        class="button quiet-button"
        type="submit"
        {...owner}
        formtarget={PREVIEW_FRAME}
        formnovalidate
        {...(form && { formaction: form.action, formmethod: 'post' })}
      >
        Show
      </button>
    </div>
  )
  return (
    <div class="look" id="preview">
      {form ? (
        controls
      ) : (
        <form method="get" action={src.split('?')[0]} target={PREVIEW_FRAME}>
          {controls}
        </form>
      )}
      <fieldset class="look-width">
        <legend class="heard">Width of the preview</legend>
        <label>
          <input type="radio" name="look_width" value="phone" checked form="nowhere" /> Phone
        </label>
        <label>
          <input type="radio" name="look_width" value="desktop" id="look-desktop" form="nowhere" /> Desktop
        </label>
      </fieldset>
      <div class="look-device">
        <iframe name={PREVIEW_FRAME} title="Preview of the survey" src={src} sandbox="allow-same-origin" />
      </div>
      <p class="quiet small">Names are made up, nothing is sent. Light or dark as your device is set.</p>
    </div>
  )
}
