import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import { Button, SelectField } from '../field.tsx'
import { type Choice, Filters } from '../filters.tsx'
import { listed, milestoneKindName } from '../names.ts'
import { quarterName } from './filter-query.ts'

export type FilterChoices = {
  pms: readonly { id: number; name: string }[]
  accounts: readonly { id: number; name: string }[]
  industries: readonly string[]
  milestoneKinds: readonly string[]
  surveyKeys: readonly string[]
  quarters: readonly string[]
}

type Option = { value: string; label: string }

const LENGTHS: readonly Option[] = [
  { value: 'm3', label: 'Last 3 months' },
  { value: 'm6', label: 'Last 6 months' },
  { value: 'm12', label: 'Last 12 months' },
  { value: 'm24', label: 'Last 24 months' },
]

const named = (all: string, items: readonly { id: number; name: string }[]): Option[] => [
  { value: '', label: all },
  ...items.map(({ id, name }) => ({ value: `${id}`, label: name })),
]

const surveyName = (key: string): string => (key === '' ? 'From an earlier tool' : milestoneKindName(key))

const keyed = (keys: readonly string[], label: (key: string) => string): Option[] =>
  keys.map((key) => ({ value: key === '' ? 'earlier' : key, label: label(key) }))

type Field = Choice & {
  /** With so many options or fewer there is nothing to choose. */
  few: number
}

function fieldsOf(filter: AnswerFilter, choices: FilterChoices): Field[] {
  const { pms, accounts, industries, milestoneKinds, surveyKeys } = choices
  return [
    { name: 'pm', label: 'PM', value: `${filter.pmId ?? ''}`, options: named('All PMs', pms), few: 2 },
    {
      name: 'account',
      label: 'Account',
      value: `${filter.accountId ?? ''}`,
      options: named('All accounts', accounts),
      few: 2,
    },
    {
      name: 'industry',
      label: 'Industry',
      value: filter.industry ?? '',
      options: [{ value: '', label: 'All industries' }, ...keyed(industries, (name) => name)],
      few: 2,
    },
    {
      name: 'kind',
      label: 'Milestone',
      value: filter.milestoneKind ?? '',
      options: [{ value: '', label: 'All milestones' }, ...keyed(milestoneKinds, milestoneKindName)],
      few: 2,
    },
    {
      name: 'survey',
      label: 'Survey',
      value: filter.surveyKey === '' ? 'earlier' : (filter.surveyKey ?? ''),
      options: [{ value: '', label: 'All surveys' }, ...keyed(surveyKeys, surveyName)],
      few: 2,
    },
  ]
}

/** Nobody is told whether there is what they may not choose from: a list of one choice names nothing that is missing. */
const isUnknown = ({ value, options }: Field): boolean =>
  options.length > 1 && !options.some((option) => option.value === value)

/** What the address narrows to and there is none of, as 'PM' or 'Industry'. */
const unknownIn = (filter: AnswerFilter, choices: FilterChoices): string[] =>
  fieldsOf(filter, choices).flatMap((field) => (isUnknown(field) ? [field.label] : []))

type FormProps = {
  path: string
  filter: AnswerFilter
  choices: FilterChoices
  /** What else the address says and the form keeps. */
  kept?: Readonly<Record<string, string>>
}

/**
 * What the answers are narrowed to, kept in the address. A choice that could not narrow anything is not offered. The press comes
 * back to the form, with what it found below.
 */
export function AnswerFilterForm({ path, filter, choices, kept = {} }: FormProps) {
  const periods = [...LENGTHS, ...choices.quarters.map((key) => ({ value: key, label: quarterName(key) }))]
  const known = periods.some(({ value }) => value === filter.period)
  const fields = fieldsOf(filter, choices)
  const unknown = unknownIn(filter, choices)
  const period = {
    name: 'period',
    label: 'Period',
    value: filter.period,
    options: known ? periods : [...periods, { value: filter.period, label: quarterName(filter.period) }],
  }
  const form = (
    <Filters choices={[period, ...fields]} label="Which answers">
      <form class="filter filter-answers" method="get" action={`${path}#shown`}>
        <SelectField {...period} />
        {fields
          .filter(({ options, few, value }) => options.length > few || value !== '')
          .map(({ name, label, value, options }) => (
            <SelectField name={name} label={label} value={value} options={options} />
          ))}
        {filter.engagementId !== null && <input type="hidden" name="engagement" value={filter.engagementId} />}
        {Object.entries(kept).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Button quiet>Show</Button>
        <a class="filter-clear" href={path}>
          Clear
        </a>
      </form>
    </Filters>
  )
  if (unknown.length === 0) return form
  return (
    <>
      {form}
      <p class="notice notice-note" role="status">
        There is no such {listed(unknown.map((label) => (label === 'PM' ? label : label.toLowerCase())))} to choose
        here, so nothing is found. <a href={path}>Clear the filter</a>
      </p>
    </>
  )
}
