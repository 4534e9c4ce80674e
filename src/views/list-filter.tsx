import { Button, SelectField, TextField } from './field.tsx'

type Choice = { name: string; label: string; value: string; options: readonly { value: string; label: string }[] }

/** What is chosen, where the form that chooses it can't be seen: on paper. */
export function PrintedChoice({ choices, q = '' }: { choices: readonly Choice[]; q?: string | undefined }) {
  const chosen = choices.flatMap(({ label, value, options }) => {
    const option = options.find((each) => each.value === value)
    return value === '' || option === undefined ? [] : [`${label}: ${option.label}`]
  })
  const words = [...(q === '' ? [] : [`Find: “${q}”`]), ...chosen]
  return words.length === 0 ? null : <p class="only-printed quiet small">{words.join('; ')}</p>
}

type ListFilterProps = {
  path: string
  q?: string
  /** What the address keeps besides. */
  hidden?: Readonly<Record<string, string>>
  choices: readonly Choice[]
}

/** What a list shows, kept in the address: a search where there is one, and some choices. The press comes back to it. */
export function ListFilter({ path, q, hidden = {}, choices }: ListFilterProps) {
  return (
    <>
      <form class="filter" id="shown" method="get" action={`${path}#shown`} role="search" tabindex={-1}>
        {q !== undefined && <TextField name="q" label="Find" type="search" value={q} />}
        {Object.entries(hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {choices.map((choice) => (
          <SelectField name={choice.name} label={choice.label} value={choice.value} options={choice.options} />
        ))}
        <Button quiet>Show</Button>
      </form>
      <PrintedChoice choices={choices} q={q} />
    </>
  )
}
