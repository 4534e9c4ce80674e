import { Button, SelectField, TextField } from './field.tsx'

type Choice = { name: string; label: string; value: string; options: readonly { value: string; label: string }[] }

/** What a list shows, kept in the address: a search and some choices. */
export function ListFilter({
  path,
  q,
  choices,
  hidden = {},
}: {
  path: string
  q: string
  choices: readonly Choice[]
  /** What the address says beside them, and keeps saying. */
  hidden?: Readonly<Record<string, string>>
}) {
  return (
    <form class="filter" method="get" action={path} role="search">
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <TextField name="q" label="Find" type="search" value={q} />
      {choices.map((choice) => (
        <SelectField name={choice.name} label={choice.label} value={choice.value} options={choice.options} />
      ))}
      <Button quiet>Show</Button>
    </form>
  )
}
