import { SelectField, type Fault } from '../field.tsx'

/** Whose follow-ups are, as typed. */
export type OwnerSettings = { ownerOfLow: string; ownerOfCall: string; ownerOfSilence: string }

const OPTIONS = [
  { value: 'pm_leader', label: 'The PM’s leader' },
  { value: 'account_manager', label: 'The account manager' },
  { value: 'pm', label: 'The PM' },
]

/** Who gets which follow-up. An answer for leadership only goes to leadership, whatever is chosen. */
export function OwnerFields({ values, faults }: { values: OwnerSettings; faults: readonly Fault[] }) {
  const field = (name: string, label: string, value: string, hint?: string) => (
    <SelectField name={name} label={label} value={value} options={OPTIONS} faults={faults} {...(hint && { hint })} />
  )
  return (
    <>
      {field(
        'owner_of_low',
        'A low answer or a fall goes to',
        values.ownerOfLow,
        'Where there is no such person, to the next above. What is for leadership only goes to leadership.',
      )}
      {field('owner_of_call', 'A call asked for goes to', values.ownerOfCall)}
      {field('owner_of_silence', 'A silent decision maker goes to', values.ownerOfSilence)}
    </>
  )
}
