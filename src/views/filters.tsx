import type { Child } from 'hono/jsx'

/** One thing to choose by: what can be chosen and what is. */
export type Choice = {
  name: string
  label: string
  value: string
  options: readonly { value: string; label: string }[]
}

/** 'Period: Last 12 months; PM: Dana Reyes'; empty where nothing narrows. */
function chosenWords(choices: readonly Choice[], q: string): string {
  const chosen = choices.flatMap(({ label, value, options }) => {
    const option = options.find((each) => each.value === value)
    return value === '' || option === undefined ? [] : [`${label}: ${option.label}`]
  })
  return [...(q === '' ? [] : [`Find: “${q}”`]), ...chosen].join('; ')
}

type FiltersProps = {
  choices: readonly Choice[]
  q?: string | undefined
  /** What is chosen here, where a page has to say it. */
  label?: string
  /** What stands before the words. */
  title?: string
  /** The form. */
  children?: Child
}

/**
 * What a page is narrowed to. A phone shows it in words, and the form behind them at a press, so that the first screen is the page's
 * own; a wide window shows the form; paper the words. A search alone is no longer than its words. The press of the form comes back to it (`#shown`).
 */
export function Filters({ choices, q = '', label, title = 'Filters', children }: FiltersProps) {
  const words = chosenWords(choices, q)
  return (
    <div class="filters" id="shown" role="search" aria-label={label} tabindex={-1}>
      {choices.length === 0 ? (
        children
      ) : (
        <details>
          <summary>
            <b>{title}</b> {words === '' ? 'none is set' : words}
          </summary>
          {children}
        </details>
      )}
      {words !== '' && <p class="only-printed quiet small">{words}</p>}
    </div>
  )
}
